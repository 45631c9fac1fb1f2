package centuple.order.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import centuple.money.Currency;
import centuple.order.OrderFact.Refund;
import centuple.order.OrderFact.RefundScope;
import centuple.order.OrderStore;
import centuple.order.OrderStoreContract;
import centuple.platform.sql.DatabaseException;
import centuple.platform.sql.Sql;
import centuple.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

class SqlOrderStoreTest extends OrderStoreContract {
    private static final Refund REFUND = new Refund("r", new Currency("EUR"), new RefundScope.Full(), NOW);

    private final TestDatabase db = TestDatabase.fresh();

    @AfterEach
    void close() {
        db.close();
    }

    @Override
    protected <R> R inTransaction(Function<OrderStore, R> work) {
        return db.database().inTransaction(connection -> work.apply(new SqlOrderStore(connection)));
    }

    @Test
    void whatAFailingTransactionDidIsGone() {
        assertThatThrownBy(() -> inTransaction(store -> {
            store.append(Map.of(Objects.requireNonNull(store.lock(Set.of(ORDER), this::nextId).get(ORDER)).id(),
                    List.of(REFUND)));
            throw new IllegalStateException("on purpose");
        })).hasMessage("on purpose");
        assertThat(number("select count(*) as n from shop_order")).isZero();
        assertThat(number("select count(*) as n from order_fact")).isZero();
    }

    /** The same fact always gives the same text, so what is read back can be held against what was written. */
    @Test
    void whatWasReportedCanBeShownToBeUnchanged() {
        append(ORDER, List.of(REFUND));
        String text = FactJson.write(lock(ORDER).facts().refunds().getFirst());
        long same = db.database().read(connection -> Sql.one(connection, """
                select count(*) as n from order_fact where digest = sha256(convert_to(?, 'UTF8'))""",
                row -> row.bigint("n"), text));
        assertThat(same).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"update order_fact set key = 'x'", "delete from order_fact", "truncate order_fact",
            "update shop_order set reference = 'x'", "delete from shop_order"})
    void theServerCannotChangeWhatWasReported(String sql) {
        append(ORDER, List.of(REFUND));
        assertThatThrownBy(() -> db.database().inTransaction(connection -> {
            Sql.run(connection, sql);
            return 0;
        })).isInstanceOfSatisfying(DatabaseException.class, refused -> assertThat(refused.isForbidden()).isTrue());
    }

    private long number(String sql) {
        return db.database().read(connection -> Sql.one(connection, sql, row -> row.bigint("n")));
    }
}
