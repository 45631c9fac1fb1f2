package centuple.shop.store;

import centuple.platform.sql.Row;
import centuple.platform.sql.Sql;
import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;

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

    /** Keeps decisions on orders and other changes of coupons waiting until the transaction ends. */
    public void lock() throws SQLException {
        AgreementLock.alone(connection);
    }

    /** Gives a code, from now on; empty when it is in force for somebody. */
    public Optional<Coupon> give(ShopId receiver, String code, ShopId giver, Instant now) throws SQLException {
        return Sql.optional(connection, """
                insert into coupon (receiver, code, giver, given_at)
                select ?, ?, ?, ? where not exists (select from coupon
                    where receiver = ? and code = ? and (ended_at is null or ended_at > ?))
                on conflict do nothing returning *
                """, SqlCoupons::read, receiver.value(), lower(code), giver.value(), now, receiver.value(), lower(code),
                now);
    }

    /** Ends one that is in force: orders placed before keep it. Empty when there is none. */
    public Optional<Coupon> end(ShopId receiver, String code, Instant now) throws SQLException {
        return Sql.optional(connection, """
                update coupon set ended_at = greatest(given_at, ?)
                where receiver = ? and code = ? and ended_at is null returning *
                """, SqlCoupons::read, now, receiver.value(), lower(code));
    }

    /** Those that a shop honours or is paid by, ended ones too, by receiver, code and time. */
    public List<Coupon> page(ShopId reader, Optional<Place> after, int countMax) throws SQLException {
        Integer receiver = after.map(place -> place.receiver().value()).orElse(null);
        return Sql.list(connection, """
                select * from coupon
                where (? = 0 or receiver = ? or giver = ?)
                    and (?::integer is null or (receiver, code, given_at) > (?, ?, ?))
                order by receiver, code, given_at limit ?
                """, SqlCoupons::read, reader.value(), reader.value(), reader.value(), receiver, receiver,
                after.map(Place::code).orElse(null), after.map(Place::givenAt).orElse(null), countMax);
    }

    private static String lower(String code) {
        return code.toLowerCase(Locale.ROOT);
    }

    private static Coupon read(Row row) throws SQLException {
        return new Coupon(new ShopId(row.integer("receiver")), row.text("code"), new ShopId(row.integer("giver")),
                row.instant("given_at"), row.instantOrNull("ended_at"));
    }

    /**
     * A coupon. Of one receiver and code no two are in force at the same time.
     *
     * @param receiver who honours it
     * @param code lower case
     * @param giver who is paid for orders with it
     * @param givenAt from when on
     * @param endedAt until just before when; null while it is in force
     */
    public record Coupon(ShopId receiver, String code, ShopId giver, Instant givenAt, @Nullable Instant endedAt) {
    }

    /** Where a page ended. */
    public record Place(ShopId receiver, String code, Instant givenAt) {
    }
}
