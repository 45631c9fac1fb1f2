package centuple.connect.shopify;

import centuple.connect.Amounts;
import centuple.connect.FactDraft;
import centuple.connect.Mapping;
import centuple.connect.Payload;
import centuple.connect.UnreadableException;
import centuple.order.FoundIn;
import centuple.order.OrderStatus;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An order of Shopify as facts. Lines keep the units and prices they were ordered with, whatever is refunded later, and
 * order discounts are allocated to them already.
 */
final class ShopifyOrder {
    private final Payload body;
    private final Amounts amounts;
    private final boolean isTaxIncluded;
    private long baseMinor;
    private long discountMinor;

    private ShopifyOrder(Payload body) {
        this.body = body;
        this.amounts = Amounts.of(body, "currency");
        this.isTaxIncluded = body.requiredFlag("taxes_included");
    }

    static Mapping map(Payload body) {
        if (body.requiredFlag("test")) {
            return new Mapping.Nothing("a test order");
        }
        if (body.rows("line_items").isEmpty()) {
            return new Mapping.Nothing("an order without lines");
        }
        return new ShopifyOrder(body).facts();
    }

    private Mapping facts() {
        String order = body.id("id");
        OrderStatus status = status();
        Instant placedAt = body.time("created_at")
                .orElseThrow(() -> new UnreadableException("the field created_at is missing"));
        Instant changedAt = body.time("updated_at")
                .orElseThrow(() -> new UnreadableException("the field updated_at is missing"));
        FactDraft draft = FactDraft.snapshot(order, status, amounts.currency()).placedAt(placedAt);
        body.rows("line_items").forEach(line -> add(line, draft));
        draft.totals(discountMinor, Math.max(0, amounts.minor(body, "total_tax")),
                Math.max(0, amounts.minor(body, "total_shipping_price_set.shop_money.amount")));
        marks(draft, placedAt);
        body.text("name").ifPresent(draft::number);
        List<Map<String, Object>> facts = new ArrayList<>();
        facts.add(draft.factAt(changedAt, status));
        facts.addAll(new ShopifyRefunds(order, amounts).of(body, Math.max(0, baseMinor)));
        return new Mapping.Facts(facts);
    }

    private OrderStatus status() {
        if (body.time("cancelled_at").isPresent()) {
            return OrderStatus.CANCELLED;
        }
        return switch (body.required("financial_status")) {
            case "paid", "partially_refunded", "refunded" -> OrderStatus.PAID;
            case "pending", "authorized", "partially_paid", "expired" -> OrderStatus.PLACED;
            case "voided" -> OrderStatus.CANCELLED;
            default -> throw new UnreadableException("the field financial_status says nothing we know");
        };
    }

    /** Gift cards are money, and tips are not sold: such lines are there, for refunds may name them, with nothing. */
    private void add(Payload line, FactDraft draft) {
        String reference = line.id("id");
        int quantity = Math.toIntExact(line.whole("quantity", 0, ShopifyRefunds.UNITS_MAX)
                .orElseThrow(() -> new UnreadableException("the field line_items.quantity is missing")));
        long grossMinor = amounts.minor(line.decimal("price")
                .orElseThrow(() -> new UnreadableException("the field line_items.price is missing"))
                .multiply(BigDecimal.valueOf(quantity)));
        long lineDiscountMinor = sum(line, "discount_allocations", "amount");
        long taxMinor = isTaxIncluded ? sum(line, "tax_lines", "price") : 0;
        boolean isGoods = !line.requiredFlag("gift_card") && !line.has("tip");
        long netMinor = grossMinor - lineDiscountMinor - taxMinor;
        int units = Math.max(1, quantity);
        if (!isGoods || netMinor == 0) {
            draft.line(reference, "", units, 0, 0, 0);
            return;
        }
        if (netMinor > 0) {
            draft.line(reference, "", units, grossMinor, lineDiscountMinor, taxMinor);
        } else if (grossMinor < 0) {
            // A line that takes away, such as what was returned in an exchange.
            discountMinor -= netMinor;
            draft.line(reference, "", units, 0, 0, 0);
        } else {
            throw new UnreadableException("discounts and tax are more than the line they belong to");
        }
        baseMinor += netMinor;
    }

    private long sum(Payload line, String list, String field) {
        return line.rows(list).stream().mapToLong(row -> amounts.requiredMinor(row, field)).sum();
    }

    private void marks(FactDraft draft, Instant placedAt) {
        body.entry("note_attributes", "name", ShopifyFields.CART_ATTRIBUTE, "value")
                .ifPresent(texts -> draft.tokens(texts, FoundIn.CART_ATTRIBUTE));
        body.entry("note_attributes", "name", ShopifyFields.GIVER_DAY_ATTRIBUTE, "value")
                .ifPresent(draft::giverDay);
        body.text("landing_site").ifPresent(address -> draft.landing(address, placedAt));
        body.list("discount_codes").forEach(code -> code.text("code").ifPresent(draft::coupon));
    }
}
