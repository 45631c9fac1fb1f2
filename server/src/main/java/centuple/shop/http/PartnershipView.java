package centuple.shop.http;

import centuple.money.BasisPoints;
import centuple.shop.PublicId;
import centuple.shop.Rate;
import centuple.shop.RateRule;
import centuple.shop.ShopId;
import centuple.shop.Terms;
import centuple.shop.partnership.Partnership;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** A partnership as one of its shops, or the operator, reads it. */
record PartnershipView(String id, String state, String proposer, String invited, Instant proposedAt,
        @Nullable Instant acceptedAt, @Nullable Instant closedAt, @Nullable String closedBy, List<TermsView> terms) {
    static PartnershipView of(Partnership partnership) {
        Partnership.Dates dates = partnership.dates();
        ShopId closedBy = dates.closedBy();
        return new PartnershipView(PublicId.of(PublicId.PARTNERSHIP, partnership.id()),
                partnership.state().name().toLowerCase(Locale.ROOT), partnership.parties().proposer().toString(),
                partnership.parties().invited().toString(), dates.proposedAt(), dates.acceptedAt(), dates.closedAt(),
                closedBy == null ? null : closedBy.toString(),
                partnership.terms().stream().map(TermsView::of).toList());
    }

    /** A version of terms. */
    record TermsView(String receiver, String giver, int version, String currency, List<RuleView> rules, int windowDays,
            int holdDays, @Nullable Long capMinor, int ordersPerClick, @Nullable Long visitValueMinor, int feeBps,
            int originShareBps, List<String> pathPrefixes, boolean identifierFree, Instant offeredAt,
            @Nullable Instant acceptedAt) {
        static TermsView of(Terms terms) {
            Terms.Limits limits = terms.limits();
            return new TermsView(terms.receiver().toString(), terms.giver().toString(), terms.version(),
                    terms.currency().code(), terms.rules().stream().map(RuleView::of).toList(), limits.windowDays(),
                    limits.holdDays(), limits.capMinor(), limits.ordersPerClick(), limits.visitValueMinor(),
                    terms.shares().fee().value(), terms.shares().origin().value(), terms.arrival().pathPrefixes(),
                    terms.arrival().identifierFree(),
                    terms.offeredAt(), terms.acceptedAt());
        }
    }

    /** One rule of them. */
    record RuleView(@Nullable String category, String customer, @Nullable Integer percentBps,
            @Nullable Long flatMinor) {
        static RuleView of(RateRule rule) {
            String customer = rule.customer().name().toLowerCase(Locale.ROOT);
            return switch (rule.rate()) {
                case Rate.Percent(BasisPoints share) -> new RuleView(rule.category(), customer, share.value(), null);
                case Rate.Flat(long amountMinor) -> new RuleView(rule.category(), customer, null, amountMinor);
            };
        }
    }
}
