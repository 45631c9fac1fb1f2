package centuple.catalogue;

import java.util.Arrays;

/**
 * What {@link CatalogueIndex#match} found: at most one product of each shop, the strongest reasons first. Made once and
 * filled again and again, so that asking allocates nothing. Not thread-safe.
 */
public final class Matches {
    /** Shops in one answer; further ones are left out. */
    public static final int COUNT_MAX = 1_000;

    private static final MatchReason[] REASONS = MatchReason.values();

    private final int[] products = new int[COUNT_MAX];
    private final byte[] reasons = new byte[COUNT_MAX];
    private long[] shops = new long[1];
    private int count;

    /** How many there are. */
    public int count() {
        return count;
    }

    /** The number of the product, for the index that was asked. */
    public int product(int i) {
        return products[checked(i)];
    }

    /** Why it stands for what was wanted. */
    public MatchReason reason(int i) {
        return REASONS[reasons[checked(i)]];
    }

    private int checked(int i) {
        if (i < 0 || i >= count) {
            throw new IndexOutOfBoundsException("match " + i + " of " + count);
        }
        return i;
    }

    void clear(int shopCount) {
        count = 0;
        int words = (shopCount + 63) / 64;
        if (shops.length < words) {
            shops = new long[words];
        } else {
            Arrays.fill(shops, 0);
        }
    }

    boolean has(int shop) {
        return (shops[shop >> 6] & 1L << shop) != 0;
    }

    boolean isFull() {
        return count == COUNT_MAX;
    }

    void add(int shop, int product, MatchReason reason) {
        if (count < COUNT_MAX) {
            shops[shop >> 6] |= 1L << shop;
            products[count] = product;
            reasons[count] = (byte) reason.ordinal();
            count++;
        }
    }
}
