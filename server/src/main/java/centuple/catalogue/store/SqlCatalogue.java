package centuple.catalogue.store;

import centuple.catalogue.CatalogueIndex;
import centuple.catalogue.CatalogueIndexBuilder;
import centuple.catalogue.CountrySet;
import centuple.catalogue.Product;
import centuple.platform.sql.Row;
import centuple.platform.sql.Sql;
import centuple.shop.ShopId;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Builds the index of all products that may be offered, from one moment of the database. */
public final class SqlCatalogue {
    /** Sorting a million rows stays in memory. */
    private static final String SORT_MEMORY = "set local work_mem = '256MB'";

    private SqlCatalogue() {
    }

    /** Reads everything; needs an open transaction that sees one moment. */
    public static CatalogueIndex load(Connection connection) throws SQLException {
        long version = CatalogueVersion.read(connection);
        CatalogueIndexBuilder builder = new CatalogueIndexBuilder();
        Map<String, CountrySet> countries = new HashMap<>();
        Sql.run(connection, SORT_MEMORY);
        Sql.each(connection, """
                select p.shop_id, item_id, gtin, brand, mpn, item_group, category, size, title, p.url, in_stock,
                       p.delivers_to
                from product p join feed f on f.shop_id = p.shop_id and not f.stale
                order by p.shop_id, item_group, item_id
                """, row -> product(row, countries), builder::add);
        Sql.each(connection, "select giver, product, receiver, stand_in from product_pair order by 1, 2, 3, 4",
                SqlPairs::read, builder::add);
        return builder.build(version);
    }

    private static Product product(Row row, Map<String, CountrySet> countries) throws SQLException {
        return new Product(new ShopId(row.integer("shop_id")), row.text("item_id"),
                new Product.Identity(row.bigint("gtin"), row.text("brand"), row.text("mpn")),
                new Product.Variant(row.text("item_group"), row.text("category"), row.text("size")),
                new Product.Page(row.text("title"), row.text("url")), new Product.Supply(row.bool("in_stock"),
                        countries.computeIfAbsent(row.text("delivers_to"), CountrySet::parse)));
    }
}
