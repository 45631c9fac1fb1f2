package centuple.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import centuple.ledger.LedgerStore;
import centuple.ledger.LedgerStoreContract;
import centuple.ledger.Move;
import centuple.ledger.Transfer;
import centuple.platform.sql.DatabaseException;
import centuple.testkit.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

class SqlLedgerStoreTest extends LedgerStoreContract {
    private static final String ROW = "insert into transfer (id, at, debtor, creditor, currency, from_stage, to_stage,"
            + " amount_minor, cause, cause_id, line, terms_version, proof, proof_value) values"
            + " (gen_random_uuid(), now(), ";

    private static TestDatabase db;

    @BeforeAll
    static void open() {
        db = TestDatabase.fresh();
    }

    @AfterAll
    static void close() {
        db.close();
    }

    @BeforeEach
    void empty() {
        db.asOwner(connection -> execute(connection, "truncate transfer, balance"));
    }

    @Override
    protected void inTransaction(Consumer<LedgerStore> work) {
        db.database().inTransaction(connection -> {
            work.accept(new SqlLedgerStore(connection));
            return null;
        });
    }

    @Override
    protected List<Transfer> transfers() {
        return db.database().read(connection -> {
            List<Transfer> all = new ArrayList<>();
            new TransferReader(connection).forEach(all::add);
            return all;
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"update transfer set amount_minor = 1", "delete from transfer", "truncate transfer",
            "update balance set amount_minor = 0", "insert into balance values (1, 2, 'EUR', 'DUE', 5)",
            "delete from balance", "alter table transfer disable trigger all",
            "set session_replication_role = replica"})
    void theServerCannotChangeTheBooks(String sql) {
        inTransaction(store -> store.append(List.of(transfer(1, Move.BOOK, 10))));
        assertThatThrownBy(() -> execute(sql)).isInstanceOfSatisfying(DatabaseException.class,
                refused -> assertThat(refused.isForbidden()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1, 1, 'EUR', 'ACCRUED', 'PENDING', 5, 'FEE', gen_random_uuid(), null, null, null, null",
            "1, 2, 'EUR', 'ACCRUED', 'PENDING', 0, 'FEE', gen_random_uuid(), null, null, null, null",
            "1, 2, 'EUR', 'ACCRUED', 'PENDING', -5, 'FEE', gen_random_uuid(), null, null, null, null",
            "1, 2, 'EUR', 'ACCRUED', 'PAID', 5, 'FEE', gen_random_uuid(), null, null, null, null",
            "1, 2, 'EUR', 'ACCRUED', 'ACCRUED', 5, 'FEE', gen_random_uuid(), null, null, null, null",
            "1, 2, 'eur', 'ACCRUED', 'PENDING', 5, 'FEE', gen_random_uuid(), null, null, null, null",
            "1, 2, 'EUR', 'SETTLED', 'PAID', 5, 'FEE', gen_random_uuid(), null, null, null, null",
            "1, 2, 'EUR', 'SETTLED', 'PAID', 5, 'COMMISSION', gen_random_uuid(), 0, 1, 'COUPON', 'X'",
            "1, 2, 'EUR', 'DUE', 'SETTLED', 5, 'SET_OFF', gen_random_uuid(), null, null, null, null",
            "1, 2, 'EUR', 'ACCRUED', 'PENDING', 5, 'PAYMENT', gen_random_uuid(), null, null, null, null",
            "1, 2, 'EUR', 'ACCRUED', 'PENDING', 5, 'GIFT', gen_random_uuid(), null, null, null, null",
            "1, 2, 'EUR', 'ACCRUED', 'PENDING', 5, 'FEE', null, null, null, null, null",
            "1, 2, 'EUR', 'ACCRUED', 'PENDING', 5, 'FEE', gen_random_uuid(), 0, null, null, null",
            "1, 2, 'EUR', 'ACCRUED', 'PENDING', 5, 'COMMISSION', gen_random_uuid(), null, 1, 'COUPON', 'X'",
            "1, 2, 'EUR', 'ACCRUED', 'PENDING', 5, 'COMMISSION', gen_random_uuid(), 0, 1, null, null",
            "1, 2, 'EUR', 'ACCRUED', 'PENDING', 5, 'COMMISSION', gen_random_uuid(), 0, 1, 'CLICK', 'clk_1'",
            "1, 2, 'EUR', 'ACCRUED', 'PENDING', 5, 'COMMISSION', gen_random_uuid(), 0, 1, 'COUPON', 'a@b.example'",
            "1, 2, 'EUR', 'ACCRUED', 'PENDING', 5, 'COMMISSION', gen_random_uuid(), 0, 1, 'HEARSAY', 'X'"})
    void theDatabaseRefusesWrongBooks(String values) {
        assertThatThrownBy(() -> execute(ROW + values + ")")).isInstanceOfSatisfying(DatabaseException.class,
                refused -> assertThat(refused.sqlState()).isIn("23514", "23502"));
    }

    @Test
    void balancesCanBeMadeAnewFromTransfers() {
        inTransaction(store -> store.append(List.of(transfer(1, Move.BOOK, 500), transfer(2, Move.HOLD_OVER, 200))));
        assertThat(differences()).isZero();
        db.asOwner(connection -> connection.createStatement()
                .executeUpdate("update balance set amount_minor = 777 where stage = 'DUE'"));
        assertThat(differences()).isEqualTo(1);
        execute("select rebuild_balances()");
        assertThat(differences()).isZero();
        inTransaction(store -> assertThat(store.lock(allStages(PAIR)).values()).containsExactlyInAnyOrder(-500L, 300L,
                200L, 0L, 0L));
    }

    @Test
    void entriesSumToZero() {
        inTransaction(store -> store.append(List.of(transfer(1, Move.BOOK, 500), transfer(2, Move.HOLD_OVER, 200))));
        assertThat(number("select sum(amount_minor) from entry")).isZero();
        assertThat(number("select count(*) from entry")).isEqualTo(4);
    }

    private long differences() {
        return number("select count(*) from balance_difference");
    }

    private long number(String sql) {
        return db.database().read(connection -> {
            try (var rows = connection.createStatement().executeQuery(sql)) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    private void execute(String sql) {
        db.database().inTransaction(connection -> execute(connection, sql));
    }

    private static boolean execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.execute(sql);
        }
    }
}
