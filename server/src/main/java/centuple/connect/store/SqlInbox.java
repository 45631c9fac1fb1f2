package centuple.connect.store;

import centuple.connect.Notice;
import centuple.connect.check.SameNumbers;
import centuple.connect.inbox.InboxEvent;
import centuple.connect.inbox.InboxEvent.From;
import centuple.connect.inbox.InboxEvent.Standing;
import centuple.connect.inbox.InboxEvent.State;
import centuple.platform.sql.Row;
import centuple.platform.sql.Sql;
import centuple.shop.ShopId;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** The inbox of all connections, on one open transaction. Not thread-safe. */
public final class SqlInbox {
    private static final String COLUMNS = """
            select id, shop, platform, event_id, topic, body, is_polled, state, reason, attempts, arrived_at,
                   order_reference, has_marks
            from inbox_event
            """;

    private final Connection connection;

    public SqlInbox(Connection connection) {
        this.connection = connection;
    }

    /**
     * An event on its way in.
     *
     * @param event in state WAITING, with its body
     * @param digest SHA-256 of the message as it came
     */
    @SuppressWarnings("ArrayRecordComponent") // written, never compared
    public record Arrival(InboxEvent event, byte[] digest) {
    }

    /**
     * What became of an event that was mapped.
     *
     * @param attempts how often it was, so far
     * @param nextAt when it is mapped again, where it still waits
     */
    public record Settled(UUID id, Standing standing, int attempts, Instant nextAt, Then then) {
    }

    /** What is still to come. */
    public enum Then {
        /** Nothing but to map it again, where it waits. */
        NOTHING,
        /** Its platform must be asked first. */
        ASK,
        /** Another message of the order, which is read with it, so what is kept of it stays. */
        JOIN
    }

    /** Writes events; those that were here before are left as they are. Returns the ids of the new ones. */
    public Set<UUID> add(List<Arrival> arrivals) throws SQLException {
        return new HashSet<>(Sql.list(connection, """
                insert into inbox_event (id, shop, platform, event_id, topic, digest, body, state, reason, attempts,
                    is_polled, next_at, arrived_at)
                select id, shop, platform, event_id, topic, digest, body, 'WAITING', '', 0, is_polled, at, at
                from unnest(?::uuid[], ?::integer[], ?::text[], ?::text[], ?::text[], ?::bytea[], ?::text[],
                    ?::boolean[], ?::timestamptz[])
                    as arrival (id, shop, platform, event_id, topic, digest, body, is_polled, at)
                on conflict (shop, platform, event_id) do nothing
                returning id
                """, row -> row.uuid("id"), column(arrivals, event -> event.id()).toArray(UUID[]::new),
                column(arrivals, event -> event.from().shop().value()).stream().mapToInt(Integer::intValue).toArray(),
                column(arrivals, event -> event.from().platform()).toArray(String[]::new),
                column(arrivals, event -> event.notice().eventId()).toArray(String[]::new),
                column(arrivals, event -> event.notice().topic()).toArray(String[]::new),
                arrivals.stream().map(Arrival::digest).toArray(byte[][]::new),
                column(arrivals, InboxEvent::body).toArray(String[]::new),
                column(arrivals, InboxEvent::isPolled).toArray(Boolean[]::new),
                column(arrivals, InboxEvent::arrivedAt).toArray(Instant[]::new)));
    }

    private static <T> List<T> column(List<Arrival> arrivals, Function<InboxEvent, T> value) {
        return arrivals.stream().map(arrival -> value.apply(arrival.event())).toList();
    }

    /**
     * Takes events that are due, with one attempt more; nobody else takes them for that long.
     *
     * @param bytesMax of all bodies together; one event is taken whatever its size
     */
    public List<InboxEvent> take(Instant now, Duration held, int countMax, long bytesMax) throws SQLException {
        return Sql.list(connection, """
                update inbox_event set next_at = ?, attempts = attempts + 1
                where id in (select id from (select id, bytes, sum(bytes) over (order by next_at, id) as together
                        from (select id, next_at, octet_length(body) as bytes from inbox_event
                            where state = 'WAITING' and not must_ask and next_at <= ?
                            order by next_at limit ? for update skip locked) due) sized
                    where together - bytes < ?)
                returning id, shop, platform, event_id, topic, body, is_polled, state, reason, attempts,
                    arrived_at, order_reference, has_marks
                """, SqlInbox::read, now.plus(held), now, countMax, bytesMax);
    }

    /**
     * The connections of which an event waits for its platform to be asked, and whose platform may be asked now.
     *
     * @param countMax of connections; they are in the order of shop and platform
     */
    public List<From> askable(Instant now, int countMax) throws SQLException {
        // From one connection to the next by the index, however many events each has.
        return Sql.list(connection, """
                with recursive waiting as (
                    (select shop, platform from inbox_event where state = 'WAITING' and must_ask
                        order by shop, platform limit 1)
                    union all
                    select next.shop, next.platform from waiting w cross join lateral (
                        select e.shop, e.platform from inbox_event e
                        where e.state = 'WAITING' and e.must_ask and (e.shop, e.platform) > (w.shop, w.platform)
                        order by e.shop, e.platform limit 1) next
                )
                select w.shop, w.platform from waiting w left join connection c using (shop, platform)
                where coalesce(c.ask_after, ?) <= ? and exists (select from inbox_event e
                    where e.shop = w.shop and e.platform = w.platform and e.state = 'WAITING' and e.must_ask
                        and e.next_at <= ?)
                order by w.shop, w.platform limit ?
                """, row -> new From(new ShopId(row.integer("shop")), row.text("platform")), now, now, now, countMax);
    }

    /** Takes the event of a connection that waits longest for its platform to be asked, as {@link #take} does. */
    public Optional<InboxEvent> takeToAsk(From from, Instant now, Duration held) throws SQLException {
        return Sql.optional(connection, """
                update inbox_event set next_at = ?, attempts = attempts + 1
                where id = (select id from inbox_event
                    where state = 'WAITING' and must_ask and shop = ? and platform = ? and next_at <= ?
                    order by next_at limit 1 for update skip locked)
                returning id, shop, platform, event_id, topic, body, is_polled, state, reason, attempts,
                    arrived_at, order_reference, has_marks
                """, SqlInbox::read, now.plus(held), from.shop().value(), from.platform(), now);
    }

    /** The body of the newest event of this topic that was booked as this order and is still kept. */
    public Optional<String> told(From from, String topic, String orderReference) throws SQLException {
        return Sql.optional(connection, """
                select body from inbox_event
                where shop = ? and platform = ? and topic = ? and order_reference = ? and state = 'DONE'
                    and body <> '{}'
                order by arrived_at desc limit 1
                """, row -> row.text("body"), from.shop().value(), from.platform(), topic, orderReference);
    }

    /**
     * Writes what became of events that were taken. What was kept of those that are done with is erased with it, but
     * where another message is to be read with it.
     */
    public void settle(List<Settled> settled) throws SQLException {
        Sql.update(connection, """
                update inbox_event e
                set state = s.state, reason = s.reason, attempts = s.attempts, next_at = s.next_at,
                    must_ask = s.must_ask, has_marks = s.has_marks,
                    body = case when s.state = 'IGNORED' or s.state = 'DONE' and not s.is_joined then '{}'
                        else e.body end,
                    order_reference = case when s.reference = '' then e.order_reference else s.reference end
                from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::boolean[], ?::integer[], ?::timestamptz[],
                    ?::boolean[], ?::boolean[])
                    as s (id, state, reason, reference, has_marks, attempts, next_at, must_ask, is_joined)
                where e.id = s.id and e.state = 'WAITING'
                """, settled.stream().map(Settled::id).toArray(UUID[]::new),
                settled.stream().map(event -> event.standing().state().name()).toArray(String[]::new),
                settled.stream().map(event -> event.standing().reason()).toArray(String[]::new),
                settled.stream().map(event -> event.standing().orderReference()).toArray(String[]::new),
                settled.stream().map(event -> event.standing().hasMarks()).toArray(Boolean[]::new),
                settled.stream().mapToInt(Settled::attempts).toArray(),
                settled.stream().map(Settled::nextAt).toArray(Instant[]::new),
                settled.stream().map(event -> event.then() == Then.ASK).toArray(Boolean[]::new),
                settled.stream().map(event -> event.then() == Then.JOIN).toArray(Boolean[]::new));
    }

    /** What an API added to an event, so that it is not asked for twice. */
    public void body(UUID id, String body) throws SQLException {
        Sql.update(connection, "update inbox_event set body = ? where id = ? and state = 'WAITING'", body,
                id);
    }

    public Optional<InboxEvent> find(From from, UUID id) throws SQLException {
        return Sql.optional(connection, COLUMNS + "where shop = ? and platform = ? and id = ?", SqlInbox::read,
                from.shop().value(), from.platform(), id);
    }

    /** Events of a connection, the newest first, without their bodies. */
    public List<InboxEvent> page(From from, Optional<State> state, Optional<UUID> before, int countMax)
            throws SQLException {
        String wanted = state.map(State::name).orElse("");
        return Sql.list(connection, COLUMNS.replace("topic, body,", "topic, '' as body,") + """
                where shop = ? and platform = ? and (? = '' or state = ?) and id < ?
                order by id desc limit ?
                """, SqlInbox::read, from.shop().value(), from.platform(), wanted, wanted,
                before.orElse(new UUID(-1L, -1L)), countMax);
    }

    /** How many of a connection's events are parked. */
    public long parked(From from) throws SQLException {
        return Sql.one(connection, """
                select count(*) as n from inbox_event where shop = ? and platform = ? and state = 'PARKED'
                """, row -> row.bigint("n"), from.shop().value(), from.platform());
    }

    /** What of a shop came since then and is parked for reasons that begin so, by platform and reason. */
    public List<SameNumbers.Parked> parkedBeginning(ShopId shop, String beginning, Instant since) throws SQLException {
        return Sql.list(connection, """
                select platform, reason, count(*) as n, max(order_reference) as one from inbox_event
                where shop = ? and state = 'PARKED' and starts_with(reason, ?) and arrived_at > ?
                group by platform, reason order by platform, reason
                """, row -> new SameNumbers.Parked(row.text("platform"), row.text("reason"), row.bigint("n"),
                row.text("one")), shop.value(), beginning, since);
    }

    /** How many of the orders of these events are nobody's because a partner's day does not count under its terms. */
    public long ofDaysThatDoNotCount(ShopId shop, List<InboxEvent> events) throws SQLException {
        return Sql.one(connection, """
                select count(*) as n from shop_order o join order_books b on b.order_id = o.id
                where o.receiver = ? and o.reference = any(?) and b.unattributed_reason = 'NOT_IDENTIFIER_FREE'
                """, row -> row.bigint("n"), shop.value(),
                events.stream().map(event -> event.standing().orderReference()).toArray(String[]::new));
    }

    /** Has parked events mapped again: the one, or all of the connection; how many. */
    public int replay(From from, Optional<UUID> id, Instant now) throws SQLException {
        return Sql.update(connection, """
                update inbox_event set state = 'WAITING', attempts = 0, next_at = ?
                where shop = ? and platform = ? and state = 'PARKED' and (?::uuid is null or id = ?)
                """, now, from.shop().value(), from.platform(), id.orElse(null), id.orElse(null));
    }

    /** Erases what was kept of an order to be read with another message, for that has come. */
    public void eraseJoined(From from, String orderReference) throws SQLException {
        Sql.update(connection, """
                update inbox_event set body = '{}'
                where shop = ? and platform = ? and order_reference = ? and state = 'DONE' and body <> '{}'
                """, from.shop().value(), from.platform(), orderReference);
    }

    /** The same for what came before that time, for which nothing comes any more. */
    public void eraseJoined(Instant before) throws SQLException {
        Sql.update(connection, """
                update inbox_event set body = '{}' where state = 'DONE' and body <> '{}' and arrived_at < ?
                """, before);
    }

    /** Drops what came before that time and is done with, and what is parked since long; how many. */
    public int forget(Instant before, Instant parkedBefore) throws SQLException {
        return Sql.update(connection, """
                delete from inbox_event
                where arrived_at < ? and state in ('DONE', 'IGNORED') or arrived_at < ? and state = 'PARKED'
                """, before, parkedBefore);
    }

    private static InboxEvent read(Row row) throws SQLException {
        return new InboxEvent(row.uuid("id"), new From(new ShopId(row.integer("shop")), row.text("platform")),
                new Notice(row.text("event_id"), row.text("topic")), row.text("body"),
                row.bool("is_polled"), row.integer("attempts"), row.instant("arrived_at"),
                new Standing(State.valueOf(row.text("state")), row.text("reason"), row.text("order_reference"),
                        row.boolOrNull("has_marks")));
    }
}
