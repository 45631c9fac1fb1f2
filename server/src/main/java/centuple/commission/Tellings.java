package centuple.commission;

import centuple.commission.CommissionEvent.Attempted;
import centuple.commission.CommissionEvent.Attributed;
import centuple.commission.CommissionEvent.Booked;
import centuple.commission.CommissionEvent.Flagged;
import centuple.commission.CommissionEvent.Refused;
import centuple.commission.CommissionEvent.Reversed;
import centuple.commission.CommissionEvent.Shared;
import centuple.commission.CommissionEvent.Unattributed;
import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Finds what a decision has to tell: what is new against the books it started from. */
final class Tellings {
    private static final Outcome BLANK = new Outcome(null, null, null, null, Set.of(), List.of(), List.of());

    private Tellings() {
    }

    static List<CommissionEvent> of(OrderBooks before, OrderBooks after) {
        List<CommissionEvent> events = new ArrayList<>();
        Outcome was = before.outcome() == null ? BLANK : before.outcome();
        Outcome is = after.outcome() == null ? BLANK : after.outcome();
        Basis basis = is.basis();
        if (basis != null && !basis.equals(was.basis())) {
            events.add(new Attributed(basis));
        }
        if (is.reason() != null && is.reason() != was.reason()) {
            events.add(new Unattributed(is.reason()));
        }
        is.refusals().stream().filter(refusal -> !was.refusals().contains(refusal))
                .forEach(refusal -> events.add(new Refused(refusal.giver(), refusal.proof(), refusal.reason())));
        if (basis != null) {
            is.attempts().stream().filter(attempt -> !was.attempts().contains(attempt))
                    .forEach(attempt -> events.add(new Attempted(basis.giver(), attempt)));
        }
        is.flags().stream().filter(flag -> !was.flags().contains(flag)).sorted()
                .forEach(flag -> events.add(new Flagged(flag)));
        for (Commission commission : after.commissions()) {
            Commission old = before.on(commission.basis()).orElse(null);
            tellMoney(old, commission, events);
        }
        return events;
    }

    private static void tellMoney(@Nullable Commission old, Commission commission,
            List<CommissionEvent> events) {
        if (old != null && Objects.equals(old.credits(), commission.credits())) {
            return;
        }
        TreeSet<ShopId> creditors = new TreeSet<>();
        commission.credits().keySet().forEach(credit -> creditors.add(credit.creditor()));
        creditors.remove(ShopId.EXCHANGE);
        for (ShopId creditor : creditors) {
            long change = commission.netMinor(creditor) - (old == null ? 0 : old.netMinor(creditor));
            if (change > 0 && !creditor.equals(commission.basis().giver()) && !hasCredit(old, creditor)) {
                events.add(new Shared(creditor));
            }
            if (change > 0) {
                events.add(new Booked(commission.id(), creditor, commission.basis().currency(), change));
            } else if (change < 0) {
                events.add(new Reversed(commission.id(), creditor, commission.basis().currency(), -change));
            }
        }
    }

    private static boolean hasCredit(@Nullable Commission old, ShopId creditor) {
        return old != null && old.credits().keySet().stream().anyMatch(credit -> credit.creditor().equals(creditor));
    }
}
