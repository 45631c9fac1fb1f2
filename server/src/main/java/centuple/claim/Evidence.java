package centuple.claim;

import centuple.commission.Basis;
import centuple.commission.Commission;
import centuple.commission.OrderBooks;
import centuple.ledger.Proof;
import centuple.order.OrderFact.Snapshot;
import centuple.order.OrderFacts;
import centuple.order.OrderStatus;
import centuple.order.PresentedToken;
import centuple.order.RemainingBase;
import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * What was reported of the order that is claimed, as far as it bears on the claim.
 *
 * @param status how the order stands; null while nothing but refunds was reported
 * @param credit whose it is
 * @param isPaying whether a commission stands booked for it, whoever has it
 * @param isDisproof whether it was placed before the click, or is another shop's by a click that is not older
 * @param isOfClick whether it counts already among the orders that this very click pays
 * @param isRefunded whether refunds left nothing of it
 */
public record Evidence(@Nullable OrderStatus status, Credited credit, boolean isPaying, boolean isDisproof,
        boolean isOfClick, boolean isRefunded) {
    /** Nothing was reported of the order. */
    public static final Evidence NONE = new Evidence(null, Credited.NOBODY, false, false, false, false);

    /** The rank of an order that has the reference, but is not of that day. */
    private static final int OTHER_DAY = 2;

    /** Whose an order is. */
    public enum Credited {
        NOBODY, GIVER, ANOTHER
    }

    /** An order that may be meant: all that was reported of it, and what was decided on that. */
    public record Order(OrderFacts facts, OrderBooks books) {
    }

    /**
     * What the facts of all orders that a name fits say of a claim. Where one is of that day, those of other days are
     * not meant, whoever has them. Of those that are meant it is the giver's own order, where there is one, for it is
     * the one that could be paid twice; else the one that fits best. Where several fit, nothing is proven.
     *
     * @param orders those of that name, in any order; others are left out
     */
    public static Evidence of(ShopId giver, Claim.Click click, ClaimedName name, Collection<Order> orders) {
        List<Order> fitting = orders.stream().filter(order -> order.facts.highest() != null && name.fits(order.facts))
                .sorted(Comparator.comparingInt((Order order) -> rank(name, order.facts))
                        .thenComparing(order -> order.books.orderId()))
                .toList();
        if (fitting.isEmpty()) {
            return NONE;
        }
        boolean isOneOfThatDay = rank(name, fitting.getFirst().facts) < OTHER_DAY;
        List<Evidence> meant = fitting.stream()
                .filter(order -> !isOneOfThatDay || rank(name, order.facts) < OTHER_DAY)
                .map(order -> of(giver, click, order.facts, order.books)).toList();
        if (fitting.size() == 1) {
            return meant.getFirst();
        }
        Evidence first = meant.stream().filter(one -> one.credit == Credited.GIVER)
                .max(Comparator.comparing(Evidence::isPaying)).orElse(meant.getFirst());
        return new Evidence(first.status, first.credit, first.isPaying, false, first.isOfClick, first.isRefunded);
    }

    /** How well an order that fits a name does so: less is better. */
    private static int rank(ClaimedName name, OrderFacts facts) {
        return !name.isReference(facts.order()) ? 1 : name.isAboutThatDay(facts) ? 0 : OTHER_DAY;
    }

    /**
     * What the facts say of a claim.
     *
     * @param giver who claims
     * @param click what is claimed
     * @param facts all that was reported of the order
     * @param books what was decided on them
     */
    private static Evidence of(ShopId giver, Claim.Click click, OrderFacts facts, OrderBooks books) {
        Snapshot highest = facts.highest();
        if (highest == null) {
            return NONE;
        }
        Basis basis = books.outcome() == null ? null : books.outcome().basis();
        boolean isGivers = basis != null && basis.giver().equals(giver)
                || books.commissions().stream().anyMatch(commission -> commission.netMinor(giver) > 0);
        Credited credit = isGivers ? Credited.GIVER : basis == null ? Credited.NOBODY : Credited.ANOTHER;
        boolean isPaying = books.commissions().stream().mapToLong(Commission::netMinor).sum() > 0;
        boolean isDisproof = credit != Credited.GIVER
                && (placedBefore(click.issuedAt(), facts) || basis != null && wonBy(basis, click, facts));
        boolean isRefunded = !facts.refunds().isEmpty()
                && RemainingBase.of(highest, facts.refunds()).remainingMinor() == 0;
        return new Evidence(highest.status(), credit, isPaying, isDisproof, click.id().equals(books.clickUsed()),
                isRefunded);
    }

    /** Whether it is the giver's and paid, so that it is settled what is owed for it, be it nothing. */
    boolean isGiversAndPaid() {
        return credit == Credited.GIVER && (isPaying || status == OrderStatus.PAID);
    }

    /** Whether anything but refunds was reported of the order. */
    public boolean isKnown() {
        return status != null;
    }

    private static boolean placedBefore(Instant click, OrderFacts facts) {
        return facts.snapshots().stream()
                .allMatch(snapshot -> snapshot.placedAt().plus(ClaimLimits.CLOCKS_DIFFER_MAX).isBefore(click));
    }

    /** Had the order carried the claimed click too, this one would have won all the same. */
    private static boolean wonBy(Basis basis, Claim.Click click, OrderFacts facts) {
        return basis.proof() instanceof Proof.Click(String winner)
                && facts.snapshots().stream().flatMap(snapshot -> snapshot.marks().tokens().stream())
                        .anyMatch(token -> token instanceof PresentedToken.Valid valid
                                && valid.clickId().equals(winner) && !valid.issuedAt().isBefore(click.issuedAt()));
    }
}
