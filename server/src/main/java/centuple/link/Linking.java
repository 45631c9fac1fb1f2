package centuple.link;

import centuple.shop.Decision;
import centuple.shop.Event;
import centuple.shop.PublicId;
import centuple.shop.Refusal;
import centuple.shop.ShopId;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Decides on links: which may be made, and how they change. Pure. */
public final class Linking {
    private Linking() {
    }

    /**
     * What is known around a wished link.
     *
     * @param partners whether giver and receiver have an accepted partnership
     * @param receiverOrigins origins the receiver has proven, each host with its {@code www.}
     * @param giverOrigins the same of the giver
     * @param pathPrefixes where the receiver's terms in force allow links to; empty means anywhere
     * @param codeTaken whether another link has or had that code
     * @param linkCount links the giver has
     */
    public record Surroundings(boolean partners, Set<String> receiverOrigins, Set<String> giverOrigins,
            List<String> pathPrefixes, boolean codeTaken, int linkCount) {
    }

    /**
     * A new link.
     *
     * @param link as wished; its addresses have been read
     * @param target the address of the receiver
     * @param fallback the address of the giver; null when there is none
     */
    public static Decision<Link> make(Link link, TargetUrl target,
            @org.jspecify.annotations.Nullable TargetUrl fallback,
            Surroundings known) {
        if (!known.partners()) {
            return Decision.refused(Refusal.NOT_PARTNERS);
        }
        if (!known.receiverOrigins().contains(target.origin())) {
            return Decision.refused(Refusal.TARGET_NOT_PROVEN);
        }
        if (!target.isBelow(known.pathPrefixes())) {
            return Decision.refused(Refusal.TARGET_OUTSIDE_PATHS);
        }
        if (fallback != null && !known.giverOrigins().contains(fallback.origin())) {
            return Decision.refused(Refusal.FALLBACK_NOT_PROVEN);
        }
        if (known.codeTaken()) {
            return Decision.refused(Refusal.CODE_TAKEN);
        }
        if (known.linkCount() >= Link.LINKS_PER_GIVER_MAX) {
            return Decision.refused(Refusal.TOO_MANY);
        }
        return Decision.made(link, event(link, "link.made", link.createdAt()));
    }

    /** The giver pauses its link, sets it going again, or ends it for good. */
    public static Decision<Link> change(Link link, LinkState wished, ShopId by, Instant now) {
        if (!by.equals(link.pair().giver()) && !by.equals(ShopId.EXCHANGE)) {
            return Decision.refused(Refusal.NOT_YOURS_TO_ANSWER);
        }
        if (link.state() == LinkState.ENDED || link.state() == wished) {
            return Decision.refused(Refusal.WRONG_STATE);
        }
        Link changed = link.with(wished);
        return Decision.made(changed, event(changed, switch (wished) {
            case ACTIVE -> "link.resumed";
            case PAUSED -> "link.paused";
            case ENDED -> "link.ended";
        }, now));
    }

    private static Event event(Link link, String kind, Instant at) {
        return new Event(at, kind, link.pair().giver(), link.pair().receiver(), PublicId.of(PublicId.LINK, link.id()),
                Map.of("code", link.code()));
    }
}
