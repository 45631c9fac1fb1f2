package centuple.commission;

import centuple.attribution.Attribution.Attributed;
import centuple.attribution.Attribution.Unattributed;
import centuple.attribution.AttributionResult;
import centuple.attribution.Attributor;
import centuple.ledger.Move;
import centuple.ledger.Transfer;
import centuple.order.OrderFact.Snapshot;
import centuple.order.OrderFacts;
import centuple.order.RemainingBase;
import centuple.shop.TermsBook;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Decides what is to be written for an order: target minus booked. Pure: it changes nothing itself.
 *
 * @param terms the terms between shops
 * @param ids ids for new commissions and transfers, ascending
 */
public record CommissionDecider(TermsBook terms, Supplier<UUID> ids) {
    /**
     * Decides on one order.
     *
     * @param books what is booked for it
     * @param facts all that was reported of it
     * @param allowances the limits it shares with other orders; not changed here
     * @param now the time of the postings
     */
    public CommissionDecision decide(OrderBooks books, OrderFacts facts, Allowances allowances, Instant now) {
        Snapshot snapshot = facts.highest();
        if (snapshot == null) {
            return CommissionDecision.nothing(books);
        }
        AttributionResult result = attribute(books, facts, allowances);
        RemainingBase base = RemainingBase.of(snapshot, facts.refunds());
        DecisionDraft draft = new DecisionDraft(books, allowances, now, ids);
        Attributed attributed = result.attribution() instanceof Attributed owed ? owed : null;
        Basis basis = attributed == null ? null : basis(attributed, snapshot);
        draft.reverseAllBut(basis);
        if (attributed != null && basis != null) {
            draft.settleOn(basis, attributed, Target.of(snapshot, base, attributed.terms()), result.finalAt());
        }
        draft.flag(snapshot, base, attributed);
        return draft.decision(outcome(result, basis, draft));
    }

    /**
     * Decides what of one order becomes due: pending amounts whose hold is over.
     *
     * @param books what is booked for it
     * @param now the time of the postings
     */
    public CommissionDecision holdOver(OrderBooks books, Instant now) {
        return moveOn(books, now, Move.HOLD_OVER, commission -> !commission.holdUntil().isAfter(now));
    }

    /**
     * Decides what of one order goes on a statement that is closed: all that is due.
     *
     * @param books what is booked for it
     * @param now the time of the postings
     */
    public CommissionDecision close(OrderBooks books, Instant now) {
        return moveOn(books, now, Move.CLOSE, _ -> true);
    }

    private CommissionDecision moveOn(OrderBooks books, Instant now, Move move, Predicate<Commission> which) {
        List<Transfer> transfers = new ArrayList<>();
        List<Commission> commissions = new ArrayList<>();
        for (Commission commission : books.commissions()) {
            if (!which.test(commission)) {
                commissions.add(commission);
                continue;
            }
            Postings postings = new Postings(books, commission.basis(), now, ids);
            commissions.add(commission.withCredits(postings.moveOn(commission.credits(), move)));
            transfers.addAll(postings.transfers());
        }
        OrderBooks after = new OrderBooks(books.orderId(), books.receiver(), books.lineReferences(), commissions,
                books.outcome());
        return new CommissionDecision(books, after, transfers, List.of(), List.of(), List.of());
    }

    private AttributionResult attribute(OrderBooks books, OrderFacts facts, Allowances allowances) {
        return new Attributor(terms, clickId -> books.everPaidFor(clickId) ? 0 : allowances.clickOrders(clickId),
                books::isOwedBy).attribute(facts);
    }

    private static Basis basis(Attributed attributed, Snapshot snapshot) {
        return new Basis(attributed.giver(), attributed.terms().version(), attributed.proof(), snapshot.currency());
    }

    private static Outcome outcome(AttributionResult result, @Nullable Basis basis, DecisionDraft draft) {
        return new Outcome(basis, result.attribution() instanceof Unattributed none ? none.reason() : null,
                result.finalAt(), draft.clickUsed(basis), draft.flags(), result.attempts(), result.refusals());
    }
}
