package centuple.simulation;

import centuple.money.BasisPoints;
import centuple.shop.Rate;
import centuple.shop.RateRule;
import centuple.shop.ShopId;
import centuple.shop.Terms;
import centuple.shop.TermsBook;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The terms of the model: the same between Jacques and each partner, both ways, from the first moment on. */
final class ModelTerms implements TermsBook {
    private final Map<Pair, Terms> terms = new HashMap<>();

    /** Terms between Jacques and every partner, or none at all. */
    ModelTerms(NicheSettings settings, boolean agreed) {
        if (!agreed) {
            return;
        }
        ShopId jacques = shopId(Visitor.AT_JACQUES);
        for (int partner = 0; partner < settings.partners().all().size(); partner++) {
            add(settings, jacques, shopId(partner));
            add(settings, shopId(partner), jacques);
        }
    }

    /** The id by which the model knows a shop; an exchange has ids of its own. */
    static ShopId shopId(int place) {
        return new ShopId(place + 2);
    }

    private void add(NicheSettings settings, ShopId receiver, ShopId giver) {
        Instant start = settings.clock().start();
        BasisPoints commission = settings.partners().commission();
        terms.put(new Pair(receiver, giver), new Terms(receiver, giver, 1, NicheSettings.CURRENCY,
                List.of(RateRule.ofDefault(new Rate.Percent(commission))), Terms.Limits.DEFAULT, Terms.Shares.DEFAULT,
                List.of(), start, start));
    }

    @Override
    public Optional<Terms> version(ShopId receiver, ShopId giver, int version) {
        return Optional.ofNullable(terms.get(new Pair(receiver, giver))).filter(found -> found.version() == version);
    }

    @Override
    public Optional<Terms> inForce(ShopId receiver, ShopId giver, Instant at) {
        return version(receiver, giver, 1);
    }

    @Override
    public boolean partners(ShopId one, ShopId other, Instant at) {
        return terms.containsKey(new Pair(one, other));
    }

    @Override
    public Optional<ShopId> couponGiver(ShopId receiver, String couponCode) {
        return Optional.empty();
    }

    private record Pair(ShopId receiver, ShopId giver) {
    }
}
