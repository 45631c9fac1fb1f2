package centuple.journal.job;

import centuple.journal.file.FileJournal;
import centuple.journal.store.ClickDays;
import centuple.platform.sql.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets go of what has been kept long enough: the clicks of old days, whose daily numbers stay, and segments of the
 * journal that have been in the database for a while. Runs every hour on a virtual thread. Thread-safe.
 */
public final class ClickRetention implements AutoCloseable {

    /** The database itself refuses to drop the clicks of its last seven days. */
    public static final int CLICK_DAYS_MIN = 8;

    private static final Logger LOG = LoggerFactory.getLogger(ClickRetention.class);
    private static final Duration RUN_EVERY = Duration.ofHours(1);
    private static final int DAYS_PER_TRANSACTION_MAX = 10;

    private final FileJournal journal;
    private final Database database;
    private final InstantSource clock;
    private final int clickDays;
    private final Duration segmentsFor;
    private final Loop loop = new Loop("click-retention", this::runAndRest);
    private volatile String problem = "";

    /**
     * A job that does nothing before {@link #start}.
     *
     * @param clickDays how many whole days clicks are kept, {@value #CLICK_DAYS_MIN} or more
     * @param segmentsFor how long shipped segments are kept
     */
    public ClickRetention(FileJournal journal, Database database, InstantSource clock, int clickDays,
            Duration segmentsFor) {
        if (clickDays < CLICK_DAYS_MIN) {
            throw new IllegalArgumentException("clicks are kept for at least %d days".formatted(CLICK_DAYS_MIN));
        }
        this.journal = journal;
        this.database = database;
        this.clock = clock;
        this.clickDays = clickDays;
        this.segmentsFor = segmentsFor;
    }

    /**
     * What one run did.
     *
     * @param daysDropped days whose clicks were dropped
     * @param daysRefused days whose clicks stayed, for their daily numbers do not hold all of them
     * @param segmentsDeleted segments of the journal that were deleted
     */
    public record Result(List<LocalDate> daysDropped, List<LocalDate> daysRefused, int segmentsDeleted) {
    }

    /** Begins to run, once at once and then every hour. */
    public void start() {
        loop.start();
    }

    /** Runs once now; throws DatabaseException or UncheckedIOException where that failed. */
    public Result runOnce() {
        try {
            int segments = journal.deleteShippedBefore(clock.instant().minus(segmentsFor));
            LocalDate before = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(clickDays);
            return dropDays(before, segments);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Why the last run failed or left something undone; empty where all is well. */
    public String problem() {
        return problem;
    }

    @Override
    public void close() {
        loop.close();
    }

    private Result dropDays(LocalDate before, int segments) {
        List<LocalDate> dropped = new ArrayList<>();
        while (true) {
            List<ClickDays.Outcome> outcomes = database
                    .inTransaction(connection -> ClickDays.drop(connection, before, DAYS_PER_TRANSACTION_MAX));
            List<LocalDate> now = days(outcomes, true);
            dropped.addAll(now);
            if (now.size() < DAYS_PER_TRANSACTION_MAX) {
                return new Result(List.copyOf(dropped), days(outcomes, false), segments);
            }
        }
    }

    private static List<LocalDate> days(List<ClickDays.Outcome> outcomes, boolean dropped) {
        return outcomes.stream().filter(outcome -> outcome.dropped() == dropped).map(ClickDays.Outcome::day).toList();
    }

    private Duration runAndRest() {
        try {
            Result result = runOnce();
            if (!result.daysDropped().isEmpty() || result.segmentsDeleted() > 0) {
                LOG.info("Clicks of {} days dropped, {} shipped segments deleted", result.daysDropped().size(),
                        result.segmentsDeleted());
            }
            problem = result.daysRefused().isEmpty()
                    ? ""
                    : "clicks of old days are kept, their daily numbers are too low: " + result.daysRefused();
        } catch (RuntimeException failure) {
            problem = "old clicks could not be dropped: " + failure.getMessage();
            LOG.warn("{}; tried again in an hour", problem);
        }
        return RUN_EVERY;
    }
}
