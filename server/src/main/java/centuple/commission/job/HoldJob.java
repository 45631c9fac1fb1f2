package centuple.commission.job;

import centuple.commission.store.HoldCommit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Every minute makes due what has come through its hold. Any number of servers may run it. Thread-safe. */
public final class HoldJob implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HoldJob.class);
    private static final Duration RUN_EVERY = Duration.ofMinutes(1);

    private final HoldCommit commit;
    private final InstantSource clock;
    private final Thread thread = Thread.ofVirtual().name("hold").unstarted(this::runUntilClosed);
    private volatile State state = new State(null, 0, "");
    private final CountDownLatch stopping = new CountDownLatch(1);

    /** A job that does nothing before {@link #start}. */
    public HoldJob(HoldCommit commit, InstantSource clock) {
        this.commit = commit;
        this.clock = clock;
    }

    /**
     * How it goes, for {@code /health}.
     *
     * @param lastRunAt when it last came through; null before the first time
     * @param ordersMoved orders it has made due since the start
     * @param problem why the last run failed; empty where all is well
     */
    public record State(@Nullable Instant lastRunAt, long ordersMoved, String problem) {
    }

    /** Begins to run, once at once and then every minute. */
    public void start() {
        thread.start();
    }

    /**
     * Runs once, as if it were that time.
     *
     * @return how many orders became due
     * @throws centuple.platform.sql.DatabaseException when the database is away; what was committed stays
     */
    public synchronized long run(Instant now) {
        long moved = 0;
        int batch;
        do {
            batch = commit.commit(now);
            moved += batch;
        } while (batch == HoldCommit.ORDERS_MAX);
        state = new State(now, state.ordersMoved() + moved, "");
        return moved;
    }

    public State state() {
        return state;
    }

    private void runUntilClosed() {
        do {
            try {
                run(clock.instant());
            } catch (RuntimeException failure) {
                state = new State(state.lastRunAt(), state.ordersMoved(),
                        "holds could not be ended: " + failure.getMessage());
                LOG.warn("holds could not be ended; tried again in a minute", failure);
            }
        } while (rested());
    }

    private boolean rested() {
        try {
            return !stopping.await(RUN_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            return false;
        }
    }

    /** Ends after the run that is under way. */
    @Override
    public void close() {
        stopping.countDown();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
