package centuple.connect;

import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /** What a message of an order is mapped as that is only named: it is asked for alone. */
    String NAMED = "order named";

    /** What to ask for next. */
    ApiCall call(Cursor cursor);

    /**
     * The same orders by name and time of change only, where the platform can be asked so: for a page that cannot be
     * read. The answer is read like any other.
     */
    ApiCall names(Cursor cursor);

    /** An order that is to be asked for alone; it is mapped as {@link #NAMED}, or as a message that only names it. */
    Seen named(Seen order);

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
     * @param page which part of the answer, as the platform names it, or how many orders come before it; empty for the
     *        first
     * @param count how many orders are asked for at once
     */
    record Cursor(Instant since, String page, int count) {
        /** Orders asked for at once. */
        public static final int ORDERS_MAX = 50;

        /** Fewer, for pages that are too large. Each divides the one before, so that pages can be counted on. */
        private static final List<Integer> COUNTS = List.of(ORDERS_MAX, 25, 5, 1);
        private static final int BEFORE_MAX = 50_000;

        /** As many orders as usual. */
        public Cursor(Instant since, String page) {
            this(since, page, ORDERS_MAX);
        }

        /** The same place, asked for in smaller parts; empty where it is one order already. */
        public Optional<Cursor> smaller() {
            return COUNTS.stream().filter(fewer -> fewer < counted().count()).findFirst()
                    .map(fewer -> new Cursor(since, page, fewer));
        }

        /** The same place, with the next larger number of orders at once. */
        public Cursor larger() {
            return COUNTS.reversed().stream().filter(more -> more > count).findFirst()
                    .map(more -> new Cursor(since, page, more)).orElse(this);
        }

        /**
         * Where the platform counts pages: how many orders come before this one.
         *
         * @throws UnreadableException when more orders changed in one second than are read
         */
        public int before() {
            int before = page.isEmpty() ? 0 : Integer.parseInt(page);
            if (before > BEFORE_MAX) {
                throw new UnreadableException("too many orders changed in one second");
            }
            return before;
        }

        /** The same with parts of which a whole number comes before this one, where the platform counts pages. */
        public Cursor counted() {
            if (!page.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
                return this;
            }
            int before = before();
            return COUNTS.stream().filter(each -> each <= count && before % each == 0).findFirst()
                    .map(each -> new Cursor(since, page, each)).orElse(this);
        }

        /** Where the platform counts pages: which one is meant, from 1 on. */
        public int number() {
            return before() / counted().count() + 1;
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
         * @param changes when they changed; those of which that cannot be read are left out
         */
        public static Page byTime(Cursor cursor, List<Seen> events, List<Instant> changes) {
            return byTime(cursor, events, changes, events.size() >= cursor.counted().count());
        }

        /** The same where the platform says whether there are more. */
        public static Page byTime(Cursor cursor, List<Seen> events, List<Instant> changes, boolean isFull) {
            Optional<Instant> last = changes.stream().max(Comparator.naturalOrder());
            if (!isFull) {
                Instant since = last.filter(time -> time.isAfter(cursor.since())).orElse(cursor.since());
                return new Page(events, new Cursor(since, ""), true);
            }
            // The first part of a round may begin before the cursor, so there is nothing to count from yet.
            boolean hasMoved = last.isPresent() && (cursor.page().isEmpty() || last.get().isAfter(cursor.since()));
            return new Page(events, hasMoved
                    ? new Cursor(last.get(), "0", cursor.count())
                    : new Cursor(cursor.since(), String.valueOf(cursor.before() + events.size()), cursor.count()),
                    false);
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
            return of(topic, "id", order, order);
        }

        /**
         * The same for an order that has another name, or that is asked for later.
         *
         * @param idField which field names it
         * @param kept what is mapped
         */
        public static Seen of(String topic, String idField, Payload order, Payload kept) {
            byte[] state = Signature.digest(Signature.utf8(order.fields().toString()));
            String id = "poll " + order.text(idField).orElse("-") + " "
                    + HexFormat.of().formatHex(state, 0, STATE_BYTES);
            return new Seen(new Notice(id, topic), kept);
        }

        /** An order that is asked for alone, its name in this field; a later change of it is another event. */
        public Seen named(String idField) {
            Payload order = body;
            return of(NAMED, idField, order,
                    new Payload(order.text(idField).<Map<String, Object>>map(id -> Map.of(idField, id))
                            .orElse(Map.of())));
        }
    }
}
