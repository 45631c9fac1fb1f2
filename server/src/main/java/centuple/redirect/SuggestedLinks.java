package centuple.redirect;

import centuple.click.SuggestedLink;
import centuple.link.LandingUrl;
import centuple.link.LinkEntry;
import centuple.link.LinkState;
import centuple.link.PairRoute;
import centuple.link.TargetUrl;
import org.jspecify.annotations.Nullable;

/**
 * Finds the link behind a code that stands in no table: its signature says which pair it belongs to and where it leads,
 * and the pair's proven hosts have the last word on that.
 */
final class SuggestedLinks {
    private SuggestedLinks() {
    }

    /** The link, or null where the code is not one of ours for this target, or the two are partners no more. */
    static @Nullable LinkEntry find(Passage passage) {
        String code = passage.request.code();
        String query = passage.request.query();
        String to = code.length() == SuggestedLink.CODE_LENGTH ? QueryString.value(query, "to") : null;
        String target = to == null || QueryString.isDoubled(query, "to") ? null : QueryString.decode(to);
        if (target == null) {
            return null;
        }
        SuggestedLink link = SuggestedLink.read(code, target, passage.tables.keys(), passage.now());
        PairRoute route = link == null ? null : passage.tables.links().route(link.giver(), link.receiver());
        if (link == null || route == null) {
            return null;
        }
        TargetUrl url = route.target(target);
        var places = new LinkEntry.Places(url == null ? null : url.origin(),
                url == null ? null : LandingUrl.of(url, route.marks()), route.origins(), route.pathPrefixes(),
                route.marks(), null);
        // An expired one still leads on, by an ordinary link on the page that says so.
        LinkState state = link.isExpired(passage.now()) ? LinkState.ENDED : LinkState.ACTIVE;
        return new LinkEntry(link.decisionId(), route.pair(), route.termsVersion(), route.signer(), state, places);
    }
}
