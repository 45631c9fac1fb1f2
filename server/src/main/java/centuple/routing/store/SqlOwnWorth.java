package centuple.routing.store;

import centuple.platform.sql.Sql;
import centuple.routing.GiverRoutes.OwnWorth;
import centuple.routing.Reason;
import centuple.shop.ShopId;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What visitors are worth to the shops themselves, on one open transaction. Not thread-safe. */
public final class SqlOwnWorth {
    private final Connection connection;

    public SqlOwnWorth(Connection connection) {
        this.connection = connection;
    }

    /** What a shop has said. */
    public OwnWorth of(ShopId shop) throws SQLException {
        return all().getOrDefault(shop.value(), OwnWorth.UNSET);
    }

    /** What all shops have said, by shop. */
    public Map<Integer, OwnWorth> all() throws SQLException {
        Map<Integer, Map<Reason, Long>> said = new HashMap<>();
        Sql.list(connection, "select shop, reason, worth_minor from own_worth",
                row -> said.computeIfAbsent(row.integer("shop"), _ -> new EnumMap<>(Reason.class))
                        .put(Reason.parse(row.text("reason")).orElseThrow(), row.bigint("worth_minor")) == null);
        Map<Integer, OwnWorth> all = new HashMap<>();
        said.forEach((shop, minorByReason) -> all.put(shop, new OwnWorth(minorByReason)));
        return all;
    }

    /** Says it anew for a reason, or takes it back. */
    public void set(ShopId shop, Reason reason, Optional<Long> worthMinor) throws SQLException {
        if (worthMinor.isEmpty()) {
            Sql.update(connection, "delete from own_worth where shop = ? and reason = ?", shop.value(), reason.wire());
        } else {
            Sql.update(connection, """
                    insert into own_worth (shop, reason, worth_minor) values (?, ?, ?)
                    on conflict (shop, reason) do update set worth_minor = excluded.worth_minor
                    """, shop.value(), reason.wire(), worthMinor.get());
        }
    }
}
