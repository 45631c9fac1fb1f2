package centuple.claim.job;

import centuple.claim.store.ClaimWork;
import centuple.claim.store.SqlClaims;
import centuple.platform.sql.Database;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Lets time pass for claims: reminds, books what silence books, and makes due what has come through its hold. Each
 * claim has a transaction of its own, so that one cannot spoil the others. Any number of servers may run it.
 * Thread-safe.
 */
public final class ClaimJob {
    /** Claims looked up at a time. */
    public static final int CLAIMS_MAX = 200;

    private static final Logger LOG = LoggerFactory.getLogger(ClaimJob.class);

    private final Database database;
    private final ClaimWork work;
    private volatile State state = new State(null, 0, "");

    public ClaimJob(Database database, ClaimWork work) {
        this.database = database;
        this.work = work;
    }

    /**
     * How it goes, for {@code /health}.
     *
     * @param lastRunAt when it last came through; null before the first time
     * @param steps reminders, bookings and holds ended since the start
     * @param problem why the last run failed; empty where all is well
     */
    public record State(@Nullable Instant lastRunAt, long steps, String problem) {
    }

    public State state() {
        return state;
    }

    /** As {@link #run}, but a failure is logged and told by {@link #state}. */
    public void runOrNote(Instant now) {
        try {
            run(now);
        } catch (RuntimeException failure) {
            state = new State(state.lastRunAt(), state.steps(), "claims do not go on: " + failure.getMessage());
            LOG.warn("claims do not go on; tried again in a minute", failure);
        }
    }

    /**
     * Runs once, as if it were that time.
     *
     * @return how many steps were made
     * @throws RuntimeException the first failure, after all others were tried; what was committed stays
     */
    public synchronized long run(Instant now) {
        long steps = 0;
        RuntimeException failed = null;
        boolean goesOn = true;
        while (goesOn) {
            long before = steps;
            List<UUID> ripe = database.read(connection -> new SqlClaims(connection).ripe(now, CLAIMS_MAX));
            for (UUID id : ripe) {
                try {
                    steps += database.inTransaction(connection -> work.tick(connection, id, now)) ? 1 : 0;
                } catch (RuntimeException failure) {
                    failed = failed == null ? failure : failed;
                }
            }
            goesOn = steps > before;
        }
        if (failed != null) {
            throw failed;
        }
        state = new State(now, state.steps() + steps, "");
        return steps;
    }
}
