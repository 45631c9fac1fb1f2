package centuple.catalogue.store;

import centuple.catalogue.Product;
import centuple.platform.sql.DatabaseException;
import centuple.platform.sql.Sql;
import centuple.shop.ShopId;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Puts a new copy of a feed in place of the one before, in the transaction of its connection: rows come by COPY into a
 * table of this transaction only, then what is different is taken over. Until the commit everybody sees the copy of
 * before, and rows that did not change are not written at all. Not thread-safe.
 */
public final class ProductImport {
    private static final int CHARS_PER_WRITE = 1 << 16;
    private static final String COLUMNS = "item_id, gtin, brand, mpn, item_group, category, size, title, url, in_stock,"
            + " delivers_to";
    private static final String NEW_COLUMNS = "n.item_id, n.gtin, n.brand, n.mpn, n.item_group, n.category, n.size,"
            + " n.title, n.url, n.in_stock, n.delivers_to";

    private final Connection connection;
    private final ShopId shop;
    private final CopyIn copy;
    private final StringBuilder text = new StringBuilder(CHARS_PER_WRITE + 8_192);
    private long count;

    private ProductImport(Connection connection, ShopId shop, CopyIn copy) {
        this.connection = connection;
        this.shop = shop;
        this.copy = copy;
    }

    /** Begins a copy; the connection can do nothing else until {@link #finish}, or a rollback. */
    public static ProductImport begin(Connection connection, ShopId shop) throws SQLException {
        Sql.run(connection, "create temporary table product_new (like product) on commit drop");
        Sql.run(connection, "alter table product_new drop column shop_id");
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI()
                .copyIn("copy product_new (" + COLUMNS + ") from stdin");
        return new ProductImport(connection, shop, copy);
    }

    /** What became of the products of the shop. */
    public record Merged(long products, long added, long changed, long removed) {
        /** Whether anything is different from before. */
        public boolean isChange() {
            return added + changed + removed > 0;
        }
    }

    /**
     * Adds a product; no id twice.
     *
     * @throws DatabaseException where the database is gone
     */
    public void add(Product product) {
        count++;
        field(product.id()).append('\t').append(product.identity().gtin()).append('\t');
        field(product.identity().brand()).append('\t');
        field(product.identity().mpn()).append('\t');
        field(product.variant().group()).append('\t');
        field(product.variant().category()).append('\t');
        field(product.variant().size()).append('\t');
        field(product.page().title()).append('\t');
        field(product.page().url()).append('\t');
        text.append(product.supply().inStock() ? 't' : 'f').append('\t').append(product.supply().deliversTo())
                .append('\n');
        if (text.length() >= CHARS_PER_WRITE) {
            try {
                write();
            } catch (SQLException e) {
                throw DatabaseException.of(e);
            }
        }
    }

    /** Ends the copy where it will not be used: the connection can then be rolled back. */
    public void cancel() {
        try {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }

    /** Takes over what is different, and makes servers build their index anew where anything is. */
    public Merged finish() throws SQLException {
        write();
        copy.endCopy();
        // Without figures of the new table the joins below would be planned for a few rows.
        Sql.run(connection, "analyze product_new");
        long removed = Sql.update(connection, """
                delete from product p where p.shop_id = ?
                and not exists (select from product_new n where n.item_id = p.item_id)
                """, shop.value());
        long changed = Sql.update(connection, "update product p set (" + COLUMNS + ") = (" + NEW_COLUMNS + ")"
                + " from product_new n where p.shop_id = ? and p.item_id = n.item_id and (p." + COLUMNS.replace(", ",
                        ", p.")
                + ") is distinct from (" + NEW_COLUMNS + ")", shop.value());
        long added = Sql.update(connection, "insert into product (shop_id, " + COLUMNS + ") select ?, " + NEW_COLUMNS
                + " from product_new n where not exists (select from product p where p.shop_id = ?"
                + " and p.item_id = n.item_id) order by n.item_id", shop.value(), shop.value());
        Merged merged = new Merged(count, added, changed, removed);
        if (merged.isChange()) {
            CatalogueVersion.bump(connection);
        }
        return merged;
    }

    private void write() throws SQLException {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        text.setLength(0);
    }

    /** As COPY reads text: what would end a field, a row or a letter is written with a backslash. */
    private StringBuilder field(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                default -> text.append(c);
            }
        }
        return text;
    }
}
