package centuple.attribution;

import centuple.attribution.Attribution.Attributed;
import centuple.attribution.AttributionResult.Refusal;
import centuple.ledger.Proof;
import centuple.order.OrderFact.Snapshot;
import centuple.order.PresentedToken;
import centuple.order.PresentedToken.Valid;
import centuple.shop.ShopId;
import centuple.shop.Terms;
import centuple.shop.TermsBook;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Judges the tokens and coupons of one version of an order.
 *
 * @param receiver who sold
 */
record Marks(ShopId receiver, TermsBook book, ClickUses uses) {
    /** How long after the order a click may be dated: the shop's clock may be behind ours. */
    private static final Duration CLICK_AFTER_ORDER_MAX = Duration.ofMinutes(5);

    /** From the first to the last moment of the minute that a token tells. */
    private static final Duration MINUTE_LEFT = Duration.ofMinutes(1).minusNanos(1);

    /** The better one first: the newest click, then where it was found, then its id, so that the draw is never open. */
    private static final Comparator<Valid> BEST_FIRST = Comparator.comparing(Valid::issuedAt).reversed()
            .thenComparing(Valid::foundIn).thenComparing(Valid::clickId);

    MarkedVersion read(Snapshot snapshot) {
        List<Refusal> refusals = new ArrayList<>();
        List<UnattributedReason> reasons = new ArrayList<>();
        List<Attributed> eligible = new ArrayList<>();
        Attributed byToken = null;
        for (Valid token : bestFirst(snapshot)) {
            Judged judged = judge(token, snapshot.placedAt());
            if (judged.reason() != null) {
                refusals.add(new Refusal(token.giver(), new Proof.Click(token.clickId()), judged.reason()));
                reasons.add(judged.reason());
            } else if (judged.attributed() != null) {
                byToken = byToken == null ? judged.attributed() : byToken;
                eligible.add(judged.attributed());
            }
        }
        for (PresentedToken token : snapshot.marks().tokens()) {
            if (token instanceof PresentedToken.Refused refused) {
                reasons.add(reasonOf(refused.reason()));
            }
        }
        Attributed byCoupon = null;
        for (String coupon : snapshot.marks().coupons()) {
            Optional<ShopId> giver = book.couponGiver(receiver, coupon, snapshot.placedAndTold());
            if (giver.isEmpty()) {
                reasons.add(UnattributedReason.UNKNOWN_COUPON);
                continue;
            }
            Proof.Coupon proof = new Proof.Coupon(coupon.toUpperCase(Locale.ROOT));
            Judged judged = judge(giver.get(), proof, snapshot);
            if (judged.reason() != null) {
                refusals.add(new Refusal(giver.get(), proof, judged.reason()));
                reasons.add(judged.reason());
            } else if (judged.attributed() != null) {
                byCoupon = byCoupon == null ? judged.attributed() : byCoupon;
                eligible.add(judged.attributed());
            }
        }
        return new MarkedVersion(snapshot, byToken, byCoupon, eligible, refusals, reasons);
    }

    /** Valid tokens, the best first, each click once. */
    private static List<Valid> bestFirst(Snapshot snapshot) {
        List<Valid> tokens = new ArrayList<>();
        snapshot.marks().tokens().stream().filter(Valid.class::isInstance).map(Valid.class::cast).sorted(BEST_FIRST)
                .forEach(token -> {
                    if (tokens.stream().noneMatch(other -> other.clickId().equals(token.clickId()))) {
                        tokens.add(token);
                    }
                });
        return tokens;
    }

    private Judged judge(Valid token, Instant placedAt) {
        if (token.giver().equals(receiver) || token.hops().contains(receiver)) {
            return Judged.refused(UnattributedReason.SELF_REFERRAL);
        }
        Terms terms = book.version(receiver, token.giver(), token.termsVersion())
                .filter(version -> version.acceptedAt() != null).orElse(null);
        if (terms == null) {
            return Judged.refused(UnattributedReason.UNKNOWN_TERMS);
        }
        if (token.issuedAt().isAfter(placedAt.plus(CLICK_AFTER_ORDER_MAX))) {
            return Judged.refused(UnattributedReason.CLICK_AFTER_ORDER);
        }
        if (placedAt.isAfter(token.issuedAt().plus(Duration.ofDays(terms.limits().windowDays())))) {
            return Judged.refused(UnattributedReason.OUTSIDE_WINDOW);
        }
        if (uses.otherOrders(token.clickId()) >= terms.limits().ordersPerClick()) {
            return Judged.refused(UnattributedReason.CLICK_USED_UP);
        }
        return new Judged(new Attributed(terms, new Proof.Click(token.clickId()), token.hops(), sharingOrigin(token),
                placedAt), null);
    }

    private Judged judge(ShopId giver, Proof.Coupon proof, Snapshot snapshot) {
        if (giver.equals(receiver)) {
            return Judged.refused(UnattributedReason.SELF_REFERRAL);
        }
        return book.inForce(receiver, giver, snapshot.placedAndTold())
                .map(terms -> new Judged(new Attributed(terms, proof, List.of(), null, snapshot.placedAt()), null))
                .orElseGet(() -> Judged.refused(UnattributedReason.NO_TERMS_IN_FORCE));
    }

    /**
     * The first giver of a chain, if it was the seller's partner when the click was made: else nobody vouches for it. A
     * token tells the minute of the click, so whoever was a partner in it was one, even if it ended within it.
     */
    private @Nullable ShopId sharingOrigin(Valid token) {
        ShopId origin = token.origin();
        if (origin.equals(token.giver())) {
            return null;
        }
        return book.partnersWithin(origin, receiver, token.issuedAt(), token.issuedAt().plus(MINUTE_LEFT))
                ? origin
                : null;
    }

    private static UnattributedReason reasonOf(PresentedToken.Reason reason) {
        return switch (reason) {
            case MALFORMED -> UnattributedReason.MALFORMED;
            case FORGED -> UnattributedReason.FORGED;
            case UNKNOWN_KEY -> UnattributedReason.UNKNOWN_KEY;
            case EXPIRED -> UnattributedReason.EXPIRED;
            case WRONG_RECEIVER -> UnattributedReason.WRONG_RECEIVER;
        };
    }

    /** Either whom a mark names, or why it does not count. */
    private record Judged(@Nullable Attributed attributed, @Nullable UnattributedReason reason) {
        static Judged refused(UnattributedReason reason) {
            return new Judged(null, reason);
        }
    }
}
