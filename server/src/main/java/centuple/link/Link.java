package centuple.link;

import java.time.Instant;
import java.util.UUID;

/**
 * A giver's tracked link to a page of a receiver. Immutable.
 *
 * @param id time-ordered; {@code lnk_...} in public
 * @param code what stands after {@code /r/}; never given out again
 * @param pair who sends and who receives
 * @param addresses where it leads
 * @param state what its giver wants of it; proofs and the partnership may hold it back besides
 */
public record Link(UUID id, String code, LinkRow.Pair pair, LinkRow.Addresses addresses, LinkState state,
        Instant createdAt) {
    /** Links one giver may have. */
    public static final int LINKS_PER_GIVER_MAX = 100_000;

    /** The same link in another state. */
    public Link with(LinkState other) {
        return new Link(id, code, pair, addresses, other, createdAt);
    }
}
