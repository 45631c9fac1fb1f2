package centuple.catalogue.feed;

import java.time.Duration;

/**
 * How much of a feed is read at most.
 *
 * @param downloadBytesMax bytes as they come over the net, of all pages
 * @param expandedBytesMax bytes after unpacking
 * @param expansionMax how many times larger it may become by unpacking, beyond the first {@link #EXPANSION_FREE_BYTES}
 * @param rowsMax items
 * @param time for fetching, and again for reading
 * @param pace how fast it has to arrive
 */
public record FeedLimits(long downloadBytesMax, long expandedBytesMax, int expansionMax, long rowsMax, Duration time,
        Pace pace) {
    /** 2 GiB over the net, 8 GiB unpacked, two million items, 20 minutes. */
    public static final FeedLimits USUAL = new FeedLimits(2L << 30, 8L << 30, 200, 2_000_000, Duration.ofMinutes(20),
            Pace.USUAL);

    /** So much may come out of any file, however small it is. */
    public static final long EXPANSION_FREE_BYTES = 16L << 20;
    /** Characters of one field that is read; a longer one breaks its row. */
    public static final int FIELD_CHARS_MAX = 8_192;
    /** Characters of one line of a table; a longer one is passed over. */
    public static final int LINE_CHARS_MAX = 1_000_000;
    /** Lines over which one quoted field may go. */
    public static final int RECORD_LINES_MAX = 50;
    /** Bytes of one element, comment or text of an XML file; a longer one ends the reading. */
    public static final int ELEMENT_BYTES_MAX = 8 << 20;
    /** Variants of one product of a shop platform. */
    public static final int VARIANTS_MAX = 4_096;
    /** Pages of one paged feed. */
    public static final int PAGES_MAX = 2_000;

    /**
     * How fast a feed has to arrive: whoever lets it drip would keep others waiting.
     *
     * @param bytesMin that arrive in each window, whatever number of files they are of
     * @param window length of a window, the first from the first request on
     * @param longAfter a fetch that takes longer is a long one: the next time it waits behind others
     */
    public record Pace(long bytesMin, Duration window, Duration longAfter) {
        /** 256 KiB in each minute; 30 seconds are long. */
        public static final Pace USUAL = new Pace(256 << 10, Duration.ofMinutes(1), Duration.ofSeconds(30));
    }
}
