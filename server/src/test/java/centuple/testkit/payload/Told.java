package centuple.testkit.payload;

import centuple.order.OrderFact;
import centuple.order.OrderFact.LineRefund;
import centuple.order.OrderFact.Refund;
import centuple.order.OrderFact.RefundScope;
import centuple.order.OrderFact.Snapshot;
import centuple.order.RemainingBase;
import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What was understood of a message, in words short enough for a table. */
public final class Told {
    private static final Set<String> PERSONAL = Set.of("first_name", "last_name", "name", "company", "address1",
            "address2", "address_1", "address_2", "city", "zip", "postcode", "phone", "email", "contact_email",
            "browser_ip", "customer_ip_address", "customer_user_agent", "user_agent", "note", "customer_note", "reason",
            "title", "sku", "referring_site", "order_status_url", "credit_card_name", "credit_card_number", "order_key",
            "payment_url", "transaction_id", "tags");
    private static final int WORD_CHARS_MIN = 4;

    private Told() {
    }

    /** One line for each fact, such as {@code paid EUR 8985 1837} or {@code refund 7: 2 of 31}. */
    public static List<String> of(List<? extends OrderFact> facts) {
        List<String> all = new ArrayList<>();
        for (OrderFact fact : facts) {
            all.add(switch (fact) {
                case Snapshot snapshot -> snapshot.status().name().toLowerCase(Locale.ROOT) + " " + snapshot.currency()
                        + RemainingBase.of(snapshot, List.of()).lines().stream().map(line -> " " + line.baseMinor())
                                .collect(Collectors.joining());
                case Refund refund -> "refund " + refund.reference() + ": " + switch (refund.scope()) {
                    case RefundScope.Full _ -> "all";
                    case RefundScope.Amount(long amountMinor) -> Long.toString(amountMinor);
                    case RefundScope.Lines(var lines) ->
                        lines.stream().map(Told::line).collect(Collectors.joining(", "));
                };
            });
        }
        return all;
    }

    private static String line(LineRefund line) {
        return line.quantity() + " of " + line.lineReference()
                + (line.amountMinor() == null ? "" : " at " + line.amountMinor());
    }

    /** All values that are left of a message, without the names of their fields. */
    public static String values(Object kept) {
        return switch (kept) {
            case Map<?, ?> fields -> fields.values().stream().map(Told::values).collect(Collectors.joining("\n"));
            case List<?> elements -> elements.stream().map(Told::values).collect(Collectors.joining("\n"));
            default -> kept.toString();
        };
    }

    /** Every text of a message that tells of a person or of what was bought, and every long word of such texts. */
    public static List<String> personal(JsonNode body) {
        List<String> all = new ArrayList<>();
        collect(body, all);
        return all.stream().distinct().toList();
    }

    private static void collect(JsonNode node, List<String> all) {
        if (node.isObject() && node.path("name").asString("").equals("centuple")) {
            return;
        }
        node.properties().forEach(field -> {
            if (PERSONAL.contains(field.getKey()) && field.getValue().isString()) {
                String text = field.getValue().stringValue();
                all.add(text);
                all.addAll(List.of(text.split("[\\s,;/]+")));
            }
            collect(field.getValue(), all);
        });
        if (node.isArray()) {
            node.forEach(element -> collect(element, all));
        }
        all.removeIf(word -> word.length() < WORD_CHARS_MIN);
    }
}
