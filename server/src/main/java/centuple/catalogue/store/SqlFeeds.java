package centuple.catalogue.store;

import centuple.catalogue.CountrySet;
import centuple.catalogue.feed.FeedField;
import centuple.catalogue.feed.FeedKind;
import centuple.catalogue.feed.FeedReport;
import centuple.catalogue.feed.FeedSettings;
import centuple.catalogue.feed.FeedState;
import centuple.catalogue.file.FeedSource;
import centuple.platform.json.Json;
import centuple.platform.sql.Jsonb;
import centuple.platform.sql.Row;
import centuple.platform.sql.Sql;
import centuple.shop.ShopId;
import centuple.shop.domain.HostName;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Feeds, on one open transaction. Not thread-safe. */
public final class SqlFeeds {
    static final String COLUMNS = """
            select shop_id, kind, url, delivers_to, every_minutes, separator, encoding, columns, revision, next_at,
                   tried_at, good_at, failures, problem, products, stale, etag, last_modified
            from feed
            """;
    private static final int PROBLEM_CHARS_MAX = 500;

    private final Connection connection;

    public SqlFeeds(Connection connection) {
        this.connection = connection;
    }

    public Optional<StoredFeed> find(ShopId shop) throws SQLException {
        return Sql.optional(connection, COLUMNS + "where shop_id = ?", SqlFeeds::read, shop.value());
    }

    /** The same, locked until the end of the transaction. */
    public Optional<StoredFeed> lock(ShopId shop) throws SQLException {
        return Sql.optional(connection, COLUMNS + "where shop_id = ? for update", SqlFeeds::read, shop.value());
    }

    /** The feed of a shop, or all for the operator, by shop. */
    public List<StoredFeed> page(ShopId reader, Optional<ShopId> after, int countMax) throws SQLException {
        Integer behind = after.map(ShopId::value).orElse(null);
        return Sql.list(connection,
                COLUMNS + "where (? = 0 or shop_id = ?) and (?::integer is null or shop_id > ?) order by shop_id"
                        + " limit ?",
                SqlFeeds::read, reader.value(), reader.value(), behind, behind, countMax);
    }

    /**
     * Writes settings, new or in place of others, to be read at once, or where the shop's host was slow when that is
     * over; products of before stay until then.
     */
    public void put(ShopId shop, FeedSettings settings, Instant now) throws SQLException {
        Sql.update(connection, """
                insert into feed (shop_id, kind, url, delivers_to, every_minutes, separator, encoding, columns,
                    revision, next_at, failures, problem, products, etag, last_modified)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?,
                    greatest(?, (select held_back_until from feed_turn where shop_id = ?)), 0, '', 0, '', '')
                on conflict (shop_id) do update set kind = excluded.kind, url = excluded.url,
                    delivers_to = excluded.delivers_to, every_minutes = excluded.every_minutes,
                    separator = excluded.separator, encoding = excluded.encoding, columns = excluded.columns,
                    revision = greatest(feed.revision + 1, excluded.revision),
                    next_at = excluded.next_at, tried_at = null, failures = 0, problem = '', etag = '',
                    last_modified = ''
                """, shop.value(), settings.kind().name(), settings.url(), settings.deliversTo().toString(),
                (int) settings.every().toMinutes(), String.valueOf(settings.table().separator()),
                settings.table().encoding(), new Jsonb(Json.string(settings.table().columns())), now.toEpochMilli(),
                now, shop.value());
    }

    /** Takes a feed and its products away; false where there is none. */
    public boolean delete(ShopId shop) throws SQLException {
        boolean found = Sql.update(connection, "delete from feed where shop_id = ?", shop.value()) == 1;
        Sql.update(connection, "delete from product where shop_id = ?", shop.value());
        if (found) {
            CatalogueVersion.bump(connection);
        }
        return found;
    }

    /**
     * Lets the feed be read at the next look of any server, or where its host was slow when that is over; whole even
     * where its host says that nothing changed.
     */
    public void hurry(ShopId shop, Instant now) throws SQLException {
        Sql.update(connection, """
                update feed set etag = '', last_modified = '',
                    next_at = greatest(?, (select held_back_until from feed_turn where shop_id = ?))
                where shop_id = ?
                """, now, shop.value(), shop.value());
    }

    /** Does not let the feed be read before then. */
    public void holdBack(ShopId shop, Instant until) throws SQLException {
        Sql.update(connection, "update feed set next_at = greatest(next_at, ?) where shop_id = ?", until,
                shop.value());
    }

    /** Writes how a reading went; after a good one its products are offered again. */
    public void settle(ShopId shop, FeedState state, FeedSource.Copy copy) throws SQLException {
        String problem = state.problem().length() > PROBLEM_CHARS_MAX
                ? state.problem().substring(0, PROBLEM_CHARS_MAX)
                : state.problem();
        Sql.update(connection, """
                update feed set next_at = ?, tried_at = ?, good_at = ?, failures = ?, problem = ?, products = ?,
                    etag = ?, last_modified = ?
                where shop_id = ?
                """, state.nextAt(), state.triedAt(), state.goodAt(), state.failures(), problem, state.products(),
                copy.etag(), copy.lastModified(), shop.value());
        boolean fresh = state.failures() == 0
                && Sql.update(connection, "update feed set stale = false where shop_id = ? and stale",
                        shop.value()) == 1;
        if (fresh) {
            CatalogueVersion.bump(connection);
        }
    }

    public void report(ShopId shop, FeedReport report) throws SQLException {
        Sql.update(connection, "update feed set report = ? where shop_id = ?", new Jsonb(Json.string(report)),
                shop.value());
    }

    /** The report of the last reading that got as far as that; empty before the first one. */
    public Optional<FeedReport> report(ShopId shop) throws SQLException {
        return Sql.optional(connection, "select report::text as report from feed where shop_id = ?",
                row -> Optional.ofNullable(row.textOrNull("report")), shop.value())
                .flatMap(text -> text.map(ReportJson::read));
    }

    /** Marks feeds without a good copy since then; tells which. Servers then offer their products no more. */
    public List<ShopId> markStale(Instant goodBefore) throws SQLException {
        List<ShopId> stale = Sql.list(connection,
                "update feed set stale = true where good_at < ? and not stale returning shop_id",
                row -> new ShopId(row.integer("shop_id")), goodBefore);
        if (!stale.isEmpty()) {
            CatalogueVersion.bump(connection);
        }
        return stale;
    }

    /** Scheme and host of the pages a shop may lead to: its proven hosts and their {@code www.}. */
    public Set<String> provenOrigins(ShopId shop) throws SQLException {
        Set<String> origins = new HashSet<>();
        for (String host : Sql.list(connection,
                "select host from domain where shop_id = ? and kind = 'SHOP' and standing = 'PROVEN'",
                row -> row.text("host"), shop.value())) {
            origins.add(HostName.originOf(host));
            if (HostName.isPublic(host)) {
                origins.add(HostName.originOf("www." + host));
            }
        }
        return origins;
    }

    static StoredFeed read(Row row) throws SQLException {
        Map<FeedField, String> columns = new EnumMap<>(FeedField.class);
        Json.object(row.text("columns").getBytes(StandardCharsets.UTF_8)).properties()
                .forEach(column -> columns.put(FeedField.valueOf(column.getKey()), column.getValue().stringValue()));
        FeedSettings settings = new FeedSettings(FeedKind.valueOf(row.text("kind")), row.text("url"),
                CountrySet.parse(row.text("delivers_to")), Duration.ofMinutes(row.integer("every_minutes")),
                new FeedSettings.Table(row.text("separator").charAt(0), row.text("encoding"), columns));
        FeedState state = new FeedState(row.instant("next_at"), row.instantOrNull("tried_at"),
                row.instantOrNull("good_at"), row.integer("failures"), row.text("problem"), row.bigint("products"));
        return new StoredFeed(new ShopId(row.integer("shop_id")), settings, row.bigint("revision"), state,
                new FeedSource.Copy(row.text("etag"), row.text("last_modified")), row.bool("stale"));
    }
}
