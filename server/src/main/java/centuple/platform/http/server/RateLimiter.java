package centuple.platform.http.server;

import centuple.platform.http.Pace;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Admits requests at a pace by the generic cell rate algorithm: one number for each key, the time at which its
 * allowance would be full again. Thread-safe.
 *
 * <p>Keys are kept in two generations. When the young one is full it becomes the old one, and what was the old one is
 * forgotten: memory is bounded however many keys there are, no request looks through them, and who goes on asking moves
 * into the young one and is never forgotten.
 */
public final class RateLimiter {
    /** Keys followed; beyond it those are forgotten that did not ask for longest. */
    static final int KEYS_MAX = 100_000;

    private volatile Generations generations = new Generations(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());

    /** 0 when the request is admitted, else the nanoseconds after which it would be. */
    public long waitNanos(String key, Pace pace, long nowNanos) {
        AtomicLong full = fullAt(pace.name() + " " + key, nowNanos);
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

    /** Whether a request of this key would not be admitted now. */
    boolean isOver(String key, Pace pace, long nowNanos) {
        AtomicLong full = generations.find(pace.name() + " " + key);
        return full != null && full.get() - nowNanos > pace.intervalNanos() * (pace.burst() - 1L);
    }

    /** Takes back one admission: what was admitted turned out not to be what the pace is for. */
    void giveBack(String key, Pace pace) {
        AtomicLong full = generations.find(pace.name() + " " + key);
        if (full != null) {
            full.addAndGet(-pace.intervalNanos());
        }
    }

    /** How many keys are followed. */
    int keys() {
        Generations now = generations;
        return now.young.size() + now.old.size();
    }

    private AtomicLong fullAt(String name, long nowNanos) {
        Generations now = generations;
        AtomicLong known = now.young.get(name);
        if (known != null) {
            return known;
        }
        if (now.young.size() >= KEYS_MAX / 2) {
            now = turn(now);
        }
        ConcurrentHashMap<String, AtomicLong> old = now.old;
        return now.young.computeIfAbsent(name, _ -> {
            AtomicLong moved = old.remove(name);
            return moved == null ? new AtomicLong(nowNanos) : moved;
        });
    }

    private synchronized Generations turn(Generations seen) {
        if (generations == seen) {
            generations = new Generations(new ConcurrentHashMap<>(), seen.young);
        }
        return generations;
    }

    /** The keys that asked since the last turn, and those of the turn before. */
    private record Generations(ConcurrentHashMap<String, AtomicLong> young, ConcurrentHashMap<String, AtomicLong> old) {
        @Nullable
        AtomicLong find(String name) {
            AtomicLong known = young.get(name);
            return known == null ? old.get(name) : known;
        }
    }
}
