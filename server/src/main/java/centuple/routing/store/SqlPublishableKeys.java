package centuple.routing.store;

import centuple.platform.sql.Row;
import centuple.platform.sql.Sql;
import centuple.routing.PublishableKey;
import centuple.shop.ShopId;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Publishable keys, on one open transaction. Not thread-safe. */
public final class SqlPublishableKeys {
    private static final String COLUMNS = "select id, shop, text, name, origins, created_at, revoked_at"
            + " from publishable_key ";

    private final Connection connection;

    public SqlPublishableKeys(Connection connection) {
        this.connection = connection;
    }

    public void insert(PublishableKey key) throws SQLException {
        Sql.update(connection, """
                insert into publishable_key (id, shop, text, name, origins, created_at) values (?, ?, ?, ?, ?, ?)
                """, key.id(), key.shop().value(), key.text(), key.name(), key.origins().toArray(String[]::new),
                key.use().createdAt());
    }

    /** All that work. */
    public List<PublishableKey> working() throws SQLException {
        return Sql.list(connection, COLUMNS + "where revoked_at is null", SqlPublishableKeys::read);
    }

    /** How many of a shop's work. */
    public int countWorking(ShopId shop) throws SQLException {
        return Sql.one(connection, "select count(*)::integer as keys from publishable_key where shop = ?"
                + " and revoked_at is null", row -> row.integer("keys"), shop.value());
    }

    /** Those of a shop, oldest first. */
    public List<PublishableKey> page(ShopId shop, Optional<UUID> after, int countMax) throws SQLException {
        return Sql.list(connection, COLUMNS + "where shop = ? and (?::uuid is null or id > ?) order by id limit ?",
                SqlPublishableKeys::read, shop.value(), after.orElse(null), after.orElse(null), countMax);
    }

    /** The one of that id, if it is of that shop. */
    public Optional<PublishableKey> lock(UUID id, ShopId shop) throws SQLException {
        return Sql.optional(connection, COLUMNS + "where id = ? and shop = ? for update", SqlPublishableKeys::read, id,
                shop.value());
    }

    /** From then on the key works no more. */
    public void revoke(UUID id, Instant at) throws SQLException {
        Sql.update(connection, "update publishable_key set revoked_at = ? where id = ? and revoked_at is null", at, id);
    }

    private static PublishableKey read(Row row) throws SQLException {
        return new PublishableKey(row.uuid("id"), new ShopId(row.integer("shop")), row.text("text"), row.text("name"),
                List.of(row.texts("origins")),
                new PublishableKey.Use(row.instant("created_at"), row.instantOrNull("revoked_at")));
    }
}
