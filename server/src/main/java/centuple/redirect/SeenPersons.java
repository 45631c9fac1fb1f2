package centuple.redirect;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A set of 64-bit hashes of fixed size. Safe for all threads: of several that add the same hash at once, one is told it
 * was new.
 *
 * <p>Twice as many places as hashes are meant for it. Where a neighbourhood is full, which happens only far beyond that
 * number, a newer hash takes the place of another: then somebody may count again, but memory stays what it is.
 */
final class SeenPersons {
    private static final int PROBES_MAX = 32;

    private final AtomicLongArray places;
    private final int mask;

    SeenPersons(int personsMax) {
        int size = Math.max(PROBES_MAX, Integer.highestOneBit(Math.min(personsMax, 1 << 28)) * 4);
        if (size / 2 >= personsMax * 2L) {
            size /= 2;
        }
        places = new AtomicLongArray(size);
        mask = size - 1;
    }

    /** Adds a hash; false when it was there. */
    boolean add(long hash) {
        long value = hash == 0 ? 1 : hash;
        int home = (int) (value >>> 32);
        for (int probe = 0; probe < PROBES_MAX; probe++) {
            int place = home + probe & mask;
            long found = places.get(place);
            if (found == 0) {
                found = places.compareAndExchange(place, 0, value);
                if (found == 0) {
                    return true;
                }
            }
            if (found == value) {
                return false;
            }
        }
        places.set(home + (int) (value & PROBES_MAX - 1) & mask, value);
        return true;
    }
}
