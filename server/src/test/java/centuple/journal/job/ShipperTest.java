package centuple.journal.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import centuple.click.ClickRecord;
import centuple.click.RandomClicks;
import centuple.journal.BatchLimit;
import centuple.journal.DailyVisits;
import centuple.journal.JournalSettings;
import centuple.journal.Stream;
import centuple.journal.file.FileJournal;
import centuple.journal.file.MappedSegmentFiles;
import centuple.journal.store.StoredClicks;
import centuple.platform.sql.Database;
import centuple.platform.sql.DatabaseSettings;
import centuple.platform.sql.Sql;
import centuple.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeoutException;

class ShipperTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long TEN_DAYS_MILLIS = Duration.ofDays(10).toMillis();

    private final TestDatabase db = TestDatabase.fresh();
    private final SplittableRandom random = new SplittableRandom(5);
    private final List<ClickRecord> written = new ArrayList<>();
    private final List<Shipper> shippers = new ArrayList<>();
    @TempDir
    private Path temp;
    private FileJournal journal;

    @BeforeEach
    void open() throws IOException {
        journal = FileJournal.open(temp, new JournalSettings(2, 128 << 10, 64 << 20, Duration.ofMillis(5), false),
                new MappedSegmentFiles(), InstantSource.system());
    }

    @AfterEach
    void close() throws IOException {
        shippers.forEach(Shipper::close);
        journal.close();
        db.close();
    }

    @Test
    void everyClickComesOnceWithItsOwnTimeAndIsCounted() throws Exception {
        append(5_000);
        Shipper shipper = shipper(500);
        shipper.drain(PATIENCE);
        append(10);
        shipper.drain(PATIENCE);
        assertShipped();
        assertThat(shipper.status().shipped()).isEqualTo(5_010);
        assertThat(shipper.status().lagRecords()).hasValue(0);
        assertThat(shipper.status().lag()).isZero();
        assertThat(shipper.status().isHealthy()).isTrue();
    }

    @Test
    void ofTwoShippersOneLosesEachRaceAndNothingIsDoubled() throws Exception {
        append(4_000);
        Shipper first = shipper(50);
        Shipper second = shipper(50);
        first.drain(PATIENCE);
        second.drain(PATIENCE);
        assertShipped();
        assertThat(first.status().shipped() + second.status().shipped()).isEqualTo(4_000);
    }

    @Test
    void stoppedAndStartedAgainItGoesOnWhereItWas() throws Exception {
        for (int round = 0; round < 10; round++) {
            append(500);
            Shipper shipper = shipper(20);
            await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1))
                    .until(() -> shipper.status().shipped() > 50);
            shipper.close();
        }
        shipper(1_000).drain(PATIENCE);
        assertShipped();
    }

    @Test
    void whileTheDatabaseIsAwayClicksWaitAndThenComeOnce() throws Exception {
        append(100);
        Shipper shipper = shipper(40);
        shipper.drain(PATIENCE);
        allowConnections(false);
        append(1_000);
        await().atMost(PATIENCE).until(() -> !shipper.status().isHealthy());
        assertThat(shipper.status().failures()).isPositive();
        assertThat(shipper.status().lag()).isPositive();
        allowConnections(true);
        shipper.drain(PATIENCE);
        assertShipped();
        assertThat(shipper.status().isHealthy()).isTrue();
        assertThat(shipper.status().lagRecords()).hasValue(0);
    }

    @Test
    void aDatabaseRestoredFromABackupIsCaughtUp() throws Exception {
        append(2_000);
        Shipper before = shipper(300);
        before.drain(PATIENCE);
        before.close();
        // What a restore of an old backup looks like from here: clicks and positions are those of then.
        db.asOwner(connection -> Sql.update(connection, "truncate click, visits_daily, journal_position"));
        append(100);
        shipper(300).drain(PATIENCE);
        assertShipped();
    }

    @Test
    void ofADamagedJournalTheGoodRecordsComeAndTheLossIsTold() throws Exception {
        append(500);
        journal.close();
        JournalDamage.flip(temp.resolve("w0/000000000000000001.segment"), 5_000);
        open();
        append(1);
        Shipper shipper = shipper(100);
        shipper.drain(PATIENCE);
        assertThat(StoredClicks.all(db.database())).hasSize(500);
        assertThat(shipper.status().missing()).isEqualTo(1);
        assertThat(shipper.status().damagedBytes()).isPositive();
    }

    @Test
    void drainingGivesUpInTime() {
        Shipper idle = new Shipper(journal, db.database(), InstantSource.system(), BatchLimit.USUAL);
        assertThatThrownBy(() -> idle.drain(Duration.ofMillis(10))).isInstanceOf(TimeoutException.class);
        assertThat(idle.status().lagRecords()).as("not yet known").isEmpty();
    }

    private Shipper shipper(int clicksPerBatch) {
        Shipper shipper = new Shipper(journal, db.database(), InstantSource.system(),
                new BatchLimit(clicksPerBatch, 100));
        shippers.add(shipper);
        shipper.start();
        return shipper;
    }

    private void append(int count) {
        long until = Instant.parse("2026-11-23T12:00:00Z").toEpochMilli();
        for (int i = 0; i < count; i++) {
            ClickRecord click = RandomClicks.drawAt(random, until - random.nextLong(TEN_DAYS_MILLIS));
            new PatientAppender(journal.writer(i % 2)).append(click);
            written.add(click);
        }
    }

    private void assertShipped() {
        assertThat(StoredClicks.counts(StoredClicks.all(db.database()))).isEqualTo(StoredClicks.counts(written));
        assertThat(StoredClicks.visits(db.database())).isEqualTo(DailyVisits.of(written));
        assertThat(journal.streams()).extracting(Stream::node).containsOnly(journal.node());
    }

    private void allowConnections(boolean allowed) throws SQLException {
        String name = db.settings().url().replaceAll(".*/", "").replaceAll("\\?.*", "");
        try (var admin = Database.connectAsOwner(new DatabaseSettings(
                db.settings().url().replace("/" + name, "/postgres"), db.settings().user(), db.settings().password(),
                db.settings().runtimeRole(), 1))) {
            Sql.run(admin, "alter database " + name + " allow_connections " + allowed);
            if (!allowed) {
                Sql.run(admin, "select pg_terminate_backend(pid) from pg_stat_activity where datname = ?", name);
            }
        }
    }
}
