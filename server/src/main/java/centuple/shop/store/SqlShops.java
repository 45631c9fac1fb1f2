package centuple.shop.store;

import centuple.money.Currency;
import centuple.platform.sql.Row;
import centuple.platform.sql.Sql;
import centuple.shop.Shop;
import centuple.shop.ShopId;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Shops, on one open transaction. Not thread-safe. */
public final class SqlShops {
    private final Connection connection;

    public SqlShops(Connection connection) {
        this.connection = connection;
    }

    /** Writes a new one; false when its id is taken, so that another is drawn. */
    public boolean insert(Shop shop) throws SQLException {
        return Sql.update(connection,
                "insert into shop (id, name, currency, created_at) values (?, ?, ?, ?) on conflict (id) do nothing",
                shop.id().value(), shop.name(), shop.currency().code(), shop.createdAt()) == 1;
    }

    public Optional<Shop> find(ShopId id) throws SQLException {
        return Sql.optional(connection, "select id, name, currency, created_at from shop where id = ?", SqlShops::read,
                id.value());
    }

    /** All, by id. */
    public List<Shop> page(Optional<ShopId> after, int countMax) throws SQLException {
        Integer behind = after.map(ShopId::value).orElse(null);
        return Sql.list(connection, """
                select id, name, currency, created_at from shop where (?::integer is null or id > ?) order by id limit ?
                """, SqlShops::read, behind, behind, countMax);
    }

    private static Shop read(Row row) throws SQLException {
        return new Shop(new ShopId(row.integer("id")), row.text("name"), new Currency(row.text("currency")),
                row.instant("created_at"));
    }
}
