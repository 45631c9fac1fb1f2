package centuple.connect;

import centuple.connect.Polled.Cursor;
import centuple.connect.Polled.Page;
import centuple.connect.Polled.Seen;

import java.time.Instant;
import java.util.List;

/**
 * Goes through orders in the order in which they changed, on from the time of the last one that was seen: by page, an
 * order that changes meanwhile moves to the end, and the one behind it would be left out. Only within one second, pages
 * are counted. Stateless.
 */
public final class ByTime {
    private static final int PAGES_MAX = 1_000;
    private static final String FIRST = "1";

    private ByTime() {
    }

    /**
     * Which part of the answer is asked for, from 1 on.
     *
     * @throws UnreadableException when more orders changed in one second than are read
     */
    public static int page(Cursor cursor) {
        int page = cursor.page().isEmpty() ? 1 : Integer.parseInt(cursor.page());
        if (page > PAGES_MAX) {
            throw new UnreadableException("too many orders changed in one second");
        }
        return page;
    }

    /**
     * What was read, and where to go on.
     *
     * @param cursor by which it was asked for
     * @param last when the last of them changed
     * @param isFull whether there may be more
     */
    public static Page read(Cursor cursor, List<Seen> events, Instant last, boolean isFull) {
        if (!isFull) {
            return new Page(events, new Cursor(last.isAfter(cursor.since()) ? last : cursor.since(), ""), true);
        }
        boolean sameSecond = !cursor.page().isEmpty() && !last.isAfter(cursor.since());
        String page = sameSecond ? String.valueOf(page(cursor) + 1) : FIRST;
        return new Page(events, new Cursor(sameSecond ? cursor.since() : last, page), false);
    }
}
