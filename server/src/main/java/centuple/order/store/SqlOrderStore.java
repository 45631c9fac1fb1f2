package centuple.order.store;

import centuple.order.OrderFact;
import centuple.order.OrderFact.Refund;
import centuple.order.OrderFact.Snapshot;
import centuple.order.OrderFacts;
import centuple.order.OrderRef;
import centuple.order.OrderStore;
import centuple.order.Source;
import centuple.order.StoredOrder;
import centuple.platform.sql.DatabaseException;
import centuple.platform.sql.Row;
import centuple.platform.sql.RowColumns;
import centuple.platform.sql.Sql;
import centuple.platform.sql.Writes;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Orders and their facts in one open PostgreSQL transaction. Not thread-safe. */
public final class SqlOrderStore implements OrderStore {
    private static final String SNAPSHOT = "SNAPSHOT";
    private static final String REFUND = "REFUND";

    private static final String LOCK = "select place, id, is_new, is_claimed from lock_orders(?, ?, ?)";

    private static final String FACTS = """
            select order_id, kind, key, arrived_at, content, source from order_fact where order_id = any (?)""";

    private static final String APPEND = """
            insert into order_fact (order_id, kind, key, arrived_at, content, digest, source)
            select order_id, kind, key, arrived_at, content::jsonb, digest, source
            from unnest(?, ?, ?, ?, ?, ?, ?) as added (order_id, kind, key, arrived_at, content, digest, source)""";

    /** Only what differs from the reference; orders are found by that as well. */
    private static final String NUMBERS = """
            insert into order_number (receiver, number, placed_on, order_id)
            select o.receiver, told.number, told.placed_on, o.id
            from unnest(?, ?, ?::date[]) as told (order_id, number, placed_on) join shop_order o on o.id = told.order_id
            where o.reference <> told.number
            on conflict do nothing""";

    private final Connection connection;
    private final Writes writes;

    /** Writes at once. */
    public SqlOrderStore(Connection connection) {
        this(Writes.atOnce(connection));
    }

    public SqlOrderStore(Writes writes) {
        this.connection = writes.connection();
        this.writes = writes;
    }

    @Override
    public Map<OrderRef, StoredOrder> lock(Collection<OrderRef> orders, Supplier<UUID> ids) {
        List<OrderRef> wanted = List.copyOf(Set.copyOf(orders));
        UUID[] newIds = wanted.stream().map(order -> ids.get()).toArray(UUID[]::new);
        try {
            Map<UUID, OrderRef> known = new HashMap<>();
            Map<OrderRef, StoredOrder> locked = new HashMap<>();
            for (Locked row : lock(wanted, newIds)) {
                OrderRef order = wanted.get(row.place() - 1);
                locked.put(order, new StoredOrder(row.id(), OrderFacts.none(order), row.isClaimed()));
                if (!row.isNew()) {
                    known.put(row.id(), order);
                }
            }
            facts(known).forEach((id, facts) -> locked.computeIfPresent(facts.order(),
                    (_, order) -> new StoredOrder(id, facts, order.isFollowed())));
            return locked;
        } catch (SQLException failure) {
            throw DatabaseException.of(failure);
        }
    }

    @Override
    public OrderFacts facts(UUID id, OrderRef order) {
        try {
            return facts(Map.of(id, order)).getOrDefault(id, OrderFacts.none(order));
        } catch (SQLException failure) {
            throw DatabaseException.of(failure);
        }
    }

    private List<Locked> lock(List<OrderRef> wanted, UUID[] newIds) throws SQLException {
        List<Object> values = new ArrayList<>();
        values.add(newIds);
        values.addAll(List.of(RowColumns.of(wanted).ints(order -> order.receiver().value())
                .texts(OrderRef::reference).values()));
        return Sql.list(connection, LOCK,
                row -> new Locked(row.integer("place"), row.uuid("id"), row.bool("is_new"), row.bool("is_claimed")),
                values.toArray());
    }

    private Map<UUID, OrderFacts> facts(Map<UUID, OrderRef> orders) throws SQLException {
        if (orders.isEmpty()) {
            return Map.of();
        }
        Map<UUID, List<OrderFact>> found = new HashMap<>();
        Sql.list(connection, FACTS, row -> found.computeIfAbsent(row.uuid("order_id"), id -> new ArrayList<>())
                .add(read(row)), (Object) orders.keySet().toArray(UUID[]::new));
        Map<UUID, OrderFacts> facts = new HashMap<>();
        found.forEach((id, all) -> facts.put(id, OrderFacts.of(Objects.requireNonNull(orders.get(id)), all)));
        return facts;
    }

    static OrderFact read(Row row) throws SQLException {
        String kind = row.text("kind");
        Source source = new Source(row.text("source"));
        return switch (kind) {
            case SNAPSHOT -> FactJson.readSnapshot(row.text("key"), row.text("content"), row.instant("arrived_at"),
                    source);
            case REFUND -> FactJson.readRefund(row.text("key"), row.text("content"), row.instant("arrived_at"), source);
            default -> throw new SQLException("no fact is of the kind " + kind);
        };
    }

    @Override
    public void append(Map<UUID, List<OrderFact>> added) {
        List<FactRow> rows = new ArrayList<>();
        added.forEach((id, facts) -> facts.forEach(fact -> rows.add(FactRow.of(id, fact))));
        if (rows.isEmpty()) {
            return;
        }
        try {
            writes.add(APPEND, RowColumns.of(rows).uuids(FactRow::orderId).texts(FactRow::kind)
                    .texts(FactRow::key).times(row -> row.fact().arrivedAt()).texts(FactRow::content)
                    .bytes(row -> sha256(row.content())).texts(row -> row.fact().source().name()).values());
            List<FactRow> numbered = rows.stream().filter(row -> row.number() != null).toList();
            if (!numbered.isEmpty()) {
                writes.add(NUMBERS, RowColumns.of(numbered).uuids(FactRow::orderId).texts(FactRow::number)
                        .texts(FactRow::placedOn).values());
            }
        } catch (SQLException failure) {
            throw DatabaseException.of(failure);
        }
    }

    private static byte[] sha256(String content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private record Locked(int place, UUID id, boolean isNew, boolean isClaimed) {
    }

    private record FactRow(UUID orderId, OrderFact fact, String kind, String key, String content) {
        @Nullable
        String number() {
            return fact instanceof Snapshot snapshot ? snapshot.number() : null;
        }

        /** The day in UTC. */
        @Nullable
        String placedOn() {
            return fact instanceof Snapshot snapshot
                    ? LocalDate.ofInstant(snapshot.placedAt(), ZoneOffset.UTC).toString()
                    : null;
        }

        static FactRow of(UUID orderId, OrderFact fact) {
            return switch (fact) {
                case Snapshot snapshot -> new FactRow(orderId, fact, SNAPSHOT, Long.toString(snapshot.version()),
                        FactJson.write(fact));
                case Refund refund -> new FactRow(orderId, fact, REFUND, refund.reference(), FactJson.write(fact));
            };
        }
    }
}
