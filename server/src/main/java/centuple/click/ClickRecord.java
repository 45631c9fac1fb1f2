package centuple.click;

import java.time.Instant;

/**
 * All that is kept of one redirect of one visitor. It holds no personal data: no address, no user agent, no referrer.
 * Immutable.
 *
 * @param id the click's id, which a token carries as its nonce
 * @param atMillis when the visitor was sent on, milliseconds since 1970 UTC, before the year 2100
 * @param route link, shops and terms
 * @param hops the givers before this one, origin first
 * @param visit what the visit counts as, and the little that is known of the visitor
 * @param subIds the giver's own marks
 */
public record ClickRecord(ClickId id, long atMillis, ClickRoute route, Hops hops, Visit visit, SubIds subIds) {

    /** The latest time a record may carry: the last millisecond of 2099. */
    public static final long AT_MILLIS_MAX = 4_102_444_799_999L;

    /** Refuses a time before 1970 or after 2099: a clock so wrong must not make partitions for such days. */
    public ClickRecord {
        if (!isTime(atMillis)) {
            throw new IllegalArgumentException("the time of a click must be from 1970 to 2099: " + atMillis);
        }
    }

    static boolean isTime(long atMillis) {
        return atMillis >= 0 && atMillis <= AT_MILLIS_MAX;
    }

    /** When the visitor was sent on. */
    public Instant at() {
        return Instant.ofEpochMilli(atMillis);
    }
}
