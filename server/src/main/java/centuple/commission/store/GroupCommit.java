package centuple.commission.store;

import centuple.commission.Booked;
import centuple.commission.CommissionDecider;
import centuple.commission.OrderFollower;
import centuple.ledger.LedgerStore;
import centuple.order.OrderReport;
import centuple.order.OrderStore;
import centuple.order.Receipt;
import centuple.platform.sql.Database;
import centuple.platform.sql.Writes;
import centuple.shop.Event;
import centuple.shop.EventLog;
import centuple.shop.TermsBook;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Books a group of reports in one transaction: all of them or none. Thread-safe.
 *
 * <p>Locks are taken in one order by everybody: orders, clicks, cap meters, what follows orders, balances, positions of
 * events, each kind in its own order. So two servers on one database may wait for each other but never in a circle.
 */
public final class GroupCommit {
    private final Database database;
    private final Ports ports;
    private final Supplier<UUID> ids;
    private final AcceptedTerms accepted = new AcceptedTerms();

    /**
     * @param ids ascending; safe for all threads
     */
    public GroupCommit(Database database, Ports ports, Supplier<UUID> ids) {
        this.database = database;
        this.ports = ports;
        this.ids = ids;
    }

    /**
     * What other features keep, as one open transaction sees it.
     *
     * @param terms the terms between shops
     * @param orders orders and their facts
     * @param ledger the books
     * @param events what is told
     * @param provider the host of the exchange, by which shopping agents know it
     * @param followers what else stands on orders
     */
    public record Ports(Function<Connection, TermsBook> terms, Function<Writes, OrderStore> orders,
            Function<Writes, LedgerStore> ledger, Function<Writes, EventLog> events, String provider,
            Function<Writes, OrderFollower> followers) {
        /** Nothing else stands on orders. */
        public Ports(Function<Connection, TermsBook> terms, Function<Writes, OrderStore> orders,
                Function<Writes, LedgerStore> ledger, Function<Writes, EventLog> events, String provider) {
            this(terms, orders, ledger, events, provider, _ -> (_, _) -> OrderFollower.Followed.NOTHING);
        }
    }

    /**
     * Books the reports, one after the other, and commits.
     *
     * @return a receipt for each, in their order; none is {@link Receipt.NotTaken}
     * @throws centuple.platform.sql.DatabaseException when the database is away or refuses; nothing is booked then
     */
    public List<Receipt> commit(List<OrderReport> reports) {
        return book(reports, (_, _) -> {
        }).receipts();
    }

    /** What is written beside a group, in its transaction. */
    public interface Beside {
        void write(Connection connection, Booked booked) throws SQLException;
    }

    /** The same, telling the transfers too. */
    public Booked book(List<OrderReport> reports, Beside beside) {
        return database.inTransaction(connection -> book(reports, beside, connection));
    }

    private Booked book(List<OrderReport> reports, Beside beside, Connection connection) throws SQLException {
        Writes writes = Writes.gathered(connection);
        OrderStore orders = ports.orders().apply(writes);
        SqlCommissionStore commissions = new SqlCommissionStore(writes);
        TermsBook terms = new RememberedTerms(ports.terms().apply(connection), accepted);
        GroupWork work = new GroupWork(reports, orders.lock(reports.stream().map(OrderReport::order).toList(), ids),
                ports.provider());
        work.decide(commissions, terms, new CommissionDecider(terms, ids));
        OrderFollower.Followed followed = ports.followers().apply(writes).follow(work.moved(), latest(reports));
        orders.append(work.addedFacts());
        commissions.save(work.decisions());
        beside.write(connection, work.booked());
        ports.ledger().apply(writes).append(both(work.transfers(), followed.transfers()));
        List<Event> events = both(work.events(), followed.events());
        if (!events.isEmpty()) {
            ports.events().apply(writes).append(events);
        }
        writes.send();
        return work.booked();
    }

    private static Instant latest(List<OrderReport> reports) {
        return reports.stream().map(report -> report.fact().arrivedAt()).max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    private static <T> List<T> both(List<T> first, List<T> second) {
        if (second.isEmpty()) {
            return first;
        }
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
