package centuple.testkit;

import centuple.commission.Allowances;
import centuple.commission.Candidates;
import centuple.commission.CommissionDecider;
import centuple.commission.CommissionDecision;
import centuple.commission.CommissionEvent;
import centuple.commission.CommissionsInMemory;
import centuple.commission.OrderBooks;
import centuple.ledger.Account;
import centuple.ledger.Cause;
import centuple.ledger.LedgerInMemory;
import centuple.ledger.Move;
import centuple.ledger.Stage;
import centuple.ledger.Transfer;
import centuple.order.OrderFact;
import centuple.order.OrderFacts;
import centuple.order.OrderRef;
import centuple.order.OrdersInMemory;
import centuple.order.StoredOrder;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** A whole exchange in memory: the core with its in-memory stores, written to in the way the shells write. */
public final class PaperExchange {
    public final PaperTerms terms = new PaperTerms();
    public final OrdersInMemory orders = new OrdersInMemory();
    public final CommissionsInMemory commissions = new CommissionsInMemory();
    public final LedgerInMemory ledger = new LedgerInMemory();
    private final CommissionDecider decider = new CommissionDecider(terms, this::nextId);
    private final List<CommissionEvent> events = new ArrayList<>();
    private long lastId;

    /** Takes a fact in and books what follows from it, at the time it arrived. */
    public OrderFacts.Merge report(OrderRef ref, OrderFact fact) {
        StoredOrder order = order(ref);
        OrderFacts.Merge merge = order.facts().merge(fact);
        if (merge instanceof OrderFacts.Merge.Added(OrderFacts facts)) {
            orders.append(Map.of(order.id(), List.of(fact)));
            OrderBooks books = books(ref);
            Allowances allowances = commissions.lock(Candidates.of(books, facts, terms));
            write(decider.decide(books, facts, allowances, fact.arrivedAt()));
        }
        return merge;
    }

    /** Decides once more on what is known already. */
    public CommissionDecision decideAgain(OrderRef ref, Instant now) {
        OrderBooks books = books(ref);
        OrderFacts facts = order(ref).facts();
        return decider.decide(books, facts, commissions.lock(Candidates.of(books, facts, terms)), now);
    }

    /** Moves on what has come to the end of its hold. */
    public void holdOver(Instant now) {
        for (OrderBooks books : commissions.ripe(now, Integer.MAX_VALUE)) {
            write(decider.holdOver(books, now));
        }
    }

    /** Closes statements over all that is due. */
    public void closeStatements(Instant now) {
        for (OrderBooks books : commissions.all()) {
            write(decider.close(books, now));
        }
    }

    /** Pays all closed statements. */
    public void pay(Instant now) {
        ledger.balancesMinor().entrySet().stream()
                .filter(entry -> entry.getKey().stage() == Stage.SETTLED && entry.getValue() > 0).toList()
                .forEach(entry -> ledger.append(List.of(payment(entry.getKey(), entry.getValue(), now))));
    }

    /** All that was told so far; a view. */
    public List<CommissionEvent> events() {
        return Collections.unmodifiableList(events);
    }

    public StoredOrder order(OrderRef ref) {
        return Objects.requireNonNull(orders.lock(Set.of(ref), this::nextId).get(ref));
    }

    public OrderBooks books(OrderRef ref) {
        StoredOrder order = order(ref);
        return Objects.requireNonNull(commissions.load(List.of(order)).get(order.id()));
    }

    private void write(CommissionDecision decision) {
        commissions.save(List.of(decision));
        ledger.append(decision.transfers());
        events.addAll(decision.events());
    }

    private Transfer payment(Account account, long amountMinor, Instant now) {
        return new Transfer(nextId(), now, new Transfer.Pair(account.debtor(), account.creditor(), account.currency()),
                Move.PAY, amountMinor, new Cause.Payment(nextId()));
    }

    private UUID nextId() {
        return new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L | ++lastId);
    }
}
