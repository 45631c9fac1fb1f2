package centuple.commission;

import centuple.order.OrderStore;
import centuple.order.OrdersInMemory;

import java.util.function.BiFunction;

class CommissionsInMemoryTest extends CommissionStoreContract {
    private final OrdersInMemory orders = new OrdersInMemory();
    private final CommissionsInMemory commissions = new CommissionsInMemory();

    @Override
    protected <R> R inTransaction(BiFunction<OrderStore, CommissionStore, R> work) {
        return work.apply(orders, commissions);
    }
}
