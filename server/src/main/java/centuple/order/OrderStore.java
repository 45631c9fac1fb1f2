package centuple.order;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** Port: orders and their facts, as one open transaction sees them. Not thread-safe. */
public interface OrderStore {
    /**
     * Locks these orders, in the order of {@link OrderRef}, and returns each with its facts. One that is not known
     * yet is
     * created with the next id.
     */
    Map<OrderRef, StoredOrder> lock(Collection<OrderRef> orders, Supplier<UUID> ids);

    /** All that was reported of an order, without locking it. */
    OrderFacts facts(UUID id, OrderRef order);

    /** Writes facts that {@link OrderFacts#merge} has added, by order id; all or nothing with the transaction. */
    void append(Map<UUID, List<OrderFact>> added);
}
