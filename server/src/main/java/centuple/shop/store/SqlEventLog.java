package centuple.shop.store;

import centuple.platform.json.Json;
import centuple.platform.sql.DatabaseException;
import centuple.platform.sql.RowColumns;
import centuple.platform.sql.Sql;
import centuple.platform.sql.Writes;
import centuple.shop.Event;
import centuple.shop.EventLog;
import centuple.shop.ShopId;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Events in PostgreSQL, on one open transaction. Not thread-safe. */
public final class SqlEventLog implements EventLog {
    /** The lock under which positions are drawn; held until the commit. */
    private static final long POSITION_LOCK = 7_241_001;

    private static final String APPEND = """
            insert into event (position, at, kind, shop_a, shop_b, subject, data)
            select (select coalesce(max(position), 0) from event) + new.n, new.at, new.kind, new.shop_a, new.shop_b,
                   new.subject, new.data::jsonb
            from unnest(?::timestamptz[], ?::text[], ?::integer[], ?::integer[], ?::text[], ?::text[])
                 with ordinality as new (at, kind, shop_a, shop_b, subject, data, n)
            """;

    private static final String COLUMNS = "select position, at, kind, shop_a, shop_b, subject, data::text as data"
            + " from event ";
    /** Two short walks along an index: of a shop with few events, a condition with "or" would pass over all others. */
    private static final String MINE = "select * from (("
            + COLUMNS + "where shop_a = ? and position > ? order by position limit ?) union all ("
            + COLUMNS + "where shop_b = ? and shop_a <> ? and position > ? order by position limit ?)) as mine"
            + " order by position limit ?";

    private final Writes writes;

    /** Writes at once. */
    public SqlEventLog(Connection connection) {
        this(Writes.atOnce(connection));
    }

    public SqlEventLog(Writes writes) {
        this.writes = writes;
    }

    @Override
    public void append(List<Event> events) {
        if (events.isEmpty()) {
            return;
        }
        try {
            writes.add("select pg_advisory_xact_lock(?)", POSITION_LOCK);
            writes.add(APPEND, RowColumns.of(events).times(Event::at).texts(Event::kind)
                    .ints(event -> event.shopA().value()).intsOrNull(SqlEventLog::shopB).texts(Event::subject)
                    .texts(event -> Json.string(event.data())).values());
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }

    /**
     * Events behind a position, in order.
     *
     * @param reader only those it may read; empty means all, for the operator
     * @param after the position of the last one seen, 0 for the first page
     */
    public static List<Positioned> page(Connection connection, Optional<ShopId> reader, long after, int countMax)
            throws SQLException {
        if (reader.isEmpty()) {
            return Sql.list(connection, COLUMNS + "where position > ? order by position limit ?", SqlEventLog::read,
                    after, countMax);
        }
        int shop = reader.get().value();
        return Sql.list(connection, MINE, SqlEventLog::read, shop, after, countMax, shop, shop, after, countMax,
                countMax);
    }

    private static Positioned read(centuple.platform.sql.Row row) throws SQLException {
        return new Positioned(row.bigint("position"), row.instant("at"), row.text("kind"), row.text("subject"),
                row.text("data"));
    }

    private static @org.jspecify.annotations.Nullable Integer shopB(Event event) {
        return event.shopB() == null ? null : event.shopB().value();
    }

    /**
     * An event as it is stored.
     *
     * @param position its place in the order of commits
     * @param dataJson its data as a JSON object
     */
    public record Positioned(long position, java.time.Instant at, String kind, String subject, String dataJson) {
    }
}
