package centuple.notify.store;

import centuple.notify.Endpoint;
import centuple.notify.EndpointState;
import centuple.notify.EventFilter;
import centuple.platform.sql.Row;
import centuple.platform.sql.Sql;
import centuple.shop.ShopId;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Endpoints, on one open transaction. Not thread-safe. */
public final class SqlEndpoints {
    private static final String COLUMNS = """
            select id, shop, url, description, kinds, state, problem, secret_number, former_until, position, next_at,
                   created_at
            from webhook_endpoint
            """;
    private static final int PROBLEM_CHARS_MAX = 500;
    /** With the shop's number: the lock under which its endpoints are counted. */
    private static final int COUNT_LOCK = 7_241_012;

    private final Connection connection;

    public SqlEndpoints(Connection connection) {
        this.connection = connection;
    }

    /** One of the reader's; any for the operator. */
    public Optional<Endpoint> find(ShopId reader, UUID id) throws SQLException {
        return Sql.optional(connection, COLUMNS + "where id = ? and (? = 0 or shop = ?)", SqlEndpoints::read, id,
                reader.value(), reader.value());
    }

    /** One of the shop's, locked until the end of the transaction. */
    public Optional<Endpoint> lock(ShopId shop, UUID id) throws SQLException {
        return Sql.optional(connection, COLUMNS + "where id = ? and shop = ? for update", SqlEndpoints::read, id,
                shop.value());
    }

    /** Those of a shop, or all for the operator, in the order in which they were made. */
    public List<Endpoint> page(ShopId reader, Optional<UUID> after, int countMax) throws SQLException {
        return Sql.list(connection, COLUMNS + "where (? = 0 or shop = ?) and id > ? order by id limit ?",
                SqlEndpoints::read, reader.value(), reader.value(), after.orElse(new UUID(0, 0)), countMax);
    }

    /** How many the shop has; no other transaction adds one before this one ends. */
    public int countAlone(ShopId shop) throws SQLException {
        Sql.run(connection, "select pg_advisory_xact_lock(?, ?)", COUNT_LOCK, shop.value());
        return Sql.one(connection, "select count(*)::integer as n from webhook_endpoint where shop = ?",
                row -> row.integer("n"), shop.value());
    }

    /** The position of the last event there is; 0 before the first. */
    public long lastPosition() throws SQLException {
        return Sql.one(connection, "select coalesce(max(position), 0) as last from event", row -> row.bigint("last"));
    }

    public void insert(Endpoint endpoint) throws SQLException {
        Sql.update(connection, """
                insert into webhook_endpoint (id, shop, url, description, kinds, state, problem, secret_number,
                    former_until, position, next_at, created_at, served_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, endpoint.id(), endpoint.shop().value(), endpoint.target().url(), endpoint.target().description(),
                kinds(endpoint.target()), endpoint.state().name(), endpoint.problem(), endpoint.signing().number(),
                endpoint.signing().formerUntil(), endpoint.position(), endpoint.nextAt(), endpoint.createdAt(),
                endpoint.createdAt());
    }

    /** Writes another target; an event that waits is tried there at once. */
    public void retarget(UUID id, Endpoint.Target target, Instant now) throws SQLException {
        Sql.update(connection,
                "update webhook_endpoint set url = ?, description = ?, kinds = ?, next_at = ? where id = ?",
                target.url(), target.description(), kinds(target), now, id);
    }

    public void sign(UUID id, Endpoint.Signing signing) throws SQLException {
        Sql.update(connection, "update webhook_endpoint set secret_number = ?, former_until = ? where id = ?",
                signing.number(), signing.formerUntil(), id);
    }

    public void state(UUID id, EndpointState state, String problem) throws SQLException {
        Sql.update(connection, "update webhook_endpoint set state = ?, problem = ? where id = ?", state.name(),
                cut(problem), id);
    }

    /** When the event that waits may be tried, and what the last attempt met. */
    public void wait(UUID id, Instant nextAt, String problem) throws SQLException {
        Sql.update(connection, "update webhook_endpoint set next_at = ?, problem = ? where id = ?", nextAt,
                cut(problem), id);
    }

    /** Events up to there need not be looked at again. */
    public void move(UUID id, long position) throws SQLException {
        Sql.update(connection, "update webhook_endpoint set position = ? where id = ?", position, id);
    }

    /** Takes it away with its deliveries. */
    public void delete(UUID id) throws SQLException {
        Sql.update(connection, "delete from webhook_endpoint where id = ?", id);
    }

    /**
     * Takes the turns of endpoints that have something to be sent and whose turn nobody has: of those that waited
     * longest. A server that dies loses its turns after that time.
     *
     * @return names of the turns, new ones each time
     */
    public List<UUID> claim(int countMax, Instant now, Duration held) throws SQLException {
        return Sql.list(connection, """
                update webhook_endpoint set claim = gen_random_uuid(), served_at = ?,
                    claimed_until = clock_timestamp() + make_interval(secs => ?)
                where id in (select e.id from webhook_endpoint e
                    where (e.claimed_until is null or e.claimed_until < clock_timestamp())
                        and (e.state = 'ACTIVE' and e.next_at <= ? and (
                                exists (select from event v where v.shop_a = e.shop and v.position > e.position)
                                or exists (select from event v where v.shop_b = e.shop and v.position > e.position)
                                or exists (select from webhook_delivery d
                                    where d.endpoint = e.id and d.state = 'WAITING' and d.in_order))
                            or exists (select from webhook_delivery d
                                where d.endpoint = e.id and d.state = 'WAITING' and not d.in_order))
                    order by e.served_at limit ? for update skip locked)
                returning claim
                """, row -> row.uuid("claim"), now, (double) held.toSeconds(), now, countMax);
    }

    /** The endpoint of a turn that is still ours, locked; the turn is ours for that long again. */
    public Optional<Endpoint> hold(UUID claim, Duration held) throws SQLException {
        return Sql.optional(connection, """
                update webhook_endpoint set claimed_until = clock_timestamp() + make_interval(secs => ?)
                where claim = ?
                returning id, shop, url, description, kinds, state, problem, secret_number, former_until, position,
                    next_at, created_at
                """, SqlEndpoints::read, (double) held.toSeconds(), claim);
    }

    /** Ends turns. */
    public void release(UUID... claims) throws SQLException {
        Sql.update(connection, "update webhook_endpoint set claim = null, claimed_until = null where claim = any(?)",
                (Object) claims);
    }

    private static String[] kinds(Endpoint.Target target) {
        return target.filter().patterns().toArray(String[]::new);
    }

    private static String cut(String problem) {
        return problem.length() > PROBLEM_CHARS_MAX ? problem.substring(0, PROBLEM_CHARS_MAX) : problem;
    }

    private static Endpoint read(Row row) throws SQLException {
        return new Endpoint(row.uuid("id"), new ShopId(row.integer("shop")),
                new Endpoint.Target(row.text("url"), row.text("description"),
                        new EventFilter(List.of(row.texts("kinds")))),
                EndpointState.valueOf(row.text("state")), row.text("problem"),
                new Endpoint.Signing(row.integer("secret_number"), row.instantOrNull("former_until")),
                row.bigint("position"), row.instant("next_at"), row.instant("created_at"));
    }
}
