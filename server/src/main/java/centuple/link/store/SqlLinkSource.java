package centuple.link.store;

import centuple.link.LinkRow;
import centuple.link.LinkSnapshot;
import centuple.link.LinkSource;
import centuple.link.LinkState;
import centuple.platform.sql.DatabaseException;
import centuple.platform.sql.Row;
import centuple.platform.sql.Sql;
import centuple.shop.ShopId;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** Reads all that the redirect must know, as one moment of the database shows it. Not thread-safe. */
public final class SqlLinkSource implements LinkSource {
    /**
     * The newest accepted terms of each pair within its partnership of now, and whether the partnership still stands.
     * A link whose partnership has
     * ended is ended, whatever its giver wants.
     */
    private static final String LINKS = """
            select l.id, l.code, l.giver, l.receiver, l.target, l.fallback,
                case when p.id is null then 'ENDED' else l.state end as state,
                coalesce(t.version, 0) as version, coalesce(t.path_prefixes, '{}') as path_prefixes,
                coalesce(t.identifier_free, false) as identifier_free
            from link l
            left join partnership p on p.state = 'ACCEPTED'
                and least(p.proposer, p.invited) = least(l.giver, l.receiver)
                and greatest(p.proposer, p.invited) = greatest(l.giver, l.receiver)
            left join lateral (select version, path_prefixes, identifier_free
                from terms_version join terms_acceptance using (receiver, giver, version)
                where receiver = l.receiver and giver = l.giver and partnership_id = p.id
                order by version desc limit 1) t on true
            """;
    private static final String HOSTS = "select host, shop_id from domain where standing = 'PROVEN' and kind = ?";
    /** Pairs whose terms have a cap, and whether this month's is used up. */
    private static final String PAIRS = """
            select t.giver, t.receiver, coalesce(m.booked_minor, 0) >= t.cap_minor as reached
            from (select distinct on (receiver, giver) receiver, giver, currency, cap_minor
                from terms_version join terms_acceptance using (receiver, giver, version)
                order by receiver, giver, version desc) t
            left join cap_meter m on m.receiver = t.receiver and m.giver = t.giver and m.currency = t.currency
                and m.month = ?
            where t.cap_minor is not null
            """;

    /** Both directions of each partnership, with the newest terms accepted in it. */
    private static final String PARTNERS = """
            select p.giver, p.receiver, coalesce(t.version, 0) as version,
                coalesce(t.path_prefixes, '{}') as path_prefixes,
                coalesce(t.identifier_free, false) as identifier_free
            from (select id, proposer as giver, invited as receiver from partnership where state = 'ACCEPTED'
                union all
                select id, invited, proposer from partnership where state = 'ACCEPTED') p
            left join lateral (select version, path_prefixes, identifier_free
                from terms_version join terms_acceptance using (receiver, giver, version)
                where receiver = p.receiver and giver = p.giver and partnership_id = p.id
                order by version desc limit 1) t on true
            """;

    private final Connection connection;
    private final Instant now;

    public SqlLinkSource(Connection connection, Instant now) {
        this.connection = connection;
        this.now = now;
    }

    @Override
    public LinkSnapshot load() {
        try {
            long version = Sql.one(connection, "select version from control_version", row -> row.bigint("version"));
            LocalDate month = LocalDate.ofInstant(now, ZoneOffset.UTC).withDayOfMonth(1);
            return new LinkSnapshot(version, Sql.list(connection, LINKS, SqlLinkSource::link), hosts("SHOP"),
                    hosts("LINK_HOST"), Sql.list(connection, PAIRS, SqlLinkSource::pair, month),
                    Sql.list(connection, PARTNERS, SqlLinkSource::partner));
        } catch (SQLException failure) {
            throw DatabaseException.of(failure);
        }
    }

    private List<LinkSnapshot.OwnedHost> hosts(String kind) throws SQLException {
        return Sql.list(connection, HOSTS,
                row -> new LinkSnapshot.OwnedHost(row.text("host"), new ShopId(row.integer("shop_id"))), kind);
    }

    private static LinkRow link(Row row) throws SQLException {
        return new LinkRow(row.uuid("id"), row.text("code"),
                new LinkRow.Pair(new ShopId(row.integer("giver")), new ShopId(row.integer("receiver"))),
                terms(row), new LinkRow.Addresses(row.text("target"), row.textOrNull("fallback")),
                LinkState.valueOf(row.text("state")));
    }

    private static LinkSnapshot.PairRow pair(Row row) throws SQLException {
        return new LinkSnapshot.PairRow(new ShopId(row.integer("giver")), new ShopId(row.integer("receiver")), true,
                row.bool("reached"));
    }

    private static LinkSnapshot.PartnerRow partner(Row row) throws SQLException {
        return new LinkSnapshot.PartnerRow(new ShopId(row.integer("giver")), new ShopId(row.integer("receiver")),
                terms(row));
    }

    private static LinkRow.TermsInForce terms(Row row) throws SQLException {
        return new LinkRow.TermsInForce(row.integer("version"), List.of(row.texts("path_prefixes")),
                row.bool("identifier_free"));
    }
}
