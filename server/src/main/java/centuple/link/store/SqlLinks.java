package centuple.link.store;

import centuple.link.Link;
import centuple.link.LinkRow;
import centuple.link.LinkState;
import centuple.link.Linking;
import centuple.platform.sql.Row;
import centuple.platform.sql.Sql;
import centuple.shop.ShopId;
import centuple.shop.domain.HostName;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Links, on one open transaction. Not thread-safe. */
public final class SqlLinks {
    private static final String COLUMNS = "select id, code, giver, receiver, target, fallback, state, created_at"
            + " from link ";

    private final Connection connection;

    public SqlLinks(Connection connection) {
        this.connection = connection;
    }

    /** What is known around a wished link of that pair and code; keeps the code from being taken meanwhile. */
    public Linking.Surroundings surroundings(LinkRow.Pair pair, String code) throws SQLException {
        Sql.run(connection, "select pg_advisory_xact_lock(hashtextextended('link ' || ?, 0))", code);
        int giver = pair.giver().value();
        int receiver = pair.receiver().value();
        boolean partners = Sql.one(connection, """
                select exists (select from partnership where least(proposer, invited) = least(?, ?)
                    and greatest(proposer, invited) = greatest(?, ?) and state = 'ACCEPTED') as found
                """, row -> row.bool("found"), giver, receiver, giver, receiver);
        List<String> prefixes = Sql.optional(connection, """
                select path_prefixes from terms_version join terms_acceptance using (receiver, giver, version)
                where receiver = ? and giver = ? and partnership_id = (select id from partnership
                    where least(proposer, invited) = least(?, ?) and greatest(proposer, invited) = greatest(?, ?)
                    and state = 'ACCEPTED')
                order by version desc limit 1
                """, row -> List.of(row.texts("path_prefixes")), receiver, giver, giver, receiver, giver, receiver)
                .orElse(List.of());
        boolean taken = Sql.one(connection, "select exists (select from link where code = ?) as taken",
                row -> row.bool("taken"), code);
        int count = Sql.one(connection, "select count(*)::integer as links from link where giver = ?",
                row -> row.integer("links"), giver);
        return new Linking.Surroundings(partners, origins(pair.receiver()), origins(pair.giver()), prefixes, taken,
                count);
    }

    private Set<String> origins(ShopId shop) throws SQLException {
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

    public void insert(Link link) throws SQLException {
        Sql.update(connection, """
                insert into link (id, code, giver, receiver, target, fallback, state, created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                """, link.id(), link.code(), link.pair().giver().value(), link.pair().receiver().value(),
                link.addresses().target(), link.addresses().fallback(), link.state().name(), link.createdAt());
    }

    public void updateState(Link link) throws SQLException {
        Sql.update(connection, "update link set state = ? where id = ?", link.state().name(), link.id());
    }

    /** The one of that id, if the reader is its giver, its receiver or the operator. */
    public Optional<Link> find(UUID id, ShopId reader) throws SQLException {
        return find(id, reader, "");
    }

    /** The same, locked until the end of the transaction. */
    public Optional<Link> lock(UUID id, ShopId reader) throws SQLException {
        return find(id, reader, " for update");
    }

    private Optional<Link> find(UUID id, ShopId reader, String locking) throws SQLException {
        return Sql.optional(connection, COLUMNS + "where id = ? and (? = 0 or giver = ? or receiver = ?)" + locking,
                SqlLinks::read, id, reader.value(), reader.value(), reader.value());
    }

    /** Those a shop gives or receives by, or all for the operator, oldest first. */
    public List<Link> page(ShopId reader, Optional<UUID> after, int countMax) throws SQLException {
        return Sql.list(connection, COLUMNS + """
                where (? = 0 or giver = ? or receiver = ?) and (?::uuid is null or id > ?) order by id limit ?
                """, SqlLinks::read, reader.value(), reader.value(), reader.value(), after.orElse(null),
                after.orElse(null), countMax);
    }

    private static Link read(Row row) throws SQLException {
        return new Link(row.uuid("id"), row.text("code"),
                new LinkRow.Pair(new ShopId(row.integer("giver")), new ShopId(row.integer("receiver"))),
                new LinkRow.Addresses(row.text("target"), row.textOrNull("fallback")),
                LinkState.valueOf(row.text("state")), row.instant("created_at"));
    }
}
