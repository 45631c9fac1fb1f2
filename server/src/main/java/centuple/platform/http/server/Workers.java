package centuple.platform.http.server;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Runs blocking work on virtual threads, so many at once and no more. Thread-safe. */
final class Workers {
    private final int inWorkMax;
    private final Semaphore free;
    private final ExecutorService threads = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("http-work-", 0).factory());

    Workers(int inWorkMax) {
        this.inWorkMax = inWorkMax;
        this.free = new Semaphore(inWorkMax);
    }

    /** Starts the work at once; false when too much is under way already. */
    boolean start(Runnable work) {
        if (!free.tryAcquire()) {
            return false;
        }
        threads.execute(() -> {
            try {
                work.run();
            } finally {
                free.release();
            }
        });
        return true;
    }

    /** Waits until nothing is under way, then takes no more work; false when the time ran out first. */
    boolean drain(Duration patience) {
        try {
            boolean idle = free.tryAcquire(inWorkMax, patience.toMillis(), TimeUnit.MILLISECONDS);
            threads.shutdownNow();
            return idle;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            threads.shutdownNow();
            return false;
        }
    }
}
