package centuple.catalogue.job;

import centuple.platform.run.Periodic;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Fetches several feeds at once, each on a virtual thread of its own. Feeds that took long the last time have only some
 * of the places, so slow hosts do not hold up the others. Thread-safe.
 */
public final class FeedWorkers implements AutoCloseable {
    /** Feeds that a server fetches at once. */
    public static final int FETCHES_MAX = 8;
    /** Of these, how many may have taken long the last time. */
    public static final int LONG_FETCHES_MAX = 4;

    private final List<Periodic> running = new ArrayList<>();

    private FeedWorkers() {
    }

    /** Starts them; each looks for work again after that time without any. */
    public static FeedWorkers start(FeedJob job, InstantSource clock, Duration every) {
        FeedWorkers workers = new FeedWorkers();
        workers.running.add(Periodic.start("feeds-look", every, () -> job.look(clock)));
        for (int i = 1; i <= FETCHES_MAX; i++) {
            boolean longToo = i <= LONG_FETCHES_MAX;
            workers.running.add(Periodic.start("feeds-" + i, every, () -> job.run(clock, longToo)));
        }
        return workers;
    }

    /** All at once: each may be waiting for a slow host. */
    @Override
    public void close() throws InterruptedException {
        List<Thread> closing = new ArrayList<>();
        for (Periodic each : running) {
            closing.add(Thread.startVirtualThread(() -> close(each)));
        }
        for (Thread each : closing) {
            each.join();
        }
    }

    private static void close(Periodic one) {
        try {
            one.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
