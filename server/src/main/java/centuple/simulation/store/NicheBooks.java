package centuple.simulation.store;

import centuple.platform.sql.Database;
import centuple.platform.sql.Sql;
import centuple.shop.ShopId;

/**
 * What the exchange's books say of one shop.
 *
 * @param given visits it gave that count
 * @param returned visits it received that count
 * @param earnedMinor commissions owed to it, net of reversals
 * @param owedMinor commissions it owes, net of reversals
 * @param ledgerSumMinor over all accounts of the exchange: zero
 */
public record NicheBooks(long given, long returned, long earnedMinor, long owedMinor, long ledgerSumMinor) {
    private static final String QUERY = """
            select
                (select coalesce(sum(visits), 0)::bigint from visits_daily where giver = ? and class = 'counted')
                    as given,
                (select coalesce(sum(visits), 0)::bigint from visits_daily where receiver = ? and class = 'counted')
                    as returned,
                (select coalesce(sum(amount_minor), 0)::bigint from balance where creditor = ? and stage <> 'ACCRUED')
                    as earned_minor,
                (select coalesce(sum(amount_minor), 0)::bigint from balance where debtor = ? and stage <> 'ACCRUED')
                    as owed_minor,
                (select coalesce(sum(amount_minor), 0)::bigint from balance) as ledger_sum_minor
            """;

    /** Reads them as of one moment. */
    public static NicheBooks of(Database database, ShopId shop) {
        int id = shop.value();
        return database.read(connection -> Sql.one(connection, QUERY,
                row -> new NicheBooks(row.bigint("given"), row.bigint("returned"), row.bigint("earned_minor"),
                        row.bigint("owed_minor"), row.bigint("ledger_sum_minor")),
                id, id, id, id));
    }
}
