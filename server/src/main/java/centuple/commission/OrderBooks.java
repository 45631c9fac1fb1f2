package centuple.commission;

import centuple.ledger.Proof;
import centuple.order.GiverDay;
import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * All that is decided and booked for one order: what the next decision starts from. Immutable.
 *
 * @param orderId the order
 * @param receiver who sold, and owes
 * @param lineReferences the receiver's line names in the order in which they were first booked; a line's number is its
 * place here and never changes
 * @param commissions one for each basis that ever booked, the oldest first
 * @param outcome what the latest decision said; null before the first
 */
public record OrderBooks(UUID orderId, ShopId receiver, List<String> lineReferences,
        List<Commission> commissions, @Nullable Outcome outcome) {
    public OrderBooks {
        lineReferences = List.copyOf(lineReferences);
        commissions = List.copyOf(commissions);
    }

    /** An order for which nothing was decided yet. */
    public static OrderBooks none(UUID orderId, ShopId receiver) {
        return new OrderBooks(orderId, receiver, List.of(), List.of(), null);
    }

    /** The commission on that basis, if it ever booked. */
    public Optional<Commission> on(Basis basis) {
        return commissions.stream().filter(commission -> commission.basis().equals(basis)).findFirst();
    }

    /** Whether anything pending of it has come to the end of its hold. */
    public boolean isRipe(Instant now) {
        return commissions.stream().filter(commission -> !commission.holdUntil().isAfter(now))
                .flatMap(commission -> commission.credits().values().stream())
                .anyMatch(booked -> booked.amounts().pendingMinor() > 0);
    }

    /** Whether anything was ever booked for it by that click: then no other order's use can shut it out again. */
    public boolean everPaidFor(String clickId) {
        return commissions.stream().anyMatch(commission -> !commission.credits().isEmpty()
                && commission.basis().proof() instanceof Proof.Click(String id) && id.equals(clickId));
    }

    /** Whether its latest decision stands on that giver and day. */
    public boolean isOwedBy(GiverDay said) {
        Basis basis = outcome == null ? null : outcome.basis();
        return basis != null && basis.giver().equals(said.giver())
                && basis.proof().equals(new Proof.GiverDay(said.day()));
    }

    /** The click this order is paid for, by its latest decision; null when none. */
    public @Nullable String clickUsed() {
        return outcome == null ? null : outcome.clickUsed();
    }
}
