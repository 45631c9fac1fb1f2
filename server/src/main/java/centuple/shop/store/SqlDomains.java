package centuple.shop.store;

import centuple.platform.sql.Row;
import centuple.platform.sql.Sql;
import centuple.shop.ShopId;
import centuple.shop.domain.Domain;
import centuple.shop.domain.DomainKind;
import centuple.shop.domain.Ownership;
import centuple.shop.domain.ProofMethod;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Hosts that shops claim, on one open transaction. Not thread-safe. */
public final class SqlDomains {
    private static final String COLUMNS = "select id, shop_id, host, kind, challenge, claimed_at, standing, "
            + "method, since, "
            + "checked_on::text as checked_on, failed_days from domain ";

    private final Connection connection;

    public SqlDomains(Connection connection) {
        this.connection = connection;
    }

    /** Keeps other transactions from claiming or proving the same host until this one ends. */
    public void lockHost(String host) throws SQLException {
        Sql.run(connection, "select pg_advisory_xact_lock(hashtextextended('domain ' || ?, 0))", host);
    }

    /** What else is known of the host. */
    public Ownership.Rivals rivals(ShopId shop, String host) throws SQLException {
        return Sql.one(connection, """
                select exists (select from domain where shop_id = ? and host = ?) as claimed,
                       exists (select from domain where shop_id <> ? and host = ? and standing = 'PROVEN') as proven,
                       (select count(*) from domain where shop_id = ?)::integer as hosts
                """, row -> new Ownership.Rivals(row.bool("claimed"), row.bool("proven"), row.integer("hosts")),
                shop.value(), host, shop.value(), host, shop.value());
    }

    public Optional<Domain> find(UUID id) throws SQLException {
        return Sql.optional(connection, COLUMNS + "where id = ?", SqlDomains::read, id);
    }

    public Optional<Domain> lock(UUID id) throws SQLException {
        return Sql.optional(connection, COLUMNS + "where id = ? for update", SqlDomains::read, id);
    }

    /** Those of a shop, or all for the operator, oldest first. */
    public List<Domain> page(ShopId reader, Optional<UUID> after, int countMax) throws SQLException {
        return Sql.list(connection,
                COLUMNS + "where (? = 0 or shop_id = ?) and (?::uuid is null or id > ?) order by id limit ?",
                SqlDomains::read, reader.value(), reader.value(), after.orElse(null), after.orElse(null), countMax);
    }

    /** The hosts that shops have proven for their pages, by shop, in alphabetical order. */
    public Map<ShopId, List<String>> provenHosts(List<ShopId> shops) throws SQLException {
        record Proven(ShopId shop, String host) {
        }
        Integer[] ids = shops.stream().map(ShopId::value).toArray(Integer[]::new);
        return Sql
                .list(connection, """
                        select shop_id, host from domain
                        where shop_id = any (?) and standing = 'PROVEN' and kind = 'SHOP' order by host
                        """, row -> new Proven(new ShopId(row.integer("shop_id")), row.text("host")),
                        (Object) ids)
                .stream().collect(Collectors.groupingBy(Proven::shop,
                        Collectors.mapping(Proven::host, Collectors.toList())));
    }

    /** Proven or lost ones that were not checked on that day, except those the operator vouches for. */
    public List<Domain> dueForCheck(LocalDate today, Optional<UUID> after, int countMax) throws SQLException {
        return Sql.list(connection, COLUMNS + """
                where (standing = 'LOST' or standing = 'PROVEN' and method <> 'OPERATOR'
                       and (checked_on is null or checked_on < ?))
                  and (?::uuid is null or id > ?) order by id limit ?
                """, SqlDomains::read, today, after.orElse(null), after.orElse(null), countMax);
    }

    public void insert(Domain domain) throws SQLException {
        Sql.update(connection, """
                insert into domain (id, shop_id, host, kind, challenge, claimed_at, standing)
                values (?, ?, ?, ?, ?, ?, 'CLAIMED')
                """, domain.id(), domain.shop().value(), domain.name().host(), domain.name().kind().name(),
                domain.challenge(), domain.claimedAt());
    }

    /** Writes what became of its standing. */
    public void update(Domain domain) throws SQLException {
        String sql = "update domain set standing = ?, method = ?, since = ?, checked_on = ?, failed_days = ?"
                + " where id = ?";
        switch (domain.standing()) {
            case Domain.Claimed() -> Sql.update(connection, sql, "CLAIMED", null, null, null, 0, domain.id());
            case Domain.Proven proven -> Sql.update(connection, sql, "PROVEN", proven.method().name(), proven.since(),
                    proven.checkedOn(), proven.failedDays(), domain.id());
            case Domain.Lost lost -> Sql.update(connection, sql, "LOST", null, lost.since(), null, 0, domain.id());
        }
    }

    private static Domain read(Row row) throws SQLException {
        String checkedOn = row.textOrNull("checked_on");
        Domain.Standing standing = switch (row.text("standing")) {
            case "PROVEN" -> new Domain.Proven(ProofMethod.valueOf(row.text("method")), row.instant("since"),
                    checkedOn == null ? null : LocalDate.parse(checkedOn), row.integer("failed_days"));
            case "LOST" -> new Domain.Lost(row.instant("since"));
            default -> Domain.Standing.CLAIMED;
        };
        return new Domain(row.uuid("id"), new ShopId(row.integer("shop_id")),
                new Domain.Name(row.text("host"), DomainKind.valueOf(row.text("kind"))), row.text("challenge"),
                row.instant("claimed_at"), standing);
    }
}
