package centuple.shop.store;

import centuple.platform.sql.Row;
import centuple.platform.sql.Sql;
import centuple.shop.ShopId;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Coupons that receivers honour for givers, on one open transaction. Not thread-safe. */
public final class SqlCoupons {
    private final Connection connection;

    public SqlCoupons(Connection connection) {
        this.connection = connection;
    }

    /** Writes a new one; false when the receiver has given that code to somebody. */
    public boolean insert(Coupon coupon) throws SQLException {
        return Sql.update(connection, """
                insert into coupon (receiver, code, giver, created_at) values (?, ?, ?, ?) on conflict do nothing
                """, coupon.receiver().value(), coupon.code().toLowerCase(Locale.ROOT), coupon.giver().value(),
                coupon.createdAt()) == 1;
    }

    /** Takes one back; false when there was none. */
    public boolean delete(ShopId receiver, String code) throws SQLException {
        return Sql.update(connection, "delete from coupon where receiver = ? and code = ?", receiver.value(),
                code.toLowerCase(Locale.ROOT)) == 1;
    }

    /** Those that a shop honours or is paid by, by receiver and code. */
    public List<Coupon> page(ShopId reader, Optional<Place> after, int countMax) throws SQLException {
        Integer receiver = after.map(place -> place.receiver().value()).orElse(null);
        return Sql.list(connection, """
                select receiver, code, giver, created_at from coupon
                where (? = 0 or receiver = ? or giver = ?) and (?::integer is null or (receiver, code) > (?, ?))
                order by receiver, code limit ?
                """, SqlCoupons::read, reader.value(), reader.value(), reader.value(), receiver, receiver,
                after.map(Place::code).orElse(null), countMax);
    }

    private static Coupon read(Row row) throws SQLException {
        return new Coupon(new ShopId(row.integer("receiver")), row.text("code"), new ShopId(row.integer("giver")),
                row.instant("created_at"));
    }

    /**
     * A coupon.
     *
     * @param receiver who honours it
     * @param code lower case once stored
     * @param giver who is paid for orders with it
     */
    public record Coupon(ShopId receiver, String code, ShopId giver, Instant createdAt) {
    }

    /** Where a page ended. */
    public record Place(ShopId receiver, String code) {
    }
}
