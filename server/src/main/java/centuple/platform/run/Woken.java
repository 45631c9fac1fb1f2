package centuple.platform.run;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Work that is done when somebody says that there is some, and now and then anyway, by one virtual thread. A failure is
 * logged and does not end it. Thread-safe.
 */
public final class Woken implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Woken.class);
    private static final int STOP_MILLIS_MAX = 5_000;

    private final Semaphore calls = new Semaphore(1);
    private final Thread thread;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile String problem = "";

    private Woken(String name, Duration every, Runnable work) {
        this.thread = Thread.ofVirtual().name(name).unstarted(() -> run(name, every, work));
    }

    /** Does the work now, at each call, and once in each period without one. */
    public static Woken start(String name, Duration every, Runnable work) {
        Woken woken = new Woken(name, every, work);
        woken.thread.start();
        return woken;
    }

    /** Has the work done once more, soon; calls that come while it is being done count as one. Never waits. */
    public void wake() {
        if (calls.availablePermits() == 0) {
            calls.release();
        }
    }

    /** What the last time met; empty where all was well. */
    public String problem() {
        return problem;
    }

    private void run(String name, Duration every, Runnable work) {
        try {
            while (stopped.getCount() > 0) {
                if (calls.tryAcquire(every.toMillis(), TimeUnit.MILLISECONDS)) {
                    calls.drainPermits();
                }
                try {
                    work.run();
                    problem = "";
                } catch (RuntimeException failure) {
                    problem = String.valueOf(failure.getMessage());
                    LOG.warn("{} failed; it is tried again in {}", name, every, failure);
                    // Who calls without end does not make a failing work run without end.
                    stopped.await(every.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws InterruptedException {
        stopped.countDown();
        calls.release();
        if (!thread.join(Duration.ofMillis(STOP_MILLIS_MAX))) {
            thread.interrupt();
        }
    }
}
