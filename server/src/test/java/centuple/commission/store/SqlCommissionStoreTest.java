package centuple.commission.store;

import centuple.commission.CommissionStore;
import centuple.commission.CommissionStoreContract;
import centuple.order.OrderStore;
import centuple.order.store.SqlOrderStore;
import centuple.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;

import java.util.function.BiFunction;

class SqlCommissionStoreTest extends CommissionStoreContract {
    private final TestDatabase db = TestDatabase.fresh();

    @AfterEach
    void close() {
        db.close();
    }

    @Override
    protected <R> R inTransaction(BiFunction<OrderStore, CommissionStore, R> work) {
        return db.database().inTransaction(
                connection -> work.apply(new SqlOrderStore(connection), new SqlCommissionStore(connection)));
    }
}
