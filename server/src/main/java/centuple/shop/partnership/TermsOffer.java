package centuple.shop.partnership;

import centuple.money.Currency;
import centuple.shop.RateRule;
import centuple.shop.ShopId;
import centuple.shop.Terms;

import java.time.Instant;
import java.util.List;

/**
 * Terms before they have a version: what one shop would pay another.
 *
 * @param currency of flat rates, the cap and the value of a visit
 * @param rules the default rule first
 * @param limits window, hold, cap and orders per click
 * @param arrival where on the receiver's site visitors arrive, and with what
 */
public record TermsOffer(Currency currency, List<RateRule> rules, Terms.Limits limits, Terms.Arrival arrival) {
    public TermsOffer {
        rules = List.copyOf(rules);
    }

    /** As that version, offered but not accepted. */
    public Terms offered(ShopId receiver, ShopId giver, int version, Terms.Shares shares, Instant at) {
        return new Terms(receiver, giver, version, currency, rules, limits, shares, arrival, at, null);
    }
}
