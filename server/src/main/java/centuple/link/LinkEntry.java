package centuple.link;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A link made ready for the redirect. Immutable but for its pair.
 *
 * @param id the link's id
 * @param pair who sends whom, and whether it is open now
 * @param termsVersion the version that each click freezes, 0 for none
 * @param signer signs the pair's clicks
 * @param state {@link LinkState#ACTIVE} only where the target can be trusted too
 * @param places where it may lead
 */
public record LinkEntry(UUID id, Pair pair, int termsVersion, PairSigner signer, LinkState state, Places places) {

    /**
     * Where a link may lead.
     *
     * @param origin the origin of its own target; null where the target is not on a proven host of the receiver
     * @param landing its own target; null in the same case
     * @param origins all origins that the receiver has proven
     * @param pathPrefixes where on them; empty means anywhere
     * @param marks what is added to an address
     * @param fallback a page on a proven host of the giver, or null
     */
    public record Places(@Nullable String origin, @Nullable LandingUrl landing, Set<String> origins,
            List<String> pathPrefixes, LandingMarks marks, @Nullable String fallback) {
    }
}
