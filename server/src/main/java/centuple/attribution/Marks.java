package centuple.attribution;

import centuple.attribution.Attribution.Attributed;
import centuple.attribution.AttributionResult.Refusal;
import centuple.ledger.Proof;
import centuple.order.GiverDay;
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
import java.util.function.Predicate;

/**
 * Judges the tokens, coupons and days of one version of an order.
 *
 * @param receiver who sold
 * @param owedBy days that the order is owed by already
 */
record Marks(ShopId receiver, TermsBook book, ClickUses uses, Predicate<GiverDay> owedBy) {
    /** How long after the order a click or day may be dated: the shop's clock may be behind ours. */
    static final Duration MARK_AFTER_ORDER_MAX = Duration.ofMinutes(5);

    /** From the first to the last moment of the minute that a token tells. */
    private static final Duration MINUTE_LEFT = Duration.ofMinutes(1).minusNanos(1);

    /** The better one first: the newest click, then where it was found, then its id, so that the draw is never open. */
    private static final Comparator<Valid> BEST_FIRST = Comparator.comparing(Valid::issuedAt).reversed()
            .thenComparing(Valid::foundIn).thenComparing(Valid::clickId);

    MarkedVersion read(Snapshot snapshot) {
        Found found = new Found();
        readTokens(snapshot, found);
        readCoupons(snapshot, found);
        readDays(snapshot, found);
        return new MarkedVersion(snapshot, found.eligible, found.refusals, found.reasons);
    }

    private void readTokens(Snapshot snapshot, Found found) {
        for (Valid token : bestFirst(snapshot)) {
            found.note(judge(token, snapshot.placedAt()), token.giver(), new Proof.Click(token.clickId()));
        }
        for (PresentedToken token : snapshot.marks().tokens()) {
            if (token instanceof PresentedToken.Refused refused) {
                found.reasons.add(reasonOf(refused.reason()));
            }
        }
    }

    private void readCoupons(Snapshot snapshot, Found found) {
        for (String coupon : snapshot.marks().coupons()) {
            Optional<ShopId> giver = book.couponGiver(receiver, coupon, snapshot.placedAndTold());
            if (giver.isEmpty()) {
                found.reasons.add(UnattributedReason.UNKNOWN_COUPON);
                continue;
            }
            Proof.Coupon proof = new Proof.Coupon(coupon.toUpperCase(Locale.ROOT));
            found.note(judge(giver.get(), proof, snapshot), giver.get(), proof);
        }
    }

    /** The newest day first; of the same day whom the shop names first. */
    private void readDays(Snapshot snapshot, Found found) {
        GiverDays days = new GiverDays(receiver, book);
        List<GiverDay> newestFirst = snapshot.marks().giverDays().stream()
                .sorted(Comparator.comparing(GiverDay::day).reversed()).toList();
        for (GiverDay said : newestFirst) {
            found.note(days.judge(said, snapshot, owedBy), said.giver(), new Proof.GiverDay(said.day()));
        }
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
        if (token.issuedAt().isAfter(placedAt.plus(MARK_AFTER_ORDER_MAX))) {
            return Judged.refused(UnattributedReason.CLICK_AFTER_ORDER);
        }
        if (placedAt.isAfter(token.issuedAt().plus(Duration.ofDays(terms.limits().windowDays())))) {
            return Judged.refused(UnattributedReason.OUTSIDE_WINDOW);
        }
        if (uses.otherOrders(token.clickId()) >= terms.limits().ordersPerClick()) {
            return Judged.refused(UnattributedReason.CLICK_USED_UP);
        }
        return Judged.counts(new Attributed(terms, new Proof.Click(token.clickId()), token.hops(),
                sharingOrigin(token), placedAt));
    }

    private Judged judge(ShopId giver, Proof.Coupon proof, Snapshot snapshot) {
        if (giver.equals(receiver)) {
            return Judged.refused(UnattributedReason.SELF_REFERRAL);
        }
        return book.inForce(receiver, giver, snapshot.placedAndTold())
                .map(terms -> Judged.counts(new Attributed(terms, proof, List.of(), null, snapshot.placedAt())))
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

    /** What was found in a version so far. */
    private static final class Found {
        private final List<Attributed> eligible = new ArrayList<>();
        private final List<Refusal> refusals = new ArrayList<>();
        private final List<UnattributedReason> reasons = new ArrayList<>();

        /** Whoever was no partner is not told that it was named: anybody may be named by anybody. */
        void note(Judged judged, ShopId giver, Proof proof) {
            UnattributedReason reason = judged.reason();
            if (judged.attributed() != null) {
                eligible.add(judged.attributed());
            } else if (reason != null) {
                reasons.add(reason);
                if (reason != UnattributedReason.NOT_A_PARTNER && reason != UnattributedReason.UNKNOWN_GIVER) {
                    refusals.add(new Refusal(giver, proof, reason));
                }
            }
        }
    }
}
