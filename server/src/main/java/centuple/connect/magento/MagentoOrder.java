package centuple.connect.magento;

import centuple.connect.Amounts;
import centuple.connect.FactDraft;
import centuple.connect.FieldMask;
import centuple.connect.Landing;
import centuple.connect.Mapping;
import centuple.connect.Payload;
import centuple.connect.UnreadableException;
import centuple.order.FoundIn;
import centuple.order.OrderStatus;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An order of Magento, in the currency of the order; amounts of its rows are without tax. Stateless. */
final class MagentoOrder {
    static final List<String> PATHS = List.of("entity_id", "increment_id", "state", "created_at", "updated_at",
            "order_currency_code", "tax_amount", "shipping_amount", "total_due", "total_refunded", "coupon_code",
            "items[].item_id", "items[].parent_item_id", "items[].parent_item.item_id", "items[].qty_ordered",
            "items[].row_total", "items[].discount_amount", "items[].discount_tax_compensation_amount",
            "extension_attributes.centuple!", "status_histories[].comment!");

    static final FieldMask FIELDS = FieldMask.of(PATHS.toArray(String[]::new));

    private static final int UNITS_MAX = 1_000_000;

    private MagentoOrder() {
    }

    static Mapping map(Payload order) {
        String reference = order.required("increment_id");
        boolean isRefunded = order.decimal("total_refunded").orElse(BigDecimal.ZERO).signum() > 0;
        List<Payload> fetched = order.list("fetched");
        if (isRefunded && fetched.isEmpty()) {
            return new Mapping.Fetch(List.of(MagentoPages.creditMemos(order.id("entity_id"))));
        }
        Amounts amounts = Amounts.of(order, "order_currency_code");
        OrderStatus status = status(order);
        FactDraft draft = FactDraft.snapshot(reference, status, amounts.currency())
                .placedAt(time(order, "created_at"));
        Set<String> unsold = lines(draft, order, amounts);
        long tax = amounts.minor(order, "tax_amount");
        long shipping = amounts.minor(order, "shipping_amount");
        if (tax < 0 || shipping < 0) {
            throw new UnreadableException("tax or shipping of the order is negative");
        }
        draft.totals(0, tax, shipping);
        order.text("extension_attributes.centuple").ifPresent(text -> tokens(draft, text));
        order.list("status_histories").forEach(entry -> entry.text("comment").ifPresent(text -> tokens(draft, text)));
        order.text("coupon_code").ifPresent(draft::coupon);

        List<Map<String, Object>> facts = new ArrayList<>();
        facts.add(draft.factAt(time(order, "updated_at"), status));
        if (isRefunded) {
            facts.addAll(MagentoCreditMemo.facts(reference, fetched.getFirst(), unsold, amounts));
        }
        return new Mapping.Facts(facts);
    }

    /**
     * Adds what was sold. A product of variants has a row for itself, with the price, and one for the variant without;
     * a bundle may have its price in the rows below it instead, and then the row above would count them twice.
     *
     * @return the rows that are no lines
     */
    private static Set<String> lines(FactDraft draft, Payload order, Amounts amounts) {
        List<Payload> items = order.rows("items");
        Set<String> above = new HashSet<>();
        for (Payload item : items) {
            if (!parent(item).isEmpty() && amounts.minor(item, "row_total") != 0) {
                above.add(parent(item));
            }
        }
        Set<String> unsold = new HashSet<>();
        for (Payload item : items) {
            String id = item.id("item_id");
            boolean isSold = parent(item).isEmpty() ? !above.contains(id) : above.contains(parent(item));
            if (isSold) {
                line(draft, item, amounts);
            } else {
                unsold.add(id);
            }
        }
        return unsold;
    }

    private static void line(FactDraft draft, Payload item, Amounts amounts) {
        long amount = amounts.requiredMinor(item, "row_total");
        long discount = netDiscount(item, amounts);
        if (amount < 0 || discount < 0 || discount > amount) {
            throw new UnreadableException("a row of the order is negative, or its discount is more than it costs");
        }
        draft.line(item.id("item_id"), "", units(item, "qty_ordered"), amount, discount, 0);
    }

    /** Where prices contain tax, so do discounts; Magento says how much of it. */
    static long netDiscount(Payload item, Amounts amounts) {
        return Math.abs(amounts.minor(item, "discount_amount"))
                - amounts.minor(item, "discount_tax_compensation_amount");
    }

    private static String parent(Payload item) {
        return item.text("parent_item_id").or(() -> item.text("parent_item.item_id")).orElse("");
    }

    /** Units, at least one: what is sold by weight counts as begun units, and is given back by sums only. */
    private static int units(Payload item, String path) {
        BigDecimal units = item.decimal(path).orElse(BigDecimal.ONE);
        if (units.signum() <= 0 || units.compareTo(BigDecimal.valueOf(UNITS_MAX)) > 0
                || units.scale() > Amounts.DIGITS_MAX) {
            throw new UnreadableException("the field " + path + " is not a number of units");
        }
        return Math.max(1, units.setScale(0, RoundingMode.CEILING).intValueExact());
    }

    private static void tokens(FactDraft draft, String text) {
        Landing.tokens(text).forEach(token -> draft.token(token, FoundIn.ORDER_FIELD));
    }

    private static OrderStatus status(Payload order) {
        String state = order.required("state");
        boolean isOpen = order.decimal("total_due").orElse(BigDecimal.ZERO).signum() > 0;
        return switch (state) {
            case "canceled" -> OrderStatus.CANCELLED;
            case "processing", "complete", "closed" -> isOpen ? OrderStatus.PLACED : OrderStatus.PAID;
            default -> OrderStatus.PLACED;
        };
    }

    /** Times are UTC and written {@code 2026-11-23 08:00:00}. */
    static Instant time(Payload object, String path) {
        return withT(object.required(path)).time("time")
                .orElseThrow(() -> new UnreadableException("the field " + path + " is not a time"));
    }

    /** The same; empty where it is not a time. */
    static Optional<Instant> timeIfAny(Payload object, String path) {
        return object.text(path).flatMap(text -> withT(text).timeIfAny("time"));
    }

    private static Payload withT(String text) {
        return new Payload(Map.of("time", text.replace(' ', 'T')));
    }
}
