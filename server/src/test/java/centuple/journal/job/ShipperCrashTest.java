package centuple.journal.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import centuple.click.ClickRecord;
import centuple.click.RandomClicks;
import centuple.journal.Appended;
import centuple.journal.BatchLimit;
import centuple.journal.DailyVisits;
import centuple.journal.JournalSettings;
import centuple.journal.file.FileJournal;
import centuple.journal.file.MappedSegmentFiles;
import centuple.journal.store.StoredClicks;
import centuple.platform.postgres.EmbeddedPostgres;
import centuple.platform.postgres.PostgresOptions;
import centuple.platform.sql.Database;
import centuple.platform.sql.DatabaseSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** PostgreSQL is killed again and again while clicks are shipped: each click is in it once. */
class ShipperCrashTest {

    private static final int KILLS = Integer.getInteger("centuple.kills", 2);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long NOON_MILLIS = 1_795_392_000_000L;

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final List<ClickRecord> written = new ArrayList<>();
    @TempDir
    private Path temp;

    @Test
    void everyClickComesOnceThroughKilledDatabases() throws Exception {
        try (EmbeddedPostgres postgres = new EmbeddedPostgres(PostgresOptions.in(temp.resolve("postgres")))) {
            postgres.start();
            try (Database database = Database.open(
                    DatabaseSettings.of(postgres.jdbcUrl(), EmbeddedPostgres.USER, postgres.password()));
                    FileJournal journal = FileJournal.open(temp.resolve("journal"), JournalSettings.usual(1),
                            new MappedSegmentFiles(), InstantSource.system());
                    Shipper shipper = new Shipper(journal, database, InstantSource.system(), new BatchLimit(20, 10))) {
                shipper.start();
                for (int kill = 0; kill < KILLS; kill++) {
                    append(journal, 2_000);
                    long before = shipper.status().shipped();
                    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1))
                            .until(() -> shipper.status().shipped() > before + random.nextInt(500));
                    kill(postgres);
                    append(journal, 100);
                }
                shipper.drain(PATIENCE);
                assertThat(StoredClicks.counts(StoredClicks.all(database))).as("seed %d", seed)
                        .isEqualTo(StoredClicks.counts(written));
                assertThat(StoredClicks.visits(database)).as("seed %d", seed).isEqualTo(DailyVisits.of(written));
                assertThat(shipper.status().isHealthy()).isTrue();
            }
        }
    }

    private static void kill(EmbeddedPostgres postgres) {
        int restarts = postgres.restarts();
        postgres.pid().flatMap(ProcessHandle::of).ifPresent(ProcessHandle::destroyForcibly);
        await().atMost(PATIENCE).until(() -> postgres.restarts() > restarts);
    }

    private void append(FileJournal journal, int count) {
        for (int i = 0; i < count; i++) {
            ClickRecord click = RandomClicks.drawAt(random, NOON_MILLIS + random.nextLong(100_000_000));
            assertThat(journal.writer(0).append(click)).isEqualTo(Appended.JOURNALED);
            written.add(click);
        }
    }
}
