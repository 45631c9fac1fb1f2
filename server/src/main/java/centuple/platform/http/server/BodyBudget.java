package centuple.platform.http.server;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes of bodies held in memory at once, over all event loops. Thread-safe. */
final class BodyBudget {
    private final AtomicLong free;

    BodyBudget(long bytesMax) {
        this.free = new AtomicLong(bytesMax);
    }

    /** Takes so many bytes; false, and none taken, when there are not as many. */
    boolean take(long bytes) {
        if (free.addAndGet(-bytes) < 0) {
            free.addAndGet(bytes);
            return false;
        }
        return true;
    }

    void giveBack(long bytes) {
        free.addAndGet(bytes);
    }
}
