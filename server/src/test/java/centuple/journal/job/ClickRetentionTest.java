package centuple.journal.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import centuple.click.ClickRecord;
import centuple.click.RandomClicks;
import centuple.journal.DailyVisits;
import centuple.journal.JournalSettings;
import centuple.journal.file.FileJournal;
import centuple.journal.file.MappedSegmentFiles;
import centuple.journal.store.ClickDays;
import centuple.journal.store.SqlClickStore;
import centuple.journal.store.StoredClicks;
import centuple.platform.sql.DatabaseException;
import centuple.platform.sql.Sql;
import centuple.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

class ClickRetentionTest {

    private static final Instant NOW = Instant.parse("2020-03-10T00:00:01Z");
    private static final int CLICK_DAYS = 20;
    private static final LocalDate FIRST_KEPT = LocalDate.parse("2020-02-19");

    private final TestDatabase db = TestDatabase.fresh();
    private final List<ClickRecord> clicks = new ArrayList<>();
    @TempDir
    private Path temp;
    private FileJournal journal;

    @BeforeEach
    void shipSixWeeks() throws IOException {
        journal = FileJournal.open(temp, JournalSettings.within(1, 1 << 20, Duration.ofMillis(5), false),
                new MappedSegmentFiles(), () -> NOW);
        SplittableRandom random = new SplittableRandom(1);
        for (int hour = 0; hour < 24 * 42; hour += 7) {
            clicks.add(RandomClicks.drawAt(random, NOW.minus(Duration.ofHours(hour)).toEpochMilli()));
        }
        db.database().inTransaction(connection -> {
            new SqlClickStore(connection).add(clicks);
            return true;
        });
    }

    @AfterEach
    void close() throws IOException {
        journal.close();
        db.close();
    }

    @Test
    void clicksOfOldDaysGoAndTheirDailyNumbersStay() {
        ClickRetention.Result result = job().runOnce();
        assertThat(result.daysRefused()).isEmpty();
        assertThat(result.daysDropped()).isSorted().hasSizeGreaterThan(20)
                .allSatisfy(day -> assertThat(day).isBefore(FIRST_KEPT));
        assertThat(StoredClicks.all(db.database())).hasSizeLessThan(clicks.size())
                .containsExactlyInAnyOrderElementsOf(clicks.stream()
                        .filter(click -> !click.at().isBefore(Instant.parse(FIRST_KEPT + "T00:00:00Z"))).toList());
        assertThat(StoredClicks.visits(db.database())).isEqualTo(DailyVisits.of(clicks));
        assertThat(job().runOnce().daysDropped()).isEmpty();
    }

    @Test
    void aDayThatIsNotInTheDailyNumbersIsNotDropped() {
        LocalDate day = LocalDate.parse("2020-02-10");
        db.asOwner(connection -> Sql.update(connection, "delete from visits_daily where day = ?", day));
        ClickRetention.Result result = job().runOnce();
        assertThat(result.daysRefused()).containsExactly(day);
        assertThat(result.daysDropped()).isNotEmpty().doesNotContain(day);
        assertThat(StoredClicks.all(db.database())).anySatisfy(
                click -> assertThat(click.at()).isBetween("2020-02-10T00:00:00Z", "2020-02-11T00:00:00Z"));
    }

    @Test
    void lateClicksOfADroppedDayAreTakenAndCounted() {
        job().runOnce();
        List<ClickRecord> late = List.of(clicks.getLast());
        db.database().inTransaction(connection -> {
            new SqlClickStore(connection).add(late);
            return true;
        });
        assertThat(StoredClicks.visits(db.database())).containsEntry(DailyVisits.of(late).firstKey(), 2L);
        assertThat(job().runOnce().daysDropped()).hasSize(1);
    }

    @Test
    void theDatabaseNeverDropsTheLastSevenDays() {
        LocalDate tomorrow = LocalDate.now(ZoneOffset.UTC).plusDays(1);
        assertThatThrownBy(() -> db.database().inTransaction(connection -> ClickDays.drop(connection, tomorrow, 1)))
                .isInstanceOf(DatabaseException.class);
        assertThatThrownBy(() -> new ClickRetention(journal, db.database(), () -> NOW, 7, Duration.ofDays(7)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whoIsBusyWithClicksIsNotHeldUp() {
        assertThatThrownBy(() -> db.database().inTransaction(reader -> {
            Sql.list(reader, "select count(*) as count from click", row -> row.bigint("count"));
            return job().runOnce();
        })).isInstanceOfSatisfying(DatabaseException.class, e -> assertThat(e.sqlState()).isEqualTo("55P03"));
        assertThat(StoredClicks.all(db.database())).hasSize(clicks.size());
    }

    private ClickRetention job() {
        return new ClickRetention(journal, db.database(), () -> NOW, CLICK_DAYS, Duration.ofDays(7));
    }
}
