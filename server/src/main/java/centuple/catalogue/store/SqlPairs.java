package centuple.catalogue.store;

import centuple.catalogue.ProductPair;
import centuple.platform.sql.Row;
import centuple.platform.sql.Sql;
import centuple.shop.ShopId;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Pairs of products chosen by hand, on one open transaction. Not thread-safe. */
public final class SqlPairs {
    private static final String COLUMNS = "select giver, product, receiver, stand_in from product_pair ";

    private final Connection connection;

    public SqlPairs(Connection connection) {
        this.connection = connection;
    }

    /** How many a giver has; further ones wait until this transaction ends. */
    public int lockCount(ShopId giver) throws SQLException {
        Sql.run(connection, "select pg_advisory_xact_lock(hashtextextended('product_pair', ?))",
                (long) giver.value());
        return Sql.one(connection, "select count(*)::integer as pairs from product_pair where giver = ?",
                row -> row.integer("pairs"), giver.value());
    }

    /** Adds one; false where it is there already. */
    public boolean insert(ProductPair pair, Instant now) throws SQLException {
        boolean added = Sql.update(connection, """
                insert into product_pair (giver, product, receiver, stand_in, created_at)
                values (?, ?, ?, ?, ?) on conflict do nothing
                """, pair.giver().value(), pair.product(), pair.receiver().value(), pair.standIn(), now) == 1;
        if (added) {
            CatalogueVersion.bump(connection);
        }
        return added;
    }

    /** Takes one away; false where there is none. */
    public boolean delete(ProductPair pair) throws SQLException {
        boolean found = Sql.update(connection, """
                delete from product_pair where giver = ? and product = ? and receiver = ? and stand_in = ?
                """, pair.giver().value(), pair.product(), pair.receiver().value(), pair.standIn()) == 1;
        if (found) {
            CatalogueVersion.bump(connection);
        }
        return found;
    }

    /** Those of a giver, in order. */
    public List<ProductPair> page(ShopId giver, Optional<ProductPair> after, int countMax) throws SQLException {
        String product = after.map(ProductPair::product).orElse(null);
        return Sql.list(connection, COLUMNS + """
                where giver = ? and (?::text is null or (product, receiver, stand_in) > (?, ?, ?))
                order by product, receiver, stand_in limit ?
                """, SqlPairs::read, giver.value(), product, product,
                after.map(pair -> pair.receiver().value()).orElse(null), after.map(ProductPair::standIn).orElse(null),
                countMax);
    }

    static ProductPair read(Row row) throws SQLException {
        return new ProductPair(new ShopId(row.integer("giver")), row.text("product"),
                new ShopId(row.integer("receiver")), row.text("stand_in"));
    }
}
