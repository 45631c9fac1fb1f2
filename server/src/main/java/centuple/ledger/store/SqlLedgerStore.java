package centuple.ledger.store;

import centuple.ledger.Account;
import centuple.ledger.LedgerStore;
import centuple.ledger.Transfer;
import centuple.platform.sql.DatabaseException;
import centuple.platform.sql.RowColumns;
import centuple.platform.sql.Sql;
import centuple.platform.sql.Writes;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The books in one open PostgreSQL transaction. Transfers go in as one statement, however many they are; a trigger
 * moves the balances, in the one order in which all locks on them are taken. Not thread-safe.
 */
public final class SqlLedgerStore implements LedgerStore {
    private static final String LOCK = "select place, amount_minor from lock_balances(?, ?, ?, ?)";

    private static final String APPEND = """
            insert into transfer (id, at, debtor, creditor, currency, from_stage, to_stage, amount_minor,
                cause, cause_id, line, terms_version, proof, proof_value)
            select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private final Connection connection;
    private final Writes writes;

    /** Writes at once. */
    public SqlLedgerStore(Connection connection) {
        this(Writes.atOnce(connection));
    }

    public SqlLedgerStore(Writes writes) {
        this.connection = writes.connection();
        this.writes = writes;
    }

    @Override
    public Map<Account, Long> lock(Collection<Account> accounts) {
        List<Account> sorted = List.copyOf(new TreeSet<>(accounts));
        if (sorted.isEmpty()) {
            return Map.of();
        }
        try {
            Map<Account, Long> balances = new HashMap<>();
            Sql.list(connection, LOCK,
                    row -> balances.put(sorted.get(row.integer("place") - 1), row.bigint("amount_minor")),
                    RowColumns.of(sorted).ints(account -> account.debtor().value())
                            .ints(account -> account.creditor().value()).texts(account -> account.currency().code())
                            .texts(account -> account.stage().name()).values());
            return balances;
        } catch (SQLException failure) {
            throw DatabaseException.of(failure);
        }
    }

    @Override
    public void append(List<Transfer> transfers) {
        if (transfers.isEmpty()) {
            return;
        }
        try {
            writes.add(APPEND, columns(transfers));
        } catch (SQLException failure) {
            throw DatabaseException.of(failure);
        }
    }

    private static @Nullable Object[] columns(List<Transfer> transfers) {
        return RowColumns.of(transfers.stream().map(TransferRow::of).toList()).uuids(row -> row.transfer().id())
                .times(row -> row.transfer().at()).ints(row -> row.transfer().pair().debtor().value())
                .ints(row -> row.transfer().pair().creditor().value())
                .texts(row -> row.transfer().pair().currency().code())
                .texts(row -> row.transfer().move().from().name()).texts(row -> row.transfer().move().to().name())
                .longs(row -> row.transfer().amountMinor()).texts(TransferRow::cause).uuids(TransferRow::causeId)
                .intsOrNull(TransferRow::line).intsOrNull(TransferRow::termsVersion).texts(TransferRow::proof)
                .texts(TransferRow::proofValue).values();
    }
}
