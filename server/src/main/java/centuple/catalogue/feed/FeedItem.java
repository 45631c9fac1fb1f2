package centuple.catalogue.feed;

/** The texts of one item as a parser found them; emptied and filled again for the next one. Not thread-safe. */
public final class FeedItem {
    private static final int FIELDS = FeedField.values().length;

    private final String[] texts = new String[FIELDS];
    private long place;
    private String fault = "";

    public FeedItem() {
        reset(0);
    }

    /** Begins another item: the line, or the number of the product, from 1. */
    public void reset(long at) {
        place = at;
        fault = "";
        java.util.Arrays.fill(texts, "");
    }

    /** The line, or the number of the product. */
    public long place() {
        return place;
    }

    /** The text of a field; empty where there is none. */
    public String get(FeedField field) {
        return texts[field.ordinal()];
    }

    /** Sets a field in place of what was there. */
    public void set(FeedField field, String text) {
        texts[field.ordinal()] = text;
    }

    /** Sets a field that is still empty. */
    public void setIfAbsent(FeedField field, String text) {
        if (texts[field.ordinal()].isEmpty()) {
            texts[field.ordinal()] = text;
        }
    }

    /** Adds one more country. */
    public void addCountry(String country) {
        String before = get(FeedField.COUNTRIES);
        if (before.length() + country.length() < FeedLimits.FIELD_CHARS_MAX) {
            set(FeedField.COUNTRIES, before.isEmpty() ? country : before + "," + country);
        }
    }

    /** Notes that the row itself is broken; then its fields do not count. */
    public void breakRow(String why) {
        fault = why;
    }

    /** Why the row is broken; empty where it is not. */
    public String fault() {
        return fault;
    }
}
