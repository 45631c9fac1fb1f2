package centuple.commission;

import centuple.commission.Allowances.Meter;
import centuple.order.StoredOrder;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Commissions in memory, for models and tests: the same port as in the database. Not thread-safe. */
public final class CommissionsInMemory implements CommissionStore {
    private final Map<UUID, OrderBooks> books = new LinkedHashMap<>();
    private final Allowances allowances = new Allowances(Map.of(), Map.of());

    @Override
    public Map<UUID, OrderBooks> load(Collection<StoredOrder> orders) {
        Map<UUID, OrderBooks> loaded = new HashMap<>();
        for (StoredOrder order : orders) {
            loaded.put(order.id(), books.getOrDefault(order.id(),
                    OrderBooks.none(order.id(), order.facts().order().receiver())));
        }
        return loaded;
    }

    @Override
    public List<OrderBooks> ripe(Instant now, int ordersMax) {
        return books.values().stream().filter(order -> order.isRipe(now))
                .sorted(Comparator.comparing(CommissionsInMemory::ripeSince)).limit(ordersMax).toList();
    }

    private static Instant ripeSince(OrderBooks order) {
        return order.commissions().stream().filter(commission -> commission.state() == Commission.State.PENDING)
                .map(Commission::holdUntil).min(Comparator.naturalOrder()).orElse(Instant.MAX);
    }

    @Override
    public Allowances lock(Candidates candidates) {
        Map<Meter, Long> meters = new HashMap<>();
        candidates.meters().forEach(meter -> meters.put(meter, allowances.bookedMinor(meter)));
        Map<String, Integer> clicks = new HashMap<>();
        candidates.clickIds().forEach(click -> clicks.put(click, allowances.clickOrders(click)));
        return new Allowances(meters, clicks);
    }

    @Override
    public void save(List<CommissionDecision> decisions) {
        for (CommissionDecision decision : decisions) {
            books.put(decision.books().orderId(), decision.books());
            allowances.apply(decision);
        }
    }

    /** The books of every order that was decided on; a copy. */
    public List<OrderBooks> all() {
        return List.copyOf(books.values());
    }

    /** What stands booked on a meter; minor units. */
    public long bookedMinor(Meter meter) {
        return allowances.bookedMinor(meter);
    }

    /** How many orders a click is paid for. */
    public int clickOrders(String clickId) {
        return allowances.clickOrders(clickId);
    }
}
