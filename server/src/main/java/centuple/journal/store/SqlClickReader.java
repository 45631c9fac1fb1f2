package centuple.journal.store;

import centuple.click.ClickId;
import centuple.click.ClickRecord;
import centuple.click.ClickRoute;
import centuple.click.Device;
import centuple.click.Hops;
import centuple.click.SubIds;
import centuple.click.Visit;
import centuple.click.VisitClass;
import centuple.platform.sql.Row;
import centuple.platform.sql.Sql;
import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads shipped clicks in an open transaction. Not thread-safe. */
public final class SqlClickReader {

    private static final String PAGE = """
            select * from click
            where %s = ? and (?::boolean or %s = ?) and at >= ? and at < ?
            %s
            order by at desc, id desc limit ?""";

    private final Connection connection;

    public SqlClickReader(Connection connection) {
        this.connection = connection;
    }

    /** Of which side a shop asks: the visitors it gave, or those it received. */
    public enum Side {
        GIVEN("giver", "receiver"), RECEIVED("receiver", "giver");

        private final String own;
        private final String other;

        Side(String own, String other) {
            this.own = own;
            this.other = other;
        }
    }

    /** The place behind a click in a list from the newest to the oldest. */
    public record Place(long atMillis, ClickId id) {
    }

    /**
     * Which clicks are asked for, newest first.
     *
     * @param partner the other shop, or null for all
     * @param since the earliest time, inclusive
     * @param until the latest time, exclusive
     * @param after the last click of the page before, or null for the first page
     */
    public record Wish(ShopId shop, Side side, @Nullable ShopId partner, Instant since, Instant until,
            @Nullable Place after) {
    }

    /** A page of clicks, newest first. */
    public List<ClickRecord> page(Wish wish, int countMax) throws SQLException {
        ShopId partner = wish.partner();
        Place after = wish.after();
        List<Object> values = new ArrayList<>(List.of(wish.shop().value(), partner == null,
                partner == null ? 0 : partner.value(), wish.since(), wish.until()));
        if (after != null) {
            values.add(Instant.ofEpochMilli(after.atMillis()));
            values.add(bytes(after.id()));
        }
        values.add(countMax);
        String sql = PAGE.formatted(wish.side().own, wish.side().other, after == null ? "" : "and (at, id) < (?, ?)");
        return Sql.list(connection, sql, SqlClickReader::click, values.toArray());
    }

    /** The click of an id, where the shop is one of its two. */
    public Optional<ClickRecord> find(ClickId id, ShopId shop) throws SQLException {
        return Sql.list(connection, "select * from click where id = ? and ? in (giver, receiver) limit 1",
                SqlClickReader::click, bytes(id), shop.value()).stream().findFirst();
    }

    /** A click from a row with all columns of the table. */
    static ClickRecord click(Row row) throws SQLException {
        ByteBuffer id = ByteBuffer.wrap(row.bytes("id"));
        int[] hops = Arrays.stream(row.integers("hops")).mapToInt(Integer::intValue).toArray();
        return new ClickRecord(new ClickId(id.getLong(), id.getInt()), row.instant("at").toEpochMilli(),
                ClickRoute.of(row.uuid("link_id"), row.integer("giver"), row.integer("receiver"),
                        row.integer("terms_version")),
                Hops.of(hops),
                new Visit(VisitClass.valueOf(upper(row.text("class"))), Device.valueOf(upper(row.text("device"))),
                        orEmpty(row.textOrNull("country"))),
                new SubIds(orEmpty(row.textOrNull("s1")), orEmpty(row.textOrNull("s2")), orEmpty(row.textOrNull("s3")),
                        orEmpty(row.textOrNull("s4")), orEmpty(row.textOrNull("s5"))));
    }

    private static byte[] bytes(ClickId id) {
        return ByteBuffer.allocate(ClickId.LENGTH_BYTES).putLong(id.high()).putInt(id.low()).array();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
