package centuple.journal.file;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A thread of the journal that sleeps while there is nothing to do. Waking it costs a caller one read of a field as
 * long as it is awake. A caller must make its work visible (a volatile write) before it wakes.
 */
final class Worker {

    /** Nobody forgets to wake; should somebody, this is how long it goes unnoticed. */
    private static final long NAP_NANOS_MAX = TimeUnit.SECONDS.toNanos(1);

    private final Thread thread;
    private volatile boolean sleeping;
    private volatile boolean stopping;

    /** A worker that runs this body once; the body looks at {@link #isStopping} and sleeps by {@link #sleepUnless}. */
    Worker(String name, Runnable body) {
        // A platform thread: what it does blocks in the file system, which would pin a virtual one's carrier.
        thread = Thread.ofPlatform().name(name).daemon().unstarted(body);
    }

    void start() {
        thread.start();
    }

    /** Cuts its sleep short. Any thread. */
    void wake() {
        if (sleeping) {
            LockSupport.unpark(thread);
        }
    }

    boolean isStopping() {
        return stopping;
    }

    /** Sleeps until woken, a second at most, unless there is work already. For the worker's own thread. */
    void sleepUnless(BooleanSupplier work) {
        sleeping = true;
        if (!work.getAsBoolean() && !stopping) {
            LockSupport.parkNanos(this, NAP_NANOS_MAX);
        }
        sleeping = false;
    }

    /** Waits for a time that no waking cuts short, only the end. For the worker's own thread. */
    void pause(long nanos) {
        long deadline = System.nanoTime() + nanos;
        for (long left = nanos; left > 0 && !stopping; left = deadline - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
        }
    }

    /** Asks the body to end and waits for it. */
    void stop() {
        stopping = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                // Leaving a journal half closed would be worse than a late stop.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
