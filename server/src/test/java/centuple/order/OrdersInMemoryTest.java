package centuple.order;

import java.util.function.Function;

class OrdersInMemoryTest extends OrderStoreContract {
    private final OrdersInMemory orders = new OrdersInMemory();

    @Override
    protected <R> R inTransaction(Function<OrderStore, R> work) {
        return work.apply(orders);
    }
}
