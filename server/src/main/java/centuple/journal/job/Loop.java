package centuple.journal.job;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A virtual thread that does a step again and again, with a pause between that each step asks for. Thread-safe.
 */
final class Loop implements AutoCloseable {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread;
    private boolean woken;
    private boolean stopping;

    /** A loop around a step, which returns how long to pause and throws nothing. */
    Loop(String name, Supplier<Duration> step) {
        thread = Thread.ofVirtual().name(name).unstarted(() -> run(step));
    }

    void start() {
        thread.start();
    }

    /** Cuts the pause short. */
    void wake() {
        lock.lock();
        try {
            woken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run(Supplier<Duration> step) {
        while (!isStopping()) {
            Duration pause = step.get();
            if (!pauseUnlessWoken(pause.toNanos())) {
                return;
            }
        }
    }

    private boolean isStopping() {
        lock.lock();
        try {
            return stopping;
        } finally {
            lock.unlock();
        }
    }

    private boolean pauseUnlessWoken(long nanos) {
        lock.lock();
        try {
            long left = nanos;
            while (!woken && !stopping && left > 0) {
                left = changed.awaitNanos(left);
            }
            woken = false;
            return !stopping;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Ends after the step that is under way, for which it waits; at most ten seconds. */
    @Override
    public void close() {
        lock.lock();
        try {
            stopping = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
