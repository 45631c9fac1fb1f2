package centuple.order;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;

/** Orders in memory, for models and tests: the same port as in the database. Not thread-safe. */
public final class OrdersInMemory implements OrderStore {
    private final Map<OrderRef, StoredOrder> orders = new HashMap<>();
    private final Map<UUID, OrderRef> refs = new HashMap<>();

    @Override
    public Map<OrderRef, StoredOrder> lock(Collection<OrderRef> wanted, Supplier<UUID> ids) {
        Map<OrderRef, StoredOrder> locked = new TreeMap<>();
        for (OrderRef ref : new TreeSet<>(wanted)) {
            locked.put(ref, orders.computeIfAbsent(ref, _ -> {
                StoredOrder fresh = new StoredOrder(ids.get(), OrderFacts.none(ref));
                refs.put(fresh.id(), ref);
                return fresh;
            }));
        }
        return locked;
    }

    @Override
    public OrderFacts facts(UUID id, OrderRef order) {
        StoredOrder stored = orders.get(order);
        return stored == null || !stored.id().equals(id) ? OrderFacts.none(order) : stored.facts();
    }

    /**
     * Writes facts.
     *
     * @throws IllegalStateException when an order is unknown, or has a fact of that key already
     */
    @Override
    public void append(Map<UUID, List<OrderFact>> added) {
        added.forEach((orderId, facts) -> {
            OrderRef ref = refs.get(orderId);
            StoredOrder order = ref == null ? null : orders.get(ref);
            if (order == null) {
                throw new IllegalStateException("no such order: " + orderId);
            }
            OrderFacts all = order.facts();
            for (OrderFact fact : facts) {
                if (all.known(fact).isPresent()) {
                    throw new IllegalStateException("the order has such a fact already");
                }
                all = all.with(fact);
            }
            orders.put(order.facts().order(), new StoredOrder(orderId, all));
        });
    }

    /** Every order; a copy. */
    public Collection<StoredOrder> all() {
        return List.copyOf(orders.values());
    }
}
