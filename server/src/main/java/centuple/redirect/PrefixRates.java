package centuple.redirect;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts visits per address prefix in windows of time, in a table of fixed size. Safe for all threads.
 *
 * <p>A place packs 24 bits of the prefix's hash, 24 bits of the window's number and a count of 16. A prefix looks in
 * four places; where all are taken it replaces the one whose window is oldest, of those the one with the fewest visits:
 * who has had many is remembered however many others come. Two prefixes that share place and hash bits
 * share a rate: one in some four million pairs.
 */
final class PrefixRates {
    /** The most visits a window can count. */
    static final int VISITS_MAX = 0xffff;

    private static final int PROBES = 4;
    private static final long WINDOW_MASK = 0xff_ffff;

    private final AtomicLongArray places;
    private final int mask;
    private final long key;

    PrefixRates(int prefixesMax, long key) {
        int size = Math.max(PROBES, Integer.highestOneBit(Math.min(prefixesMax, 1 << 28)) * 4);
        places = new AtomicLongArray(size);
        mask = size - 1;
        this.key = key;
    }

    /**
     * Counts a visit; false when the prefix has had its visits of this window.
     *
     * @param of what the rate is for: the same prefix has one for each
     * @param visitsMax of one window, at most {@link #VISITS_MAX}
     */
    boolean takeVisit(long of, long prefix, long window, long visitsMax) {
        long hash = new SipHash(key, ~key).word(of).word(prefix).finish();
        long windowBits = (window & WINDOW_MASK) << 16;
        long head = hash & 0xffff_ff00_0000_0000L | windowBits;
        while (true) {
            int place = placeOf((int) hash, head, windowBits);
            long found = places.get(place);
            long count = (found & ~0xffffL) == head ? found & 0xffff : 0;
            if (count >= Math.min(visitsMax, VISITS_MAX)) {
                return false;
            }
            if (places.compareAndSet(place, found, head | count + 1)) {
                return true;
            }
        }
    }

    /** The prefix's own place; else an empty one, or the oldest and emptiest. */
    private int placeOf(int home, long head, long windowBits) {
        int best = home & mask;
        long bestAge = -1;
        for (int probe = 0; probe < PROBES; probe++) {
            int place = home + probe & mask;
            long found = places.get(place);
            if ((found & ~0xffffL) == head) {
                return place;
            }
            long age = found == 0
                    ? Long.MAX_VALUE
                    : windowBits - (found & WINDOW_MASK << 16) & WINDOW_MASK << 16 | VISITS_MAX - (found & VISITS_MAX);
            if (age > bestAge) {
                best = place;
                bestAge = age;
            }
        }
        return best;
    }
}
