package centuple.platform.http.server;

import centuple.platform.http.Pace;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Admits requests at a pace by the generic cell rate algorithm: one number for each key, the time at which its
 * allowance would be full again. Thread-safe.
 */
public final class RateLimiter {
    /** Keys followed; beyond it those at rest are forgotten. */
    static final int KEYS_MAX = 100_000;

    private final ConcurrentHashMap<String, AtomicLong> fullAt = new ConcurrentHashMap<>();

    /** 0 when the request is admitted, else the nanoseconds after which it would be. */
    public long waitNanos(String key, Pace pace, long nowNanos) {
        if (fullAt.size() >= KEYS_MAX) {
            fullAt.values().removeIf(time -> time.get() - nowNanos <= 0);
        }
        AtomicLong full = fullAt.computeIfAbsent(pace.name() + " " + key, _ -> new AtomicLong(nowNanos));
        while (true) {
            long before = full.get();
            long after = (before - nowNanos > 0 ? before : nowNanos) + pace.intervalNanos();
            long over = after - nowNanos - pace.intervalNanos() * pace.burst();
            if (over > 0) {
                return over;
            }
            if (full.compareAndSet(before, after)) {
                return 0;
            }
        }
    }

    /** Takes back one admission: what was admitted turned out not to be what the pace is for. */
    void giveBack(String key, Pace pace) {
        AtomicLong full = fullAt.get(pace.name() + " " + key);
        if (full != null) {
            full.addAndGet(-pace.intervalNanos());
        }
    }
}
