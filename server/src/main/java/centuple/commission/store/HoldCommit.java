package centuple.commission.store;

import centuple.commission.CommissionDecider;
import centuple.commission.CommissionDecision;
import centuple.commission.OrderBooks;
import centuple.ledger.Transfer;
import centuple.platform.sql.Database;
import centuple.platform.sql.Writes;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** Moves what has come through its hold from pending to due, so many orders a transaction. Thread-safe. */
public final class HoldCommit {
    /** Orders in one transaction: others wait no longer than that takes. */
    public static final int ORDERS_MAX = 500;

    private final Database database;
    private final GroupCommit.Ports ports;
    private final Supplier<UUID> ids;

    /**
     * @param ids ascending; safe for all threads
     */
    public HoldCommit(Database database, GroupCommit.Ports ports, Supplier<UUID> ids) {
        this.database = database;
        this.ports = ports;
        this.ids = ids;
    }

    /**
     * Books one batch, the longest waiting first, and commits. Orders that are being reported on right now are left for
     * the next time.
     *
     * @return how many orders it was; fewer than {@link #ORDERS_MAX} when nothing is left
     * @throws centuple.platform.sql.DatabaseException when the database is away or refuses; nothing is booked then
     */
    public int commit(Instant now) {
        return database.inTransaction(connection -> book(now, connection));
    }

    private int book(Instant now, Connection connection) throws SQLException {
        Writes writes = Writes.gathered(connection);
        SqlCommissionStore commissions = new SqlCommissionStore(writes);
        CommissionDecider decider = new CommissionDecider(ports.terms().apply(connection), ids);
        List<OrderBooks> ripe = commissions.ripe(now, ORDERS_MAX);
        List<CommissionDecision> decisions = ripe.stream().map(books -> decider.holdOver(books, now)).toList();
        List<Transfer> transfers = decisions.stream().flatMap(decision -> decision.transfers().stream()).toList();
        commissions.save(decisions);
        ports.ledger().apply(writes).append(transfers);
        writes.send();
        return ripe.size();
    }
}
