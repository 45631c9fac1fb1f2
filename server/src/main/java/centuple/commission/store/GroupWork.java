package centuple.commission.store;

import centuple.commission.Allowances;
import centuple.commission.Booked;
import centuple.commission.Candidates;
import centuple.commission.CommissionDecider;
import centuple.commission.CommissionDecision;
import centuple.commission.CommissionStore;
import centuple.commission.OrderBooks;
import centuple.commission.OrderFollower;
import centuple.ledger.Transfer;
import centuple.order.OrderFact;
import centuple.order.OrderFacts;
import centuple.order.OrderFacts.Merge;
import centuple.order.OrderRef;
import centuple.order.OrderReport;
import centuple.order.Receipt;
import centuple.order.Source;
import centuple.order.StoredOrder;
import centuple.shop.Event;
import centuple.shop.TermsBook;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * One group of reports on its way into the books: working copies on which each decision is made before the next, and
 * what
 * all of them write together. Not thread-safe.
 */
final class GroupWork {
    private final List<OrderReport> reports;
    private final Map<OrderRef, StoredOrder> stored;
    private final String provider;
    private final List<Merge> merges = new ArrayList<>();
    private final Map<OrderRef, OrderFacts> facts = new HashMap<>();
    private final Map<UUID, List<OrderFact>> added = new LinkedHashMap<>();
    private final List<CommissionDecision> decisions = new ArrayList<>();
    private final List<Transfer> transfers = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final List<Receipt> receipts = new ArrayList<>();
    private Allowances allowances = new Allowances(Map.of(), Map.of());

    GroupWork(List<OrderReport> reports, Map<OrderRef, StoredOrder> stored, String provider) {
        this.reports = reports;
        this.stored = stored;
        this.provider = provider;
        merge();
    }

    private void merge() {
        for (OrderReport report : reports) {
            StoredOrder order = order(report);
            Merge merge = facts.getOrDefault(report.order(), order.facts()).merge(report.fact());
            merges.add(merge);
            if (merge instanceof Merge.Added(OrderFacts all)) {
                facts.put(report.order(), all);
                added.computeIfAbsent(order.id(), id -> new ArrayList<>()).add(report.fact());
            }
        }
    }

    private StoredOrder order(OrderReport report) {
        return order(report.order());
    }

    /** The order as it was found. */
    StoredOrder order(OrderRef ref) {
        StoredOrder order = stored.get(ref);
        if (order == null) {
            throw new IllegalStateException("the store locked another order than was asked for");
        }
        return order;
    }

    /** Decides on one report after the other, each on the books the one before left. */
    void decide(CommissionStore store, TermsBook terms, CommissionDecider decider) {
        Map<UUID, OrderBooks> books = new HashMap<>(store.load(stored.values()));
        if (!added.isEmpty()) {
            allowances = store.lock(candidates(books, terms));
        }
        for (int i = 0; i < reports.size(); i++) {
            OrderReport report = reports.get(i);
            UUID orderId = order(report).id();
            OrderBooks before = books.getOrDefault(orderId, OrderBooks.none(orderId, report.order().receiver()));
            if (merges.get(i) instanceof Merge.Added(OrderFacts all)) {
                CommissionDecision decision = decider.decide(before, all, allowances, report.fact().arrivedAt());
                allowances.apply(decision);
                books.put(orderId, decision.books());
                decisions.add(decision);
                transfers.addAll(decision.transfers());
                events.addAll(CommissionEvents.of(decision, report.fact().arrivedAt(), provider));
            }
            receipts.add(receipt(merges.get(i), books.getOrDefault(orderId, before)));
        }
    }

    private Candidates candidates(Map<UUID, OrderBooks> books, TermsBook terms) {
        Set<String> clickIds = new HashSet<>();
        Set<Allowances.Meter> meters = new HashSet<>();
        for (Map.Entry<OrderRef, OrderFacts> entry : facts.entrySet()) {
            StoredOrder order = stored.get(entry.getKey());
            OrderBooks of = order == null ? null : books.get(order.id());
            if (of != null) {
                Candidates one = Candidates.of(of, entry.getValue(), terms);
                clickIds.addAll(one.clickIds());
                meters.addAll(one.meters());
            }
        }
        return new Candidates(clickIds, meters);
    }

    private static Receipt receipt(Merge merge, OrderBooks books) {
        return switch (merge) {
            case Merge.Added _ -> new Receipt.Taken(books.orderId(), false, Standings.of(books));
            case Merge.Known _ -> new Receipt.Taken(books.orderId(), true, Standings.of(books));
            case Merge.Conflict _ -> new Receipt.Conflict(books.orderId());
            case Merge.OtherSource(Source teller) -> new Receipt.OtherSource(books.orderId(), teller);
            case Merge.TooMany _ -> new Receipt.TooManyFacts(books.orderId());
        };
    }

    Map<UUID, List<OrderFact>> addedFacts() {
        return added;
    }

    /** Orders that anything may stand on, of which something new was reported, with what is booked for them now. */
    List<OrderFollower.Moved> moved() {
        Map<UUID, OrderBooks> after = new HashMap<>();
        decisions.forEach(decision -> after.put(decision.books().orderId(), decision.books()));
        List<OrderFollower.Moved> moved = new ArrayList<>();
        facts.forEach((ref, all) -> {
            StoredOrder order = stored.get(ref);
            OrderBooks books = order == null || !order.isFollowed() ? null : after.get(order.id());
            if (books != null) {
                String click = books.clickUsed();
                moved.add(new OrderFollower.Moved(all, books, click == null ? 0 : allowances.clickOrders(click)));
            }
        });
        return moved;
    }

    List<CommissionDecision> decisions() {
        return decisions;
    }

    List<Transfer> transfers() {
        return transfers;
    }

    List<Event> events() {
        return events;
    }

    Booked booked() {
        return new Booked(receipts, transfers);
    }

    /** The facts of an order with what was added, if anything was. */
    Optional<OrderFacts> added(OrderRef order) {
        return Optional.ofNullable(facts.get(order));
    }
}
