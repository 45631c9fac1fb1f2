package centuple.ledger.store;

import centuple.ledger.Stage;
import centuple.platform.sql.Sql;
import centuple.shop.ShopId;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** Reads where a shop stands with each partner: money and visits, both ways. Not thread-safe. */
public final class BalanceReader {
    private static final String BALANCES = """
            select debtor, creditor, currency, stage, amount_minor from balance
            where (debtor = ? or creditor = ?) and stage <> 'ACCRUED'""";

    private static final String VISITS = """
            select giver, receiver, class, sum(visits)::bigint as visits from visits_daily
            where giver = ? or receiver = ? group by giver, receiver, class""";

    private final Connection connection;

    public BalanceReader(Connection connection) {
        this.connection = connection;
    }

    /**
     * One way between the shop and a partner.
     *
     * @param owedMinor by currency and stage, minor units
     * @param visits by class, such as {@code counted} or {@code bot}
     */
    public record Direction(Map<String, Map<Stage, Long>> owedMinor, Map<String, Long> visits) {
        static Direction empty() {
            return new Direction(new TreeMap<>(), new TreeMap<>());
        }
    }

    /**
     * A partner.
     *
     * @param given visits given to the partner, and what it owes for them
     * @param received visits received from the partner, and what is owed to it
     */
    public record Standing(Direction given, Direction received) {
        static Standing empty() {
            return new Standing(Direction.empty(), Direction.empty());
        }
    }

    /** Where the shop stands, by partner. */
    public Map<ShopId, Standing> of(ShopId shop) throws SQLException {
        Map<ShopId, Standing> partners = new TreeMap<>();
        Sql.each(connection, BALANCES, row -> {
            boolean isOwedToUs = row.integer("creditor") == shop.value();
            ShopId partner = new ShopId(row.integer(isOwedToUs ? "debtor" : "creditor"));
            return side(partners, partner, isOwedToUs).owedMinor()
                    .computeIfAbsent(row.text("currency"), _ -> new EnumMap<>(Stage.class))
                    .put(Stage.valueOf(row.text("stage")), row.bigint("amount_minor"));
        }, _ -> {
        }, shop.value(), shop.value());
        Sql.each(connection, VISITS, row -> {
            boolean isGiven = row.integer("giver") == shop.value();
            ShopId partner = new ShopId(row.integer(isGiven ? "receiver" : "giver"));
            return side(partners, partner, isGiven).visits().put(row.text("class"), row.bigint("visits"));
        }, _ -> {
        }, shop.value(), shop.value());
        return partners;
    }

    private static Direction side(Map<ShopId, Standing> partners, ShopId partner, boolean isGiven) {
        Standing standing = partners.computeIfAbsent(partner, _ -> Standing.empty());
        return isGiven ? standing.given() : standing.received();
    }
}
