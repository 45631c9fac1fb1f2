package centuple.order.store;

import centuple.money.Currency;
import centuple.order.GiverDay;
import centuple.order.OrderFact;
import centuple.order.OrderFact.LineRefund;
import centuple.order.OrderFact.Marks;
import centuple.order.OrderFact.Refund;
import centuple.order.OrderFact.RefundScope;
import centuple.order.OrderFact.Snapshot;
import centuple.order.OrderFact.Totals;
import centuple.order.OrderLine;
import centuple.order.OrderStatus;
import centuple.order.Source;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Facts as they lie in the database: what the books need and nothing else. The same fact always gives the same text;
 * what is zero, absent or empty is left out. Stateless.
 */
public final class FactJson {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private FactJson() {
    }

    /** The content of a fact, without its key and arrival. */
    public static String write(OrderFact fact) {
        ObjectNode node = MAPPER.createObjectNode();
        switch (fact) {
            case Snapshot snapshot -> writeSnapshot(snapshot, node);
            case Refund refund -> writeRefund(refund, node);
        }
        return MAPPER.writeValueAsString(node);
    }

    /** A snapshot from its key, content, arrival and teller. */
    public static Snapshot readSnapshot(String key, String content, Instant arrivedAt, Source source) {
        JsonNode node = MAPPER.readTree(content);
        List<OrderLine> lines = new ArrayList<>();
        node.path("lines").forEach(line -> lines.add(readLine(line)));
        JsonNode newCustomer = node.path("new_customer");
        JsonNode paidAt = node.path("paid_at");
        Totals totals = new Totals(amount(node, "discount_minor"), amount(node, "tax_minor"),
                amount(node, "shipping_minor"));
        return new Snapshot(Long.parseLong(key), OrderStatus.valueOf(node.path("status").stringValue()), currency(node),
                Instant.parse(node.path("placed_at").stringValue()),
                paidAt.isMissingNode() ? null : Instant.parse(paidAt.stringValue()),
                newCustomer.isMissingNode() ? null : newCustomer.booleanValue(), lines, totals,
                readMarks(node), textOrNull(node, "number"), arrivedAt, source);
    }

    /** A refund from its key, content, arrival and teller. */
    public static Refund readRefund(String key, String content, Instant arrivedAt, Source source) {
        JsonNode node = MAPPER.readTree(content);
        return new Refund(key, currency(node), readScope(node), arrivedAt, source);
    }

    private static void writeSnapshot(Snapshot snapshot, ObjectNode node) {
        node.put("status", snapshot.status().name()).put("currency", snapshot.currency().code())
                .put("placed_at", snapshot.placedAt().toString());
        if (snapshot.paidAt() != null) {
            node.put("paid_at", snapshot.paidAt().toString());
        }
        if (snapshot.newCustomer() != null) {
            node.put("new_customer", snapshot.newCustomer());
        }
        if (snapshot.number() != null) {
            node.put("number", snapshot.number());
        }
        ArrayNode lines = node.putArray("lines");
        snapshot.lines().forEach(line -> writeLine(line, lines.addObject()));
        put(node, "discount_minor", snapshot.totals().discountMinor());
        put(node, "tax_minor", snapshot.totals().taxMinor());
        put(node, "shipping_minor", snapshot.totals().shippingMinor());
        writeMarks(snapshot.marks(), node);
    }

    private static void writeMarks(Marks marks, ObjectNode node) {
        if (!marks.tokens().isEmpty()) {
            ArrayNode tokens = node.putArray("tokens");
            marks.tokens().forEach(token -> TokenJson.write(token, tokens.addObject()));
        }
        if (!marks.coupons().isEmpty()) {
            ArrayNode coupons = node.putArray("coupons");
            marks.coupons().forEach(coupons::add);
        }
        if (!marks.giverDays().isEmpty()) {
            ArrayNode days = node.putArray("giver_days");
            marks.giverDays().forEach(
                    said -> days.addObject().put("giver", said.giver().toString()).put("day", said.day().toString()));
        }
    }

    private static Marks readMarks(JsonNode node) {
        List<GiverDay> days = new ArrayList<>();
        node.path("giver_days").forEach(said -> days
                .add(new GiverDay(TokenJson.shop(said.path("giver")),
                        LocalDate.parse(said.path("day").stringValue()))));
        return new Marks(TokenJson.readAll(node.path("tokens")), texts(node.path("coupons")), days);
    }

    private static void writeLine(OrderLine line, ObjectNode node) {
        node.put("reference", line.reference());
        if (line.category() != null) {
            node.put("category", line.category());
        }
        node.put("quantity", line.quantity()).put("amount_minor", line.amountMinor());
        put(node, "discount_minor", line.discountMinor());
        put(node, "tax_minor", line.taxMinor());
    }

    private static OrderLine readLine(JsonNode line) {
        return new OrderLine(line.path("reference").stringValue(), textOrNull(line, "category"),
                line.path("quantity").intValue(), amount(line, "amount_minor"), amount(line, "discount_minor"),
                amount(line, "tax_minor"));
    }

    private static void writeRefund(Refund refund, ObjectNode node) {
        node.put("currency", refund.currency().code());
        switch (refund.scope()) {
            case RefundScope.Full() -> node.put("full", true);
            case RefundScope.Amount(long amountMinor) -> node.put("amount_minor", amountMinor);
            case RefundScope.Lines(List<LineRefund> lines) -> {
                ArrayNode all = node.putArray("lines");
                lines.forEach(line -> writeLineRefund(line, all.addObject()));
            }
        }
    }

    private static void writeLineRefund(LineRefund line, ObjectNode node) {
        node.put("line", line.lineReference()).put("quantity", line.quantity());
        if (line.amountMinor() != null) {
            node.put("amount_minor", line.amountMinor());
        }
    }

    private static RefundScope readScope(JsonNode node) {
        if (node.has("full")) {
            return new RefundScope.Full();
        }
        if (node.has("amount_minor")) {
            return new RefundScope.Amount(amount(node, "amount_minor"));
        }
        List<LineRefund> lines = new ArrayList<>();
        node.path("lines").forEach(line -> lines.add(new LineRefund(line.path("line").stringValue(),
                line.path("quantity").intValue(), line.has("amount_minor") ? amount(line, "amount_minor") : null)));
        return new RefundScope.Lines(lines);
    }

    private static void put(ObjectNode node, String name, long amountMinor) {
        if (amountMinor != 0) {
            node.put(name, amountMinor);
        }
    }

    private static long amount(JsonNode node, String name) {
        return node.has(name) ? node.path(name).longValue() : 0;
    }

    private static Currency currency(JsonNode node) {
        return new Currency(node.path("currency").stringValue());
    }

    private static @Nullable String textOrNull(JsonNode node, String name) {
        return node.has(name) ? node.path(name).stringValue() : null;
    }

    private static List<String> texts(JsonNode array) {
        List<String> all = new ArrayList<>();
        array.forEach(text -> all.add(text.stringValue()));
        return all;
    }
}
