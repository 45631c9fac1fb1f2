package centuple.catalogue.feed;

import java.util.List;
import java.util.Map;

/**
 * What became of the rows of a feed.
 *
 * @param rows all that were read
 * @param accepted those that went in
 * @param faults how often each fault was found
 * @param examples the first rows with a fault, at most {@link #EXAMPLES_MAX}
 */
public record FeedReport(long rows, long accepted, Map<RowFault, Long> faults, List<Example> examples) {
    /** Rows named in a report. */
    public static final int EXAMPLES_MAX = 100;

    /** Nothing was read. */
    public static final FeedReport NOTHING = new FeedReport(0, 0, Map.of(), List.of());

    public FeedReport {
        faults = Map.copyOf(faults);
        examples = List.copyOf(examples);
    }

    /** Rows that were left out. */
    public long refused() {
        return rows - accepted;
    }

    /**
     * A row with a fault.
     *
     * @param place its line, or the number of the product
     * @param id what stood where its id should; cut
     * @param fault what is wrong
     * @param detail more in words; empty for nothing more
     */
    public record Example(long place, String id, RowFault fault, String detail) {
    }
}
