package centuple.commission.store;

import centuple.click.ClickId;
import centuple.commission.Allowances;
import centuple.commission.Allowances.Meter;
import centuple.commission.Candidates;
import centuple.commission.CommissionDecision;
import centuple.commission.CommissionStore;
import centuple.commission.OrderBooks;
import centuple.order.StoredOrder;
import centuple.platform.sql.DatabaseException;
import centuple.platform.sql.RowColumns;
import centuple.platform.sql.Sql;
import centuple.platform.sql.Writes;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What is booked for orders, and the limits they share, in one open PostgreSQL transaction. Not thread-safe. */
public final class SqlCommissionStore implements CommissionStore {
    private static final String RIPE = "select id from lock_ripe_orders(?, ?) as id";

    private static final String LOCK_CLICKS = "select place, orders from lock_click_uses(?)";

    private static final String LOCK_METERS = """
            select place, booked_minor from lock_cap_meters(?, ?, ?, ?::date[])""";

    private static final String CLICKS = """
            update click_use set orders = click_use.orders + change.delta
            from unnest(?, ?) as change (click_id, delta) where click_use.click_id = change.click_id""";

    private static final String NEW_CLICKS = "select add_click_uses(?, ?)";

    private static final String METERS = """
            update cap_meter m set booked_minor = m.booked_minor + change.delta
            from unnest(?, ?, ?::char(3)[], ?::date[], ?) as change (receiver, giver, currency, month, delta)
            where m.receiver = change.receiver and m.giver = change.giver and m.currency = change.currency
                and m.month = change.month""";

    private final Connection connection;
    private final Writes writes;
    /** Clicks among those locked that have a row; the others get theirs when they are used. */
    private Set<String> usedBefore = Set.of();

    /** Writes at once. */
    public SqlCommissionStore(Connection connection) {
        this(Writes.atOnce(connection));
    }

    public SqlCommissionStore(Writes writes) {
        this.connection = writes.connection();
        this.writes = writes;
    }

    @Override
    public Map<UUID, OrderBooks> load(Collection<StoredOrder> orders) {
        Map<UUID, OrderBooks> books = new HashMap<>();
        List<UUID> reported = new ArrayList<>();
        for (StoredOrder order : orders) {
            books.put(order.id(), OrderBooks.none(order.id(), order.facts().order().receiver()));
            if (!order.facts().snapshots().isEmpty()) {
                reported.add(order.id());
            }
        }
        try {
            books.putAll(new BooksReader(connection).read(reported));
            return books;
        } catch (SQLException failure) {
            throw DatabaseException.of(failure);
        }
    }

    @Override
    public List<OrderBooks> ripe(Instant now, int ordersMax) {
        try {
            List<UUID> ids = Sql.list(connection, RIPE, row -> row.uuid("id"), now, ordersMax);
            return List.copyOf(new BooksReader(connection).read(ids).values());
        } catch (SQLException failure) {
            throw DatabaseException.of(failure);
        }
    }

    @Override
    public Allowances lock(Candidates candidates) {
        try {
            Map<String, Integer> clicks = lockClicks(List.copyOf(candidates.clickIds()));
            return new Allowances(lockMeters(List.copyOf(candidates.meters())), clicks);
        } catch (SQLException failure) {
            throw DatabaseException.of(failure);
        }
    }

    private Map<String, Integer> lockClicks(List<String> clickIds) throws SQLException {
        Map<String, Integer> orders = new HashMap<>();
        if (!clickIds.isEmpty()) {
            Sql.list(connection, LOCK_CLICKS,
                    row -> orders.put(clickIds.get(row.integer("place") - 1), row.integer("orders")),
                    RowColumns.of(clickIds).bytes(SqlCommissionStore::bytes).values());
        }
        usedBefore = Set.copyOf(orders.keySet());
        return orders;
    }

    private static byte[] bytes(String clickId) {
        ClickId id = ClickId.parse(clickId);
        return ByteBuffer.allocate(ClickId.LENGTH_BYTES).putLong(id.high()).putInt(id.low()).array();
    }

    private Map<Meter, Long> lockMeters(List<Meter> meters) throws SQLException {
        Map<Meter, Long> bookedMinor = new HashMap<>();
        if (!meters.isEmpty()) {
            Sql.list(connection, LOCK_METERS,
                    row -> bookedMinor.put(meters.get(row.integer("place") - 1), row.bigint("booked_minor")),
                    meterColumns(meters).values());
        }
        return bookedMinor;
    }

    private static RowColumns<Meter> meterColumns(List<Meter> meters) {
        return RowColumns.of(meters).ints(meter -> meter.receiver().value()).ints(meter -> meter.giver().value())
                .texts(meter -> meter.currency().code()).texts(meter -> meter.month().atDay(1).toString());
    }

    @Override
    public void save(List<CommissionDecision> decisions) {
        Map<UUID, OrderBooks> before = new HashMap<>();
        Map<UUID, OrderBooks> after = new LinkedHashMap<>();
        Map<Meter, Long> meters = new HashMap<>();
        Map<String, Integer> clicks = new HashMap<>();
        for (CommissionDecision decision : decisions) {
            if (decision.changesBooks()) {
                before.putIfAbsent(decision.books().orderId(), decision.before());
                after.put(decision.books().orderId(), decision.books());
            }
            decision.meterChanges().forEach(change -> meters.merge(change.key(), change.deltaMinor(), Math::addExact));
            decision.clickChanges().forEach(change -> clicks.merge(change.clickId(), change.delta(), Math::addExact));
        }
        try {
            new BooksWriter(writes).write(before, List.copyOf(after.values()));
            saveClicks(clicks);
            saveMeters(meters);
        } catch (SQLException failure) {
            throw DatabaseException.of(failure);
        }
    }

    private void saveClicks(Map<String, Integer> deltas) throws SQLException {
        List<Map.Entry<String, Integer>> changed = deltas.entrySet().stream().filter(entry -> entry.getValue() != 0)
                .toList();
        List<Map.Entry<String, Integer>> known = changed.stream().filter(entry -> usedBefore.contains(entry.getKey()))
                .toList();
        List<Map.Entry<String, Integer>> fresh = changed.stream().filter(entry -> !usedBefore.contains(entry.getKey()))
                .toList();
        if (!known.isEmpty()) {
            writes.add(CLICKS, useColumns(known));
        }
        if (!fresh.isEmpty()) {
            writes.add(NEW_CLICKS, useColumns(fresh));
        }
    }

    private static @Nullable Object[] useColumns(List<Map.Entry<String, Integer>> uses) {
        return RowColumns.of(uses).bytes(use -> bytes(use.getKey())).ints(Map.Entry::getValue).values();
    }

    private void saveMeters(Map<Meter, Long> deltas) throws SQLException {
        List<Meter> changed = deltas.keySet().stream().filter(meter -> deltas.getOrDefault(meter, 0L) != 0).toList();
        if (!changed.isEmpty()) {
            writes.add(METERS,
                    meterColumns(changed).longs(meter -> deltas.getOrDefault(meter, 0L)).values());
        }
    }
}
