package centuple.commission.store;

import centuple.commission.CommissionDecider;
import centuple.commission.CommissionDecision;
import centuple.ledger.Account;
import centuple.ledger.Cause;
import centuple.ledger.Ledger;
import centuple.ledger.Move;
import centuple.ledger.Transfer;
import centuple.ledger.store.SqlLedgerStore;
import centuple.order.OrderRef;
import centuple.order.StoredOrder;
import centuple.order.store.SqlOrderStore;
import centuple.platform.sql.Database;
import centuple.shop.MemoryTermsBook;
import centuple.shop.TermsBook;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** Closes statements and pays them: the core decides, the stores write, each time in one transaction. */
public final class Statements {
    /** Closing asks no terms: it moves what stands booked. */
    private static final TermsBook NO_TERMS = new MemoryTermsBook();

    private final Database database;
    private final Supplier<UUID> ids;

    /**
     * @param ids ascending
     */
    public Statements(Database database, Supplier<UUID> ids) {
        this.database = database;
        this.ids = ids;
    }

    /** Closes statements over all that is due of these orders, and returns what was booked. */
    public List<Transfer> close(Collection<OrderRef> orders, Instant now) {
        return database.inTransaction(connection -> {
            Collection<StoredOrder> locked = new SqlOrderStore(connection).lock(orders, ids).values();
            SqlCommissionStore commissions = new SqlCommissionStore(connection);
            CommissionDecider decider = new CommissionDecider(NO_TERMS, ids);
            List<CommissionDecision> decisions = commissions.load(locked).values().stream()
                    .map(books -> decider.close(books, now)).toList();
            commissions.save(decisions);
            List<Transfer> transfers = decisions.stream().flatMap(one -> one.transfers().stream()).toList();
            new SqlLedgerStore(connection).append(transfers);
            return transfers;
        });
    }

    /**
     * Moves an amount on from a stage of one debtor and creditor.
     *
     * @throws IllegalStateException with the reason when the rules of the books refuse it
     */
    public Transfer move(Transfer.Pair pair, Move move, long amountMinor, Cause cause, Instant now) {
        Transfer transfer = new Transfer(ids.get(), now, pair, move, amountMinor, cause);
        return database.inTransaction(connection -> {
            SqlLedgerStore books = new SqlLedgerStore(connection);
            Map<Account, Long> locked = books.lock(List.of(transfer.from(), transfer.to()));
            return switch (Ledger.decide(locked, List.of(transfer))) {
                case Ledger.Decision.Rejected rejected -> throw new IllegalStateException(rejected.reason().toString());
                case Ledger.Decision.Accepted accepted -> {
                    books.append(accepted.transfers());
                    yield transfer;
                }
            };
        });
    }
}
