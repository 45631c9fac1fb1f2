package centuple.click;

import java.time.Instant;

/**
 * All that is kept of one redirect of one visitor. It holds no personal data: no address, no user agent, no referrer.
 * Immutable.
 *
 * @param id the click's id, which a token carries as its nonce
 * @param atMillis when the visitor was sent on, milliseconds since 1970 UTC
 * @param route link, shops and terms
 * @param hops the givers before this one, origin first
 * @param visit what the visit counts as, and the little that is known of the visitor
 * @param subIds the giver's own marks
 */
public record ClickRecord(ClickId id, long atMillis, ClickRoute route, Hops hops, Visit visit, SubIds subIds) {

    /** When the visitor was sent on. */
    public Instant at() {
        return Instant.ofEpochMilli(atMillis);
    }
}
