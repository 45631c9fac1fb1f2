package centuple.shop;

import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Ids of which each is greater than the one before, also within one millisecond, so that what is read in the order of
 * ids is read in the order in which it was decided. UUIDs of version 7 with a counter (RFC 9562, section 6.2, method
 * 1). When the clock stands or runs back, the time in the ids waits for it. Thread-safe if the random numbers are.
 */
public final class AscendingIds implements Supplier<UUID> {
    private static final int COUNTER_BITS = 12;
    private static final long COUNTER_MASK = (1L << COUNTER_BITS) - 1;
    private static final long VERSION = 0x7000;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final InstantSource clock;
    private final RandomGenerator random;
    /** Milliseconds and, below them, the counter. */
    private final AtomicLong last = new AtomicLong();

    /** Ids of these times; what is random in them keeps those of two servers apart. */
    public AscendingIds(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    @Override
    public UUID get() {
        long now = clock.millis() << COUNTER_BITS;
        long mine = last.updateAndGet(before -> Math.max(before + 1, now));
        return new UUID(mine >>> COUNTER_BITS << Short.SIZE | VERSION | mine & COUNTER_MASK,
                random.nextLong() >>> 2 | VARIANT);
    }
}
