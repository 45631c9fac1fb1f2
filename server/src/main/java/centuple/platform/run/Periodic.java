package centuple.platform.run;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Work that is done again and again on a virtual thread; a failure is logged and does not end it. Thread-safe. */
public final class Periodic implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Periodic.class);
    private static final int STOP_MILLIS_MAX = 2_000;

    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;

    private Periodic(String name, Duration every, Runnable work) {
        this.thread = Thread.ofVirtual().name(name).unstarted(() -> run(name, every, work));
    }

    /** Does the work now and then once in each period. */
    public static Periodic start(String name, Duration every, Runnable work) {
        Periodic periodic = new Periodic(name, every, work);
        periodic.thread.start();
        return periodic;
    }

    private void run(String name, Duration every, Runnable work) {
        try {
            do {
                try {
                    work.run();
                } catch (RuntimeException failure) {
                    LOG.warn("{} failed; it is tried again in {}", name, every, failure);
                }
            } while (!stopping.await(every.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws InterruptedException {
        stopping.countDown();
        if (!thread.join(Duration.ofMillis(STOP_MILLIS_MAX))) {
            thread.interrupt();
        }
    }
}
