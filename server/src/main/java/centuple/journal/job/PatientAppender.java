package centuple.journal.job;

import centuple.click.ClickRecord;
import centuple.journal.Appended;
import centuple.journal.ClickWriter;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Appends for somebody who can wait, as a replay can: faster than segments are prepared it slows down instead of going
 * unjournaled. For one thread, which must be the only one of its writer.
 */
public final class PatientAppender {

    private static final long WAIT_NANOS_MAX = TimeUnit.SECONDS.toNanos(10);
    private static final long NAP_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    private final ClickWriter writer;

    /** Appends to a writer that nobody else uses. */
    public PatientAppender(ClickWriter writer) {
        this.writer = writer;
    }

    /** Appends; throws IllegalStateException where the journal does not take the click for ten seconds. */
    public void append(ClickRecord click) {
        long deadline = System.nanoTime() + WAIT_NANOS_MAX;
        while (writer.append(click) == Appended.UNJOURNALED) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("the journal takes no clicks; its status says why");
            }
            LockSupport.parkNanos(NAP_NANOS);
        }
    }
}
