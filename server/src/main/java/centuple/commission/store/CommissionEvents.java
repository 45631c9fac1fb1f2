package centuple.commission.store;

import centuple.commission.AffiliateAttribution;
import centuple.commission.Basis;
import centuple.commission.Commission;
import centuple.commission.CommissionDecision;
import centuple.commission.CommissionEvent;
import centuple.commission.CommissionEvent.Attempted;
import centuple.commission.CommissionEvent.Attributed;
import centuple.commission.CommissionEvent.Booked;
import centuple.commission.CommissionEvent.Flagged;
import centuple.commission.CommissionEvent.Refused;
import centuple.commission.CommissionEvent.Reversed;
import centuple.commission.CommissionEvent.Shared;
import centuple.commission.CommissionEvent.Unattributed;
import centuple.ledger.Proof;
import centuple.money.Currency;
import centuple.order.OrderRef;
import centuple.shop.Event;
import centuple.shop.PublicId;
import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * What decisions tell, as events that the receiver and the giver concerned may both read: so nothing in them names a
 * product, the receiver's own references, or another giver. Stateless.
 */
final class CommissionEvents {
    private CommissionEvents() {
    }

    /**
     * @param provider the host of the exchange, by which shopping agents know it
     */
    static List<Event> of(CommissionDecision decision, Instant at, String provider) {
        return decision.events().stream().map(told -> event(decision, told, at, provider)).toList();
    }

    private static Event event(CommissionDecision decision, CommissionEvent told, Instant at, String provider) {
        ShopId receiver = decision.books().receiver();
        String order = PublicId.of(OrderRef.ID_PREFIX, decision.books().orderId());
        return switch (told) {
            case Attributed(Basis basis) -> new Event(at, "order.attributed", receiver, basis.giver(), order,
                    Map.of("giver", basis.giver().toString(), "terms_version", basis.termsVersion(), "proof",
                            wire(basis.proof().kind()), "proof_value", basis.proof().value(), "affiliate_attribution",
                            AffiliateAttribution.of(provider, basis)));
            // The receiver has the event of the giver: this one is for the origin alone, and names nobody between.
            case Shared(ShopId origin) -> new Event(at, "order.attributed", origin, null, order,
                    Map.of("role", "origin", "receiver", receiver.toString()));
            case Unattributed(var reason) ->
                new Event(at, "order.unattributed", receiver, null, order, Map.of("reason", wire(reason.name())));
            case Refused(ShopId giver, Proof proof, var reason) ->
                new Event(at, "order.refused", receiver, giver, order,
                        Map.of("giver", giver.toString(), "proof", wire(proof.kind()), "proof_value", proof.value(),
                                "reason", wire(reason.name())));
            case Attempted(ShopId giver, var attempt) -> new Event(at, "order.attribution_attempted", receiver, giver,
                    order, Map.of("version", attempt.version(), "attempt", wire(attempt.kind().name())));
            case Flagged(var flag) ->
                new Event(at, "order.flagged", receiver, null, order, Map.of("flag", wire(flag.name())));
            case Booked(UUID commission, ShopId creditor, Currency currency, long amountMinor) ->
                money(at, "commission.booked", receiver, creditor, new Sum(commission, order, currency, amountMinor));
            case Reversed(UUID commission, ShopId creditor, Currency currency, long amountMinor) ->
                money(at, "commission.reversed", receiver, creditor, new Sum(commission, order, currency, amountMinor));
        };
    }

    private static Event money(Instant at, String kind, ShopId receiver, @Nullable ShopId creditor, Sum sum) {
        return new Event(at, kind, receiver, creditor, PublicId.of(Commission.ID_PREFIX, sum.commission()),
                Map.of("order_id", sum.order(), "currency", sum.currency().code(), "amount_minor", sum.amountMinor()));
    }

    private static String wire(String constant) {
        return constant.toLowerCase(Locale.ROOT);
    }

    private record Sum(UUID commission, String order, Currency currency, long amountMinor) {
    }
}
