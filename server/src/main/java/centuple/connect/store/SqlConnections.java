package centuple.connect.store;

import centuple.connect.Connection;
import centuple.connect.Landing;
import centuple.connect.Polled;
import centuple.connect.inbox.InboxEvent.From;
import centuple.platform.sql.Row;
import centuple.platform.sql.Sql;
import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Connections of shops to their platforms, on one open transaction. Not thread-safe. */
public final class SqlConnections {
    private static final String COLUMNS = """
            shop, platform, sealed, api_url, landing, created_at, changed_at, refused, refused_at, refusal,
            signed_refused, signed_refused_at, signed_refusal, last_ping_at, poll_since, poll_page, poll_at,
            poll_problem, ask_after, ask_reason
            """;
    private static final String SELECT = "select " + COLUMNS + " from connection ";
    private static final int PROBLEM_CHARS_MAX = 500;
    private static final int PAGE_CHARS_MAX = 2_000;

    private final java.sql.Connection connection;
    private final Seal seal;

    public SqlConnections(java.sql.Connection connection, Seal seal) {
        this.connection = connection;
        this.seal = seal;
    }

    /**
     * A connection with what is known of it.
     *
     * @param refused messages that were not signed with its secret, from anybody
     * @param signedRefused messages that were, and yet could not be taken
     * @param lastPingAt when the way was last tried, without a signature, so perhaps by anybody; null for never
     * @param polling how asking its API for orders goes
     * @param pause until when its API is asked for nothing
     */
    public record Known(Connection connection, Instant createdAt, Instant changedAt, Refused refused,
            Refused signedRefused, @Nullable Instant lastPingAt, Polling polling, Pause pause) {
    }

    /**
     * Messages that were not taken.
     *
     * @param at when the last one was; null for none
     * @param why the last one was not
     */
    public record Refused(long count, @Nullable Instant at, String why) {
    }

    /**
     * How asking its API goes.
     *
     * @param nextAt when it is asked next
     * @param problem what the last time met; empty where all is well
     */
    public record Polling(Polled.Cursor cursor, Instant nextAt, String problem) {
    }

    /**
     * Until when its API is left alone, whatever is to be asked.
     *
     * @param why what it said or did
     */
    public record Pause(Instant until, String why) {
    }

    public Optional<Known> find(ShopId shop, String platform) throws SQLException {
        return Sql.optional(connection, SELECT + "where shop = ? and platform = ?", this::read, shop.value(),
                platform);
    }

    /** The same, locked until the end of the transaction, even where there is none yet. */
    public Optional<Known> lock(ShopId shop, String platform) throws SQLException {
        Sql.run(connection, "select pg_advisory_xact_lock(hashtextextended('connection ' || ?, 0))",
                shop + "/" + platform);
        return Sql.optional(connection, SELECT + "where shop = ? and platform = ? for update", this::read,
                shop.value(), platform);
    }

    /** Which there are. */
    public List<From> all() throws SQLException {
        return Sql.list(connection, "select shop, platform from connection",
                row -> new From(new ShopId(row.integer("shop")), row.text("platform")));
    }

    /** Those of a shop. */
    public List<Known> of(ShopId shop) throws SQLException {
        return Sql.list(connection, SELECT + "where shop = ? order by platform", this::read, shop.value());
    }

    /**
     * Writes a connection, a new one or in place of the one before. With another API orders are asked for from now on:
     * how far another shop was read says nothing of it.
     */
    public void put(Connection written, Instant now) throws SQLException {
        byte[] sealed = seal.seal(written.keys(), written.shop().value(), written.platform());
        Sql.update(connection, """
                insert into connection (shop, platform, sealed, api_url, landing, created_at, changed_at,
                    poll_since, poll_at, ask_after, poll_url)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (shop, platform) do update set sealed = excluded.sealed, api_url = excluded.api_url,
                    landing = excluded.landing,
                    changed_at = greatest(excluded.changed_at, connection.changed_at + interval '1 microsecond'),
                    poll_at = excluded.poll_at, poll_problem = '', poll_page = '',
                    poll_since = case when excluded.poll_url in ('', connection.poll_url) or connection.poll_url = ''
                        then connection.poll_since else excluded.poll_since end,
                    poll_url = case when excluded.poll_url = '' then connection.poll_url else excluded.poll_url end,
                    ask_after = excluded.ask_after, ask_reason = ''
                """, written.shop().value(), written.platform(), sealed, written.apiUrl(), written.landing().name(),
                now, now, now, now, now, written.apiUrl());
    }

    /** Has the API of a connection left alone, unless the connection was changed since it was asked at that time. */
    public void pause(From from, Instant askedAt, Pause pause) throws SQLException {
        Sql.update(connection, """
                update connection set ask_after = ?, ask_reason = ?
                where shop = ? and platform = ? and changed_at <= ? and ask_after < ?
                """, pause.until(), cut(pause.why(), PROBLEM_CHARS_MAX), from.shop().value(), from.platform(), askedAt,
                pause.until());
    }

    /** Takes it away; what came by it before stays in the inbox and is still booked. Whether it was there. */
    public boolean delete(ShopId shop, String platform) throws SQLException {
        return Sql.update(connection, "delete from connection where shop = ? and platform = ?", shop.value(),
                platform) == 1;
    }

    /** Notes messages that were not taken; apart those that were signed with its secret. */
    public static void refused(java.sql.Connection connection, From from, boolean isSigned, Refused more)
            throws SQLException {
        String sql = isSigned
                ? "update connection set signed_refused = signed_refused + ?, signed_refused_at = ?, signed_refusal = ?"
                : "update connection set refused = refused + ?, refused_at = ?, refusal = ?";
        Sql.update(connection, sql + " where shop = ? and platform = ?", more.count(), more.at(),
                cut(more.why(), PROBLEM_CHARS_MAX), from.shop().value(), from.platform());
    }

    /** Notes that the platform tried the way. */
    public static void pinged(java.sql.Connection connection, From from, Instant at) throws SQLException {
        Sql.update(connection, "update connection set last_ping_at = ? where shop = ? and platform = ?", at,
                from.shop().value(), from.platform());
    }

    /** Takes those whose API is due to be asked; nobody else takes them for that long. */
    public List<Known> duePolls(List<String> platforms, Instant now, Duration held, int countMax) throws SQLException {
        return Sql.list(connection, """
                update connection set poll_at = ?
                where (shop, platform) in (select shop, platform from connection
                    where api_url <> '' and poll_at <= ? and ask_after <= ? and platform = any(?)
                    order by poll_at limit ? for update skip locked)
                returning\s""" + COLUMNS, this::read, now.plus(held), now, now, platforms.toArray(String[]::new),
                countMax);
    }

    /**
     * How far it was asked, and when it is asked next.
     *
     * @param asked the connection that was asked
     * @return whether it is still that one; if not, nothing is written
     */
    public boolean polled(Known asked, Polling polling) throws SQLException {
        return Sql.update(connection, """
                update connection set poll_since = ?, poll_page = ?, poll_at = ?, poll_problem = ?
                where shop = ? and platform = ? and changed_at = ?
                """, polling.cursor().since(), cut(polling.cursor().page(), PAGE_CHARS_MAX), polling.nextAt(),
                cut(polling.problem(), PROBLEM_CHARS_MAX), asked.connection().shop().value(),
                asked.connection().platform(), asked.changedAt()) == 1;
    }

    private Known read(Row row) throws SQLException {
        int shop = row.integer("shop");
        String platform = row.text("platform");
        Connection connection = new Connection(new ShopId(shop), platform,
                seal.open(row.bytes("sealed"), shop, platform), row.text("api_url"),
                Landing.Rule.valueOf(row.text("landing")));
        return new Known(connection, row.instant("created_at"), row.instant("changed_at"),
                new Refused(row.bigint("refused"), row.instantOrNull("refused_at"), row.text("refusal")),
                new Refused(row.bigint("signed_refused"), row.instantOrNull("signed_refused_at"),
                        row.text("signed_refusal")),
                row.instantOrNull("last_ping_at"),
                new Polling(new Polled.Cursor(row.instant("poll_since"), row.text("poll_page")),
                        row.instant("poll_at"), row.text("poll_problem")),
                new Pause(row.instant("ask_after"), row.text("ask_reason")));
    }

    private static String cut(String text, int charsMax) {
        return text.length() <= charsMax ? text : text.substring(0, charsMax);
    }
}
