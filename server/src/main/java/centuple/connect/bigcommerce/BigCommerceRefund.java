package centuple.connect.bigcommerce;

import centuple.connect.Amounts;
import centuple.connect.FactDraft;
import centuple.connect.Payload;
import centuple.connect.UnreadableException;
import centuple.money.Minor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A refund of BigCommerce: units of products, and sums of the order, of products, of shipping. Stateless. */
final class BigCommerceRefund {
    private static final String PRODUCT = "PRODUCT";
    private static final String ORDER = "ORDER";
    private static final Set<String> KINDS = Set.of(PRODUCT, ORDER, "SHIPPING", "HANDLING", "GIFT_WRAPPING", "FEE",
            "TAX");

    private BigCommerceRefund() {
    }

    /**
     * Units are told by line. Sums are told as one sum without tax: their part of what was given back without tax.
     * Shipping, handling and wrapping are left out, for they are no part of what commission is paid on.
     */
    static List<Map<String, Object>> facts(String order, Payload refund, Amounts amounts) {
        String reference = refund.id("id");
        FactDraft lines = FactDraft.refund(order, reference, amounts.currency());
        boolean anyUnits = false;
        long goods = 0;
        long sums = 0;
        for (Payload item : refund.rows("items")) {
            String type = item.required("item_type");
            if (!KINDS.contains(type)) {
                throw new UnreadableException("a refund is of a kind that is not known");
            }
            int units = type.equals(PRODUCT)
                    ? item.whole("quantity", 0, BigCommerceOrder.UNITS_MAX).orElse(0L).intValue()
                    : 0;
            long sum = amounts.minor(item, "requested_amount");
            if (sum < 0) {
                throw new UnreadableException("a refund is negative");
            }
            if (type.equals(PRODUCT) && sum == 0 && units == 0) {
                throw new UnreadableException("a refund names a product, but neither units nor a sum");
            }
            if (sum == 0 && units > 0) {
                lines.lineRefund(item.id("item_id"), units, Optional.empty());
                anyUnits = true;
            }
            sums += sum;
            goods += type.equals(PRODUCT) || type.equals(ORDER) ? sum : 0;
        }
        List<Map<String, Object>> facts = new ArrayList<>();
        if (anyUnits) {
            facts.add(lines.fact());
        }
        if (goods > 0) {
            long sum = anyUnits ? goods : withoutTax(goods, sums, refund, amounts);
            facts.add(FactDraft.refund(order, reference + ":sum", amounts.currency()).amount(sum).fact());
        }
        return facts;
    }

    /** Whether the sums were asked for with or without tax: their part of all that was given back without tax. */
    private static long withoutTax(long goods, long sums, Payload refund, Amounts amounts) {
        long all = amounts.requiredMinor(refund, "total_amount") - amounts.requiredMinor(refund, "total_tax");
        if (all < 0 || all > Minor.AMOUNT_MINOR_MAX) {
            throw new UnreadableException("a refund has more tax than it gives back");
        }
        return Minor.roundHalfUp(all, goods, sums);
    }
}
