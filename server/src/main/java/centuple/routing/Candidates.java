package centuple.routing;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * The partners that might serve a visitor, each at most once, with the product of theirs that fits best. Filled anew
 * for each decision, so that a decision allocates nothing. For one thread.
 */
public final class Candidates {
    /** Partners looked at for one visitor; what comes after them is left out. */
    public static final int COUNT_MAX = 1_000;

    private static final Ineligible[] INELIGIBLE = Ineligible.values();
    private static final byte NO_OBSTACLE = -1;

    final double[] weights = new double[COUNT_MAX];
    private final byte[] obstacles = new byte[COUNT_MAX];
    private final @Nullable Partner[] partners = new @Nullable Partner[COUNT_MAX];
    private final boolean[] same = new boolean[COUNT_MAX];
    private final boolean[] pageProven = new boolean[COUNT_MAX];
    private final int[] products = new int[COUNT_MAX];
    private int count;

    /** Forgets all. */
    public void clear() {
        count = 0;
    }

    /**
     * Adds a partner that is not among them yet.
     *
     * @param product the number by which the one who fills this finds the product again
     * @param isSame whether it is the product that is wanted, not only something like it
     * @return false when there are {@link #COUNT_MAX} already
     */
    public boolean add(Partner partner, int product, boolean isSame, boolean isPageProven) {
        if (count == COUNT_MAX) {
            return false;
        }
        partners[count] = partner;
        products[count] = product;
        same[count] = isSame;
        pageProven[count] = isPageProven;
        count++;
        return true;
    }

    /** How many there are. */
    public int count() {
        return count;
    }

    /** The partner at an index, 0 to {@link #count} - 1. */
    public Partner partner(int index) {
        return Objects.requireNonNull(partners[Objects.checkIndex(index, count)]);
    }

    /** The number of its product. */
    public int product(int index) {
        return products[Objects.checkIndex(index, count)];
    }

    /** Why it is not eligible, or null where it is; after the decision. */
    public @Nullable Ineligible obstacle(int index) {
        byte ordinal = obstacles[Objects.checkIndex(index, count)];
        return ordinal == NO_OBSTACLE ? null : INELIGIBLE[ordinal];
    }

    /** Eligible, with this weight in the draw. */
    void accept(int index, double weight) {
        obstacles[index] = NO_OBSTACLE;
        weights[index] = weight;
    }

    /** Not eligible. */
    void refuse(int index, Ineligible obstacle) {
        obstacles[index] = (byte) obstacle.ordinal();
        weights[index] = 0;
    }

    /** Whether it is eligible as far as is known. */
    boolean isAccepted(int index) {
        return obstacles[index] == NO_OBSTACLE;
    }

    boolean isSame(int index) {
        return same[index];
    }

    boolean isPageProven(int index) {
        return pageProven[index];
    }
}
