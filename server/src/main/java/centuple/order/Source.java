package centuple.order;

import java.util.regex.Pattern;

/**
 * Who told a fact. An order has one teller: the first that tells it. What other tellers say under its number is about
 * another order, or is the same once more, and nobody can know which; so it is not booked.
 *
 * @param name of the platform of a connection, or one of the constants
 */
public record Source(String name) {
    /** What a shop may name: its connections by their platforms, and its own reports. */
    public static final Pattern NAME = Pattern.compile("[a-z]{2,20}");

    /** The shop's own reports. */
    public static final Source API = new Source("api");
    /** A file of another program. It tells no order for good: whoever reports it afterwards does. */
    public static final Source MOVED_IN = new Source("move-in");
    /** Of facts from before sources were kept. */
    public static final Source UNKNOWN = new Source("");

    /** Whether an order belongs to it. */
    public boolean isTeller() {
        return !equals(MOVED_IN) && !equals(UNKNOWN);
    }
}
