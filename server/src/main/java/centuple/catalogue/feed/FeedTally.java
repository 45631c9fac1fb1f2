package centuple.catalogue.feed;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts the rows of a feed while it is read. Not thread-safe. */
public final class FeedTally {
    private static final int ID_CHARS_MAX = 60;
    private static final int DETAIL_CHARS_MAX = 200;

    private final Map<RowFault, Long> faults = new EnumMap<>(RowFault.class);
    private final List<FeedReport.Example> examples = new ArrayList<>();
    private long rows;
    private long accepted;

    void row() {
        rows++;
    }

    void accepted() {
        accepted++;
    }

    void fault(FeedItem item, RowFault fault, String detail) {
        faults.merge(fault, 1L, Long::sum);
        if (examples.size() < FeedReport.EXAMPLES_MAX) {
            examples.add(new FeedReport.Example(item.place(),
                    PlainText.of(item.get(FeedField.ID), ID_CHARS_MAX), fault,
                    PlainText.of(detail, DETAIL_CHARS_MAX)));
        }
    }

    /** Rows so far. */
    public long rows() {
        return rows;
    }

    /** The counts so far. */
    public FeedReport report() {
        return new FeedReport(rows, accepted, faults, examples);
    }
}
