package centuple.connect.check;

/**
 * Something that a check of a connection found.
 *
 * @param text for the shop's owner: what is, and what to do
 */
public record Finding(Kind kind, String text) {
    /** What it means. */
    public enum Kind {
        /** It works. */
        GOOD,
        /** Nothing is known yet. */
        OPEN,
        /** Something is wrong. */
        WRONG
    }

    static Finding good(String text) {
        return new Finding(Kind.GOOD, text);
    }

    static Finding open(String text) {
        return new Finding(Kind.OPEN, text);
    }

    static Finding wrong(String text) {
        return new Finding(Kind.WRONG, text);
    }
}
