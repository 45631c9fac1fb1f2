package centuple.simulation;

import centuple.shop.MemoryTermsBook;
import centuple.shop.Rate;
import centuple.shop.RateRule;
import centuple.shop.ShopId;
import centuple.shop.Terms;
import centuple.shop.TermsBook;

import java.time.Instant;
import java.util.List;

/**
 * The terms of the model: the same between Jacques and each partner, both ways, from the first moment on. Stateless.
 */
final class ModelTerms {
    /** The only version there is. */
    static final int VERSION = 1;

    private ModelTerms() {
    }

    /** The id by which the model knows a shop; an exchange has ids of its own. */
    static ShopId shopId(int place) {
        return new ShopId(place + 2);
    }

    /** Partnerships with terms, or without any. */
    static TermsBook of(NicheSettings settings, boolean agreed) {
        MemoryTermsBook book = new MemoryTermsBook();
        ShopId jacques = shopId(Visitor.AT_JACQUES);
        Instant start = settings.clock().start();
        for (int place = 0; place < settings.partners().all().size(); place++) {
            ShopId partner = shopId(place);
            Terms[] terms = agreed
                    ? new Terms[]{terms(settings, jacques, partner), terms(settings, partner, jacques)}
                    : new Terms[0];
            book.partner(jacques, partner, start, terms);
        }
        return book;
    }

    private static Terms terms(NicheSettings settings, ShopId receiver, ShopId giver) {
        Instant start = settings.clock().start();
        return new Terms(receiver, giver, VERSION, NicheSettings.CURRENCY,
                List.of(RateRule.ofDefault(new Rate.Percent(settings.partners().commission()))), Terms.Limits.DEFAULT,
                Terms.Shares.DEFAULT, List.of(), start, start);
    }
}
