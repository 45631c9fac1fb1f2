package centuple.click;

import java.util.UUID;

/**
 * Over which link, between which shops and under which terms a click goes. Known before anybody clicks, so a table of
 * links holds one per link and a click costs no new one. Immutable.
 *
 * @param linkHigh the first 64 bits of the link's id; of a suggested link, of its decision's id
 * @param linkLow the last 64 bits of the same
 * @param giver the shop that sends the visitor on
 * @param receiver the shop the visitor is sent to
 * @param termsVersion the version of the pair's terms that this click freezes; 0 where there were none
 */
public record ClickRoute(long linkHigh, long linkLow, int giver, int receiver, int termsVersion) {

    /** Refuses a negative terms version. */
    public ClickRoute {
        if (termsVersion < 0) {
            throw new IllegalArgumentException("terms version must not be negative: " + termsVersion);
        }
    }

    /** A route over the link with this id. */
    public static ClickRoute of(UUID linkId, int giver, int receiver, int termsVersion) {
        return new ClickRoute(linkId.getMostSignificantBits(), linkId.getLeastSignificantBits(), giver, receiver,
                termsVersion);
    }

    /** The link's id; of a suggested link, its decision's id. */
    public UUID linkId() {
        return new UUID(linkHigh, linkLow);
    }

    /** Whether the link was suggested to one visitor rather than stored. */
    public boolean isSuggested() {
        return SuggestedLink.isDecisionId(linkId());
    }
}
