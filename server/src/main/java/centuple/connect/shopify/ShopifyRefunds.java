package centuple.connect.shopify;

import centuple.connect.Amounts;
import centuple.connect.FactDraft;
import centuple.connect.Mapping;
import centuple.connect.Payload;
import centuple.connect.UnreadableException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Refunds of an order of Shopify. What names lines is taken by their units: that is exact, and the same whether the
 * refund comes alone or within its order. Money beyond that has no line; it is known only within the order, whose sums
 * say what part of it was tax and shipping.
 *
 * @param order its reference
 * @param amounts of its currency
 */
record ShopifyRefunds(String order, Amounts amounts) {
    private static final String SHIPPING = "shipping_refund";
    static final long UNITS_MAX = 1_000_000;

    /** A refund that came alone. */
    static Mapping mapAlone(Payload refund) {
        String order = refund.id("order_id");
        List<Payload> lines = refund.rows("refund_line_items");
        if (lines.isEmpty()) {
            return new Mapping.Nothing("a refund that names no line; what it gives back is told by the order");
        }
        Amounts amounts = Amounts.of(lines.getFirst(), "subtotal_set.shop_money.currency_code");
        return new ShopifyRefunds(order, amounts).byLine(refund)
                .<Mapping>map(fact -> new Mapping.Facts(List.of(fact)))
                .orElseGet(() -> new Mapping.Nothing("a refund of no units"));
    }

    /** All refunds within an order. */
    List<Map<String, Object>> of(Payload body, long baseMinor) {
        List<Payload> refunds = body.rowsById("refunds");
        List<Map<String, Object>> facts = new ArrayList<>();
        refunds.forEach(refund -> byLine(refund).ifPresent(facts::add));
        long[] beyondMinor = refunds.stream().mapToLong(this::beyondLinesMinor).toArray();
        long paidMinor = amounts.requiredMinor(body, "total_price");
        long[] partsMinor = Amounts.withoutTaxAndShipping(baseMinor, paidMinor, beyondMinor);
        for (int i = 0; i < partsMinor.length; i++) {
            if (partsMinor[i] > 0) {
                facts.add(FactDraft.refund(order, refunds.get(i).id("id") + ".amount", amounts.currency())
                        .amount(partsMinor[i]).fact());
            }
        }
        return facts;
    }

    /** Units by line, each line once and in one order, so that every telling of a refund is the same. */
    private Optional<Map<String, Object>> byLine(Payload refund) {
        Map<String, Long> units = new TreeMap<>();
        for (Payload line : refund.rows("refund_line_items")) {
            long quantity = line.whole("quantity", 0, UNITS_MAX)
                    .orElseThrow(() -> new UnreadableException("the field refund_line_items.quantity is missing"));
            units.merge(line.id("line_item_id"), quantity, Long::sum);
        }
        units.values().removeIf(quantity -> quantity == 0);
        if (units.isEmpty()) {
            return Optional.empty();
        }
        FactDraft draft = FactDraft.refund(order, refund.id("id"), amounts.currency());
        for (Map.Entry<String, Long> line : units.entrySet()) {
            if (line.getValue() > UNITS_MAX) {
                throw new UnreadableException("more units were given back than an order may have");
            }
            draft.lineRefund(line.getKey(), Math.toIntExact(line.getValue()), Optional.empty());
        }
        return Optional.of(draft.fact());
    }

    /**
     * Money that was given back beyond the lines, tax included. An adjustment below zero gives back more than was
     * calculated; one above zero less, and then the shop keeps something of goods it took back, such as a fee for it.
     */
    private long beyondLinesMinor(Payload refund) {
        long sum = 0;
        for (Payload adjustment : refund.rows("order_adjustments")) {
            if (adjustment.text("kind").filter(SHIPPING::equals).isEmpty()) {
                sum -= amounts.requiredMinor(adjustment, "amount") + amounts.minor(adjustment, "tax_amount");
            }
        }
        return Math.max(0, sum);
    }
}
