package centuple.commission.store;

import centuple.commission.Allowances;
import centuple.commission.Booked;
import centuple.commission.Candidates;
import centuple.commission.CommissionDecider;
import centuple.commission.CommissionDecision;
import centuple.commission.CommissionStore;
import centuple.commission.OrderBooks;
import centuple.order.OrderRef;
import centuple.order.OrderReport;
import centuple.order.StoredOrder;
import centuple.platform.sql.Database;
import centuple.platform.sql.Writes;
import centuple.shop.TermsBook;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Says what {@link GroupCommit} would book, by the same decisions, and books nothing: each group is decided on in a
 * transaction that is rolled back. What one group would have changed is remembered for the next: how far caps and
 * clicks are used, and the orders that come up again. So live orders wait no longer than for a group of orders. Not
 * thread-safe.
 */
public final class Rehearsal {
    private final Database database;
    private final GroupCommit.Ports ports;
    private final Supplier<UUID> ids;
    private final Predicate<OrderRef> comesAgain;
    private final AcceptedTerms accepted = new AcceptedTerms();
    private final Map<OrderRef, StoredOrder> orders = new HashMap<>();
    private final Map<UUID, OrderBooks> books = new HashMap<>();
    private final Map<Allowances.Meter, Long> meters = new HashMap<>();
    private final Map<String, Integer> clicks = new HashMap<>();

    /**
     * @param comesAgain which orders have facts in more than one group; they are kept in memory
     */
    public Rehearsal(Database database, GroupCommit.Ports ports, Supplier<UUID> ids, Predicate<OrderRef> comesAgain) {
        this.database = database;
        this.ports = ports;
        this.ids = ids;
        this.comesAgain = comesAgain;
    }

    /** What booking these reports would do, after all those before. */
    public Booked book(List<OrderReport> reports) {
        GroupWork work = database.inTransaction(connection -> {
            try {
                return decide(reports, connection);
            } finally {
                connection.rollback();
            }
        });
        remember(reports, work);
        return work.booked();
    }

    private GroupWork decide(List<OrderReport> reports, Connection connection) throws SQLException {
        Writes writes = Writes.gathered(connection);
        Map<OrderRef, StoredOrder> stored = new HashMap<>(ports.orders().apply(writes)
                .lock(reports.stream().map(OrderReport::order).toList(), ids));
        stored.replaceAll((ref, order) -> orders.getOrDefault(ref, order));
        TermsBook terms = new RememberedTerms(ports.terms().apply(connection), accepted);
        GroupWork work = new GroupWork(reports, stored, ports.provider());
        work.decide(new Remembering(new SqlCommissionStore(writes)), terms, new CommissionDecider(terms, ids));
        return work;
    }

    private void remember(List<OrderReport> reports, GroupWork work) {
        for (CommissionDecision decision : work.decisions()) {
            decision.meterChanges().forEach(change -> meters.merge(change.key(), change.deltaMinor(), Math::addExact));
            decision.clickChanges().forEach(change -> clicks.merge(change.clickId(), change.delta(), Math::addExact));
        }
        Map<UUID, OrderBooks> after = new HashMap<>();
        work.decisions().forEach(decision -> after.put(decision.books().orderId(), decision.books()));
        for (OrderReport report : reports) {
            OrderRef ref = report.order();
            if (comesAgain.test(ref)) {
                StoredOrder order = work.order(ref);
                StoredOrder now = work.added(ref).map(facts -> new StoredOrder(order.id(), facts)).orElse(order);
                orders.put(ref, now);
                OrderBooks decided = after.get(order.id());
                if (decided != null) {
                    books.put(order.id(), decided);
                }
            }
        }
    }

    /** The stored books as they would be after the groups before. */
    private final class Remembering implements CommissionStore {
        private final CommissionStore stored;

        Remembering(CommissionStore stored) {
            this.stored = stored;
        }

        @Override
        public Map<UUID, OrderBooks> load(Collection<StoredOrder> wanted) {
            Map<UUID, OrderBooks> loaded = new HashMap<>(
                    stored.load(wanted.stream().filter(order -> !books.containsKey(order.id())).toList()));
            for (StoredOrder order : wanted) {
                OrderBooks remembered = books.get(order.id());
                if (remembered != null) {
                    loaded.put(order.id(), remembered);
                }
            }
            return loaded;
        }

        @Override
        public List<OrderBooks> ripe(Instant now, int ordersMax) {
            throw new UnsupportedOperationException("a rehearsal ends no hold");
        }

        @Override
        public Allowances lock(Candidates candidates) {
            Allowances used = stored.lock(candidates);
            Map<Allowances.Meter, Long> booked = new HashMap<>();
            candidates.meters().forEach(meter -> booked.put(meter,
                    Math.addExact(used.bookedMinor(meter), meters.getOrDefault(meter, 0L))));
            Map<String, Integer> orders = new HashMap<>();
            candidates.clickIds().forEach(click -> orders.put(click,
                    Math.addExact(used.clickOrders(click), clicks.getOrDefault(click, 0))));
            return new Allowances(booked, orders);
        }

        @Override
        public void save(List<CommissionDecision> decisions) {
            throw new UnsupportedOperationException("a rehearsal writes nothing");
        }
    }
}
