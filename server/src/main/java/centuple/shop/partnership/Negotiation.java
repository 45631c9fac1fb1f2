package centuple.shop.partnership;

import centuple.shop.Decision;
import centuple.shop.Event;
import centuple.shop.PublicId;
import centuple.shop.Refusal;
import centuple.shop.ShopId;
import centuple.shop.Terms;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The rules of a partnership. Each function takes the state, the party that acts and the time, and returns the new
 * state
 * with its events, or a refusal. Stateless.
 */
public final class Negotiation {
    /** Versions one shop may offer another within a partnership. */
    public static final int VERSIONS_MAX = 200;

    private Negotiation() {
    }

    /**
     * What a shop proposes to another.
     *
     * @param iOffer what the proposer would pay for visitors it receives; null for nothing
     * @param iAsk what the other would pay; null for nothing
     */
    public record Proposal(Partnership.Parties parties, @Nullable TermsOffer iOffer, @Nullable TermsOffer iAsk) {
    }

    /**
     * What a new partnership starts with.
     *
     * @param id of the partnership
     * @param exists whether the two have one that is proposed or accepted
     * @param offerVersion the next version of what the proposer offers
     * @param askVersion the next version of what the other would offer
     * @param shares frozen into the terms
     */
    public record Start(UUID id, boolean exists, int offerVersion, int askVersion, Terms.Shares shares) {
    }

    /** One shop proposes to be partners. */
    public static Decision<Partnership> propose(Proposal proposal, Start start, Instant now) {
        Partnership.Parties parties = proposal.parties();
        if (parties.proposer().equals(parties.invited())) {
            return Decision.refused(Refusal.SELF_PARTNERSHIP);
        }
        if (start.exists()) {
            return Decision.refused(Refusal.PARTNERSHIP_EXISTS);
        }
        List<Terms> terms = new ArrayList<>();
        if (proposal.iOffer() != null) {
            terms.add(proposal.iOffer().offered(parties.proposer(), parties.invited(), start.offerVersion(),
                    start.shares(), now));
        }
        if (proposal.iAsk() != null) {
            terms.add(proposal.iAsk().offered(parties.invited(), parties.proposer(), start.askVersion(),
                    start.shares(), now));
        }
        Partnership made = new Partnership(start.id(), parties, PartnershipState.PROPOSED,
                new Partnership.Dates(now, null, null, null), terms);
        return Decision.made(made, event(made, "partnership.proposed", parties.proposer(), now, Map.of()));
    }

    /** The invited shop accepts the partnership and the terms of both sides. */
    public static Decision<Partnership> accept(Partnership old, ShopId by, Instant now) {
        if (old.state() != PartnershipState.PROPOSED) {
            return Decision.refused(Refusal.WRONG_STATE);
        }
        if (!by.equals(old.parties().invited())) {
            return Decision.refused(Refusal.NOT_YOURS_TO_ANSWER);
        }
        Partnership made = new Partnership(old.id(), old.parties(), PartnershipState.ACCEPTED,
                new Partnership.Dates(old.dates().proposedAt(), now, null, null),
                old.terms().stream().map(terms -> accepted(terms, now)).toList());
        return Decision.made(made, event(made, "partnership.accepted", by, now, Map.of()));
    }

    /** The invited shop says no, or the proposer takes it back. */
    public static Decision<Partnership> decline(Partnership old, ShopId by, Instant now) {
        return old.state() == PartnershipState.PROPOSED
                ? close(old, PartnershipState.DECLINED, "partnership.declined", by, now)
                : Decision.refused(Refusal.WRONG_STATE);
    }

    /** One of the two ends it. Clicks made before keep their terms. */
    public static Decision<Partnership> end(Partnership old, ShopId by, Instant now) {
        return old.state() == PartnershipState.ACCEPTED
                ? close(old, PartnershipState.ENDED, "partnership.ended", by, now)
                : Decision.refused(Refusal.WRONG_STATE);
    }

    /** A receiver offers its partner another version. The one in force stays so until the partner accepts. */
    public static Decision<Partnership> offer(Partnership old, Terms offered, Instant now) {
        if (old.state() != PartnershipState.ACCEPTED) {
            return Decision.refused(Refusal.WRONG_STATE);
        }
        ShopId receiver = offered.receiver();
        if (old.terms().stream().filter(terms -> terms.receiver().equals(receiver)).count() >= VERSIONS_MAX) {
            return Decision.refused(Refusal.TOO_MANY);
        }
        List<Terms> terms = new ArrayList<>(old.terms());
        terms.add(offered);
        Partnership made = new Partnership(old.id(), old.parties(), old.state(), old.dates(), terms);
        return Decision.made(made, event(made, "terms.offered", receiver, now, Map.of("version", offered.version())));
    }

    /** A giver accepts the newest version its partner offers. */
    public static Decision<Partnership> acceptTerms(Partnership old, Terms version, Instant now) {
        if (old.state() != PartnershipState.ACCEPTED) {
            return Decision.refused(Refusal.WRONG_STATE);
        }
        if (version.acceptedAt() != null) {
            return Decision.refused(Refusal.TERMS_ALREADY_ACCEPTED);
        }
        if (!old.newestOf(version.receiver()).filter(version::equals).isPresent()) {
            return Decision.refused(Refusal.TERMS_SUPERSEDED);
        }
        List<Terms> terms = old.terms().stream()
                .map(each -> each.equals(version) ? accepted(each, now) : each).toList();
        Partnership made = new Partnership(old.id(), old.parties(), old.state(), old.dates(), terms);
        return Decision.made(made,
                event(made, "terms.accepted", version.giver(), now, Map.of("version", version.version())));
    }

    private static Decision<Partnership> close(Partnership old, PartnershipState state, String kind, ShopId by,
            Instant now) {
        Partnership made = new Partnership(old.id(), old.parties(), state,
                new Partnership.Dates(old.dates().proposedAt(), old.dates().acceptedAt(), now, by), old.terms());
        return Decision.made(made, event(made, kind, by, now, Map.of()));
    }

    private static Terms accepted(Terms terms, Instant at) {
        return new Terms(terms.receiver(), terms.giver(), terms.version(), terms.currency(), terms.rules(),
                terms.limits(), terms.shares(), terms.arrival(), terms.offeredAt(), at);
    }

    private static Event event(Partnership partnership, String kind, ShopId by, Instant now,
            Map<String, Object> more) {
        Map<String, Object> data = new java.util.HashMap<>(more);
        data.put("by", by.toString());
        return new Event(now, kind, partnership.parties().proposer(), partnership.parties().invited(),
                PublicId.of(PublicId.PARTNERSHIP, partnership.id()), data);
    }
}
