package centuple.notify.store;

import centuple.notify.Attempt;
import centuple.notify.Delivery;
import centuple.notify.DeliveryState;
import centuple.platform.sql.Row;
import centuple.platform.sql.Sql;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Messages to endpoints, on one open transaction. Not thread-safe. */
public final class SqlDeliveries {
    private static final String COLUMNS = """
            select id, endpoint, position, kind, at, in_order, state, attempts, first_at, last_at, status, error,
                   delivered_at, created_at
            from webhook_delivery
            """;
    private static final int ERROR_CHARS_MAX = 500;
    /** Rows dropped in one transaction. */
    private static final int DROPPED_MAX = 10_000;

    private final Connection connection;

    public SqlDeliveries(Connection connection) {
        this.connection = connection;
    }

    public Optional<Delivery> find(UUID endpoint, UUID id) throws SQLException {
        return Sql.optional(connection, COLUMNS + "where endpoint = ? and id = ?", SqlDeliveries::read, endpoint, id);
    }

    /**
     * Those of an endpoint, the latest first.
     *
     * @param state only those; empty for all
     * @param before the last one seen; empty for the first page
     */
    public List<Delivery> page(UUID endpoint, Optional<DeliveryState> state, Optional<UUID> before, int countMax)
            throws SQLException {
        String wanted = state.map(DeliveryState::name).orElse(null);
        UUID behind = before.orElse(null);
        return Sql.list(connection, COLUMNS + """
                where endpoint = ? and (?::text is null or state = ?) and (?::uuid is null or id < ?)
                order by id desc limit ?
                """, SqlDeliveries::read, endpoint, wanted, wanted, behind, behind, countMax);
    }

    public void insert(Delivery delivery) throws SQLException {
        Sql.update(connection, """
                insert into webhook_delivery (id, endpoint, position, kind, at, in_order, state, attempts, error,
                    created_at)
                values (?, ?, ?, ?, ?, ?, ?, 0, '', ?)
                """, delivery.id(), delivery.endpoint(), delivery.what().position(), delivery.what().kind(),
                delivery.what().at(), delivery.inOrder(), delivery.state().name(), delivery.createdAt());
    }

    /** The event that waits and holds up those behind it. */
    public Optional<Delivery> head(UUID endpoint) throws SQLException {
        return Sql.optional(connection, COLUMNS + "where endpoint = ? and state = 'WAITING' and in_order",
                SqlDeliveries::read, endpoint);
    }

    /** The next ping or repetition that waits. */
    public Optional<Delivery> extra(UUID endpoint) throws SQLException {
        return Sql.optional(connection,
                COLUMNS + "where endpoint = ? and state = 'WAITING' and not in_order order by id limit 1",
                SqlDeliveries::read, endpoint);
    }

    /** How many pings and repetitions wait. */
    public int countExtras(UUID endpoint) throws SQLException {
        return Sql.one(connection, """
                select count(*)::integer as n from webhook_delivery
                where endpoint = ? and state = 'WAITING' and not in_order
                """, row -> row.integer("n"), endpoint);
    }

    /** Writes how an attempt went, unless the shop let the message go meanwhile; false then. */
    public boolean tried(Delivery before, DeliveryState state, Attempt attempt, Instant now) throws SQLException {
        Instant delivered = state == DeliveryState.DELIVERED ? now : before.tries().deliveredAt();
        return Sql.update(connection, """
                update webhook_delivery set state = ?, attempts = attempts + 1, first_at = coalesce(first_at, ?),
                    last_at = ?, status = ?, error = ?, delivered_at = ?
                where id = ? and state = 'WAITING'
                """, state.name(), now, now, attempt.status(), cut(attempt.error()), delivered, before.id()) == 1;
    }

    /** The event that waits begins its three days anew. */
    public void refresh(UUID endpoint) throws SQLException {
        Sql.update(connection, """
                update webhook_delivery set attempts = 0, first_at = null
                where endpoint = ? and state = 'WAITING' and in_order
                """, endpoint);
    }

    /** Lets a message be sent once more, beside the order. */
    public void repeat(UUID id) throws SQLException {
        Sql.update(connection, """
                update webhook_delivery set state = 'WAITING', in_order = false, attempts = 0, first_at = null
                where id = ?
                """, id);
    }

    public void skip(UUID id) throws SQLException {
        Sql.update(connection, "update webhook_delivery set state = 'SKIPPED' where id = ?", id);
    }

    /** Drops what is done with and older; returns how many rows, at most ten thousand. */
    public int drop(Instant createdBefore) throws SQLException {
        return Sql.update(connection, """
                delete from webhook_delivery where id in (select id from webhook_delivery
                    where state <> 'WAITING' and created_at < ? limit ?)
                """, createdBefore, DROPPED_MAX);
    }

    private static String cut(String error) {
        return error.length() > ERROR_CHARS_MAX ? error.substring(0, ERROR_CHARS_MAX) : error;
    }

    private static Delivery read(Row row) throws SQLException {
        @Nullable
        Long position = row.bigintOrNull("position");
        return new Delivery(row.uuid("id"), row.uuid("endpoint"),
                new Delivery.What(position, row.text("kind"), row.instant("at")), row.bool("in_order"),
                DeliveryState.valueOf(row.text("state")),
                new Delivery.Tries(row.integer("attempts"), row.instantOrNull("first_at"),
                        row.instantOrNull("last_at"), row.integerOrNull("status"), row.text("error"),
                        row.instantOrNull("delivered_at")),
                row.instant("created_at"));
    }
}
