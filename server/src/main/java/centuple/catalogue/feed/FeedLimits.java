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
 */
public record FeedLimits(long downloadBytesMax, long expandedBytesMax, int expansionMax, long rowsMax, Duration time) {
    /** 2 GiB over the net, 8 GiB unpacked, two million items, 20 minutes. */
    public static final FeedLimits USUAL = new FeedLimits(2L << 30, 8L << 30, 200, 2_000_000, Duration.ofMinutes(20));

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
}
