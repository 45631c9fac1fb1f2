package centuple.connect;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A platform that can be asked for the orders whose messages were missed. Pure: says what to ask for and reads the
 * answers.
 */
public interface Polled extends Platform {
    /**
     * The headers that let the call in.
     *
     * @param credentials by {@link #credentialNames}
     */
    Map<String, String> authorization(Map<String, String> credentials);

    /** What to ask for next. */
    ApiCall call(Cursor cursor);

    /**
     * Reads an answer.
     *
     * @param headers of the answer, by lower-case name
     * @param body its reduced body; a list comes as the field {@code items}
     */
    Page read(Map<String, String> headers, Payload body, Cursor cursor);

    /**
     * Where the reading stands.
     *
     * @param since orders changed at or after it are wanted
     * @param page which part of the answer, as the platform names it; empty for the first
     */
    record Cursor(Instant since, String page) {
        private static final int PAGES_MAX = 1_000;

        /**
         * Which page is meant, from 1 on, where the platform counts them.
         *
         * @throws UnreadableException when more orders changed in one second than are read
         */
        public int number() {
            int number = page.isEmpty() ? 1 : Integer.parseInt(page);
            if (number > PAGES_MAX) {
                throw new UnreadableException("too many orders changed in one second");
            }
            return number;
        }
    }

    /**
     * A part of an answer.
     *
     * @param events what it tells, each to be mapped as if it had come as a message
     * @param next where to go on at once; the cursor of the next round where {@code isLast}
     */
    record Page(List<Seen> events, Cursor next, boolean isLast) {
        public Page {
            events = List.copyOf(events);
        }

        /**
         * A part of the orders, the oldest change first. It goes on from the time of the last one: by page, an order
         * that changes meanwhile moves to the end, and the one behind it would be left out. Pages are counted only
         * within one second.
         *
         * @param cursor by which it was asked for
         * @param last when the last of them changed
         * @param isFull whether there may be more
         */
        public static Page byTime(Cursor cursor, List<Seen> events, Instant last, boolean isFull) {
            if (!isFull) {
                return new Page(events, new Cursor(last.isAfter(cursor.since()) ? last : cursor.since(), ""), true);
            }
            boolean sameSecond = !cursor.page().isEmpty() && !last.isAfter(cursor.since());
            return new Page(events, sameSecond
                    ? new Cursor(cursor.since(), String.valueOf(cursor.number() + 1))
                    : new Cursor(last, "1"), false);
        }
    }

    /**
     * An order as it was found.
     *
     * @param notice the event; its id names order and state, so that what was seen is not taken twice
     */
    record Seen(Notice notice, Payload body) {
        private static final int STATE_BYTES = 16;

        /** An order that is mapped as this topic; its state is the digest of what is kept of it. */
        public static Seen of(String topic, Payload order) {
            byte[] state = Signature.digest(Signature.utf8(order.fields().toString()));
            String id = "poll " + order.text("id").orElse("-") + " "
                    + HexFormat.of().formatHex(state, 0, STATE_BYTES);
            return new Seen(new Notice(id, topic), order);
        }
    }
}
