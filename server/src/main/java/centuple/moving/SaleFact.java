package centuple.moving;

import centuple.shop.ShopId;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a sale as a shop reports one: in the format of docs/reference/orders.md. Stateless. */
public final class SaleFact {
    /** Before the row's name in the name of a refund, so that it is not taken for one the shop reports itself. */
    private static final String MOVED = "moved:";

    private SaleFact() {
    }

    /**
     * The fact. Its proof is the giver and the day: it is the word of the shop that has to pay, and nothing stronger.
     *
     * @param placedAt when it counts as ordered
     */
    public static Map<String, Object> of(Sale sale, ShopId giver, Instant placedAt) {
        Map<String, Object> fact = new LinkedHashMap<>();
        fact.put("reference", sale.reference());
        fact.put("currency", sale.currency().code());
        if (sale.isRefund()) {
            fact.put("type", "refund");
            fact.put("refund_reference", refundReference(sale));
            fact.put("amount_minor", -sale.amountMinor());
            return fact;
        }
        // Below every version a shop reports: as soon as it tells the order itself, that is how the order stands.
        fact.put("version", 0);
        fact.put("status", "paid");
        fact.put("placed_at", placedAt.toString());
        fact.put("paid_at", placedAt.toString());
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("reference", "moved");
        line.put("amount_minor", sale.amountMinor());
        if (!sale.category().isEmpty()) {
            line.put("category", sale.category());
        }
        fact.put("lines", List.of(line));
        fact.put("giver_day", Map.of("giver", giver.toString(), "day",
                LocalDate.ofInstant(placedAt, ZoneOffset.UTC).toString()));
        return fact;
    }

    /** The same row gives the same name, whenever it is read. */
    private static String refundReference(Sale sale) {
        String own = sale.id().isEmpty() ? sale.placedAt().toEpochMilli() + ":" + -sale.amountMinor() : sale.id();
        String name = MOVED + own;
        return name.length() > 64 ? name.substring(name.length() - 64) : name;
    }
}
