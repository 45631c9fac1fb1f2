package centuple.shop.store;

import centuple.money.BasisPoints;
import centuple.platform.sql.Sql;
import centuple.shop.ExchangeSettings;
import centuple.shop.Terms;

import java.sql.Connection;
import java.sql.SQLException;

/** The exchange's own row. Stateless. */
public final class SqlExchange {
    private SqlExchange() {
    }

    /** The settings as this transaction sees them. */
    public static ExchangeSettings settings(Connection connection) throws SQLException {
        return Sql.one(connection, "select name, public_url, live, fee_bps, origin_share_bps from exchange",
                row -> new ExchangeSettings(row.text("name"), row.text("public_url"), row.bool("live"),
                        new Terms.Shares(new BasisPoints(row.integer("fee_bps")),
                                new BasisPoints(row.integer("origin_share_bps")))));
    }

    /** Whether it is live and has met a visitor or an order: from then on it cannot become a trial. */
    public static boolean isLiveWithBooks(Connection connection) throws SQLException {
        return Sql.one(connection, """
                select live and (exists (select from click) or exists (select from order_fact)) as fixed from exchange
                """, row -> row.bool("fixed"));
    }

    /** Takes over settings that differ; terms made before keep the shares they were made with. */
    public static void write(Connection connection, ExchangeSettings settings) throws SQLException {
        Sql.update(connection, """
                update exchange set name = ?, public_url = ?, live = ?, fee_bps = ?, origin_share_bps = ?
                where (name, public_url, live, fee_bps, origin_share_bps) is distinct from (?, ?, ?, ?, ?)
                """, settings.name(), settings.publicUrl(), settings.live(), settings.shares().fee().value(),
                settings.shares().origin().value(), settings.name(), settings.publicUrl(), settings.live(),
                settings.shares().fee().value(), settings.shares().origin().value());
    }
}
