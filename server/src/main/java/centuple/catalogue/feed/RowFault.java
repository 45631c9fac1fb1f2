package centuple.catalogue.feed;

/** What can be wrong with one row of a feed. */
public enum RowFault {
    BROKEN_ROW(true, "the row is broken"),
    WRONG_ENCODING(true, "it has bytes that are not of the feed's encoding"),
    FIELD_TOO_LONG(true, "a field is too long"),
    MISSING_ID(true, "it has no id"),
    DUPLICATE_ID(true, "another row before it has the same id"),
    MISSING_TITLE(true, "it has no title"),
    MISSING_LINK(true, "it has no link"),
    BAD_LINK(true, "its link cannot be used"),
    MISSING_AVAILABILITY(true, "it does not say whether it is in stock"),
    UNKNOWN_AVAILABILITY(true, "its availability is none of the words that are understood"),
    /** The row goes in, without its GTIN. */
    BAD_GTIN(false, "its GTIN does not count"),
    /** The row goes in, delivered where the feed as a whole is. */
    UNKNOWN_COUNTRY(false, "a country it is sent to is not two letters");

    private final boolean refuses;
    private final String words;

    RowFault(boolean refuses, String words) {
        this.refuses = refuses;
        this.words = words;
    }

    /** Whether the row is left out. */
    public boolean refuses() {
        return refuses;
    }

    /** In words for the shop. */
    public String words() {
        return words;
    }
}
