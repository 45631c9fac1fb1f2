package centuple.click;

/**
 * The earlier givers of a visitor who was sent on more than once: up to three shop ids, origin first.
 *
 * Four plain integers and no array, so that a record of a click costs no more than it must. Immutable.
 *
 * @param count how many of the three are used, 0 to 3
 * @param first the origin, or 0 when unused
 * @param second the next giver, or 0 when unused
 * @param third the latest giver, or 0 when unused
 */
public record Hops(int count, int first, int second, int third) {

    /** The most hops that are kept; of a longer way the middle is left out. */
    public static final int COUNT_MAX = 3;

    /** A visitor who came straight from the giver. */
    public static final Hops NONE = new Hops(0, 0, 0, 0);

    /** Refuses a count outside 0 to 3 and values in unused places, so that equal ways are equal records. */
    public Hops {
        if (count < 0 || count > COUNT_MAX) {
            throw new IllegalArgumentException("hops must be 0 to 3, not " + count);
        }
        if (count < 1 && first != 0 || count < 2 && second != 0 || count < 3 && third != 0) {
            throw new IllegalArgumentException("an unused hop must be 0");
        }
    }

    /** The hops given, origin first; at most three. */
    public static Hops of(int... shopIds) {
        int count = shopIds.length;
        return new Hops(count, count > 0 ? shopIds[0] : 0, count > 1 ? shopIds[1] : 0, count > 2 ? shopIds[2] : 0);
    }

    /** The shop id at a place, 0 being the origin; throws IndexOutOfBoundsException at or beyond {@link #count}. */
    public int get(int index) {
        if (index < 0 || index >= count) {
            throw new IndexOutOfBoundsException("hop " + index + " of " + count);
        }
        return switch (index) {
            case 0 -> first;
            case 1 -> second;
            default -> third;
        };
    }

    /** Whether a shop is among the hops. */
    public boolean contains(int shopId) {
        return count > 0 && first == shopId || count > 1 && second == shopId || count > 2 && third == shopId;
    }

    /**
     * These hops and one more giver at the end. Beyond three the origin and the latest two remain: those between
     * earn nothing.
     */
    public Hops then(int shopId) {
        return switch (count) {
            case 0 -> new Hops(1, shopId, 0, 0);
            case 1 -> new Hops(2, first, shopId, 0);
            case 2 -> new Hops(3, first, second, shopId);
            default -> new Hops(3, first, third, shopId);
        };
    }
}
