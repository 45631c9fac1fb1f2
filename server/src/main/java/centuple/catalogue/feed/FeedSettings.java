package centuple.catalogue.feed;

import centuple.catalogue.CountrySet;

import java.time.Duration;
import java.util.Map;

/**
 * Where a shop's feed is and how it is read.
 *
 * @param kind its form
 * @param url its address: of the file, or of the shop's home page for paged ones
 * @param deliversTo where items are sent that say nothing of it
 * @param every how often it is fetched
 * @param table how a table is written, for {@link FeedKind#CSV} and {@link FeedKind#GOOGLE_TSV}
 */
public record FeedSettings(FeedKind kind, String url, CountrySet deliversTo, Duration every, Table table) {
    /** The shortest time between two fetches. */
    public static final Duration EVERY_MIN = Duration.ofMinutes(15);
    /** The longest time between two fetches. */
    public static final Duration EVERY_MAX = Duration.ofDays(1);
    /** Where nothing is said. */
    public static final Duration EVERY_USUAL = Duration.ofHours(4);

    /**
     * How a table is written.
     *
     * @param separator what stands between fields
     * @param encoding the name of its character set; empty means UTF-8 or what its first bytes say
     * @param columns the names of columns in the header, by field
     */
    public record Table(char separator, String encoding, Map<FeedField, String> columns) {
        /** Tabs, UTF-8. */
        public static final Table TABS = new Table('\t', "", Map.of());

        public Table {
            columns = Map.copyOf(columns);
        }
    }

    /** Whether an item must say if it is in stock. */
    public boolean tellsAvailability() {
        return kind != FeedKind.CSV || table.columns().containsKey(FeedField.AVAILABILITY);
    }
}
