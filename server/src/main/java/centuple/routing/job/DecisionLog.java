package centuple.routing.job;

import centuple.platform.run.Periodic;
import centuple.platform.sql.Database;
import centuple.routing.LoggedDecision;
import centuple.routing.store.DecisionCopy;
import centuple.routing.store.DecisionRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.LongAdder;

/**
 * Writes decisions into the database behind the visitors' backs: a queue of fixed length, emptied by COPY twice a
 * second. Adding never waits; what does not fit is not taken, and counted. Thread-safe.
 */
public final class DecisionLog implements AutoCloseable {
    /** Decisions that may wait: ten seconds of 2,000 a second. */
    public static final int WAITING_MAX = 20_000;
    /** Decisions in one COPY. */
    public static final int BATCH_MAX = 2_000;

    private static final Logger LOG = LoggerFactory.getLogger(DecisionLog.class);
    private static final Duration EMPTIED_EVERY = Duration.ofMillis(500);

    private final Database database;
    private final ArrayBlockingQueue<DecisionRow> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
    private final List<DecisionRow> batch = new ArrayList<>(BATCH_MAX);
    private final LongAdder written = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final Periodic periodic;

    private DecisionLog(Database database, Duration every) {
        this.database = database;
        this.periodic = Periodic.start("decision-log", every, this::empty);
    }

    /** Starts it. */
    public static DecisionLog start(Database database) {
        return start(database, EMPTIED_EVERY);
    }

    static DecisionLog start(Database database, Duration every) {
        return new DecisionLog(database, every);
    }

    /** Adds a decision; false where there is no room, which is counted. Never waits. */
    public boolean add(LoggedDecision decision) {
        boolean taken = waiting.remainingCapacity() > 0 && waiting.offer(DecisionRow.of(decision));
        if (!taken) {
            lost.increment();
        }
        return taken;
    }

    /** Decisions in the database since the start of the process. */
    public long written() {
        return written.sum();
    }

    /** Decisions that found no place since the start of the process. */
    public long lost() {
        return lost.sum();
    }

    /** Decisions that wait. */
    public int waiting() {
        return waiting.size();
    }

    /** Writes what waits, a batch at a time. One that the database did not take is tried again the next time. */
    private synchronized void empty() {
        waiting.drainTo(batch, BATCH_MAX - batch.size());
        while (!batch.isEmpty()) {
            try {
                database.inTransaction(connection -> {
                    DecisionCopy.write(connection, batch);
                    return 0;
                });
            } catch (RuntimeException failure) {
                failures.increment();
                long count = failures.sum();
                if ((count & count - 1) == 0) { // the 1st, 2nd, 4th, 8th ... time
                    LOG.warn("decisions could not be written, {} wait: {}", waiting.size() + batch.size(),
                            failure.getMessage());
                }
                return;
            }
            written.add(batch.size());
            batch.clear();
            waiting.drainTo(batch, BATCH_MAX);
        }
    }

    /** Writes what still waits; what the database does not take now is lost. */
    @Override
    public void close() throws InterruptedException {
        periodic.close();
        empty();
        lost.add(batch.size() + waiting.size());
    }
}
