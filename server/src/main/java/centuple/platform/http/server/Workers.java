package centuple.platform.http.server;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Runs blocking work on virtual threads, so many at once and no more, and so many of one share. Thread-safe. */
final class Workers {
    private final int inWorkMax;
    private final int shareMax;
    private final ConcurrentHashMap<String, Integer> shares = new ConcurrentHashMap<>();
    private final Semaphore free;
    private final ExecutorService threads = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("http-work-", 0).factory());

    Workers(int inWorkMax, int shareMax) {
        this.inWorkMax = inWorkMax;
        this.shareMax = shareMax;
        this.free = new Semaphore(inWorkMax);
    }

    /** Starts the work at once; false when too much is under way already. */
    boolean start(String share, Runnable work) {
        if (!free.tryAcquire()) {
            return false;
        }
        if (shares.merge(share, 1, Integer::sum) > shareMax) {
            leave(share);
            return false;
        }
        threads.execute(() -> {
            try {
                work.run();
            } finally {
                leave(share);
            }
        });
        return true;
    }

    private void leave(String share) {
        shares.computeIfPresent(share, (_, count) -> count == 1 ? null : count - 1);
        free.release();
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
