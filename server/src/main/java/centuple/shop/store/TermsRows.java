package centuple.shop.store;

import centuple.money.BasisPoints;
import centuple.money.Currency;
import centuple.platform.json.Json;
import centuple.platform.sql.Jsonb;
import centuple.platform.sql.Row;
import centuple.platform.sql.Sql;
import centuple.shop.CustomerKind;
import centuple.shop.Rate;
import centuple.shop.RateRule;
import centuple.shop.ShopId;
import centuple.shop.Terms;
import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Terms as rows: the version, which is never changed, and beside it its acceptance. Stateless. */
final class TermsRows {
    /** The columns of a version with its acceptance, from {@code terms_version t left join terms_acceptance a}. */
    static final String COLUMNS = """
            t.receiver, t.giver, t.version, t.currency, t.rules::text as rules, t.window_days, t.hold_days, t.cap_minor,
            t.orders_per_click, t.visit_value_minor, t.fee_bps, t.origin_share_bps, t.path_prefixes, t.identifier_free,
            t.offered_at, a.accepted_at, t.partnership_id
            """;

    private static final String INSERT = """
            insert into terms_version (receiver, giver, version, partnership_id, currency, rules, window_days,
                hold_days, cap_minor, orders_per_click, visit_value_minor, fee_bps, origin_share_bps, path_prefixes,
                identifier_free, offered_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private TermsRows() {
    }

    static void insert(Connection connection, UUID partnership, Terms terms) throws SQLException {
        Terms.Limits limits = terms.limits();
        Sql.update(connection, INSERT, terms.receiver().value(), terms.giver().value(), terms.version(), partnership,
                terms.currency().code(), new Jsonb(rules(terms.rules())), limits.windowDays(), limits.holdDays(),
                limits.capMinor(), limits.ordersPerClick(), limits.visitValueMinor(), terms.shares().fee().value(),
                terms.shares().origin().value(), terms.arrival().pathPrefixes().toArray(String[]::new),
                terms.arrival().identifierFree(), terms.offeredAt());
        insertAcceptance(connection, terms);
    }

    static void insertAcceptance(Connection connection, Terms terms) throws SQLException {
        if (terms.acceptedAt() != null) {
            Sql.update(connection,
                    "insert into terms_acceptance (receiver, giver, version, accepted_at) values (?, ?, ?, ?)",
                    terms.receiver().value(), terms.giver().value(), terms.version(), terms.acceptedAt());
        }
    }

    static Terms read(Row row) throws SQLException {
        return new Terms(new ShopId(row.integer("receiver")), new ShopId(row.integer("giver")), row.integer("version"),
                new Currency(row.text("currency")), rules(row),
                new Terms.Limits(row.integer("window_days"), row.integer("hold_days"), row.bigintOrNull("cap_minor"),
                        row.integer("orders_per_click"), row.bigintOrNull("visit_value_minor")),
                new Terms.Shares(new BasisPoints(row.integer("fee_bps")),
                        new BasisPoints(row.integer("origin_share_bps"))),
                new Terms.Arrival(List.of(row.texts("path_prefixes")), row.bool("identifier_free")),
                row.instant("offered_at"), row.instantOrNull("accepted_at"));
    }

    private static String rules(List<RateRule> rules) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (RateRule rule : rules) {
            Map<String, Object> one = new LinkedHashMap<>();
            if (rule.category() != null) {
                one.put("category", rule.category());
            }
            one.put("customer", rule.customer().name().toLowerCase(Locale.ROOT));
            switch (rule.rate()) {
                case Rate.Percent(BasisPoints share) -> one.put("percent_bps", share.value());
                case Rate.Flat(long amountMinor) -> one.put("flat_minor", amountMinor);
            }
            all.add(one);
        }
        return Json.string(all);
    }

    private static List<RateRule> rules(Row row) throws SQLException {
        List<RateRule> rules = new ArrayList<>();
        for (JsonNode one : Json.tree(row.text("rules").getBytes(StandardCharsets.UTF_8))) {
            JsonNode category = one.get("category");
            JsonNode percent = one.get("percent_bps");
            Rate rate = percent != null
                    ? new Rate.Percent(new BasisPoints(percent.intValue()))
                    : new Rate.Flat(one.get("flat_minor").longValue());
            rules.add(new RateRule(category == null ? null : category.stringValue(),
                    CustomerKind.valueOf(one.get("customer").stringValue().toUpperCase(Locale.ROOT)), rate));
        }
        return rules;
    }
}
