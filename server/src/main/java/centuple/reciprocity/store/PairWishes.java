package centuple.reciprocity.store;

import centuple.platform.sql.Sql;
import centuple.shop.ShopId;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** What givers decided about partners, on one open transaction. Not thread-safe. */
public final class PairWishes {
    private final Connection connection;

    public PairWishes(Connection connection) {
        this.connection = connection;
    }

    /** Whether the giver wants no line. */
    public boolean isGift(ShopId giver, ShopId receiver) throws SQLException {
        return Sql.optional(connection, "select gift from pair_wish where giver = ? and receiver = ?",
                row -> row.bool("gift"), giver.value(), receiver.value()).orElse(false);
    }

    /** Sets whether there shall be no line; false when it was so before. */
    public boolean gift(ShopId giver, ShopId receiver, boolean gift, Instant now) throws SQLException {
        return Sql.update(connection, """
                insert into pair_wish (giver, receiver, gift, go_on, changed_at) values (?, ?, ?, 0, ?)
                on conflict (giver, receiver) do update set gift = excluded.gift, changed_at = excluded.changed_at
                where pair_wish.gift <> excluded.gift
                """, giver.value(), receiver.value(), gift, now) > 0;
    }

    /** Goes on in spite of the floor's alarm that stands now. */
    public void goOn(ShopId giver, ShopId receiver, Instant now) throws SQLException {
        Sql.update(connection, """
                insert into pair_wish (giver, receiver, gift, go_on, changed_at) values (?, ?, false, 1, ?)
                on conflict (giver, receiver) do update set go_on = pair_wish.go_on + 1,
                    changed_at = excluded.changed_at
                """, giver.value(), receiver.value(), now);
    }
}
