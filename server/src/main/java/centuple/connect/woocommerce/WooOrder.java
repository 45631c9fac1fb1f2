package centuple.connect.woocommerce;

import centuple.connect.Amounts;
import centuple.connect.FactDraft;
import centuple.connect.Landing;
import centuple.connect.Mapping;
import centuple.connect.Payload;
import centuple.connect.UnreadableException;
import centuple.order.FoundIn;
import centuple.order.OrderStatus;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An order of WooCommerce as facts. The sums of its lines are after discounts and without tax, whether or not prices
 * are shown with it, and stay as they are when something is refunded. A refund is one sum with tax and shipping.
 */
final class WooOrder {
    private static final BigDecimal UNITS_MAX = BigDecimal.valueOf(1_000_000);

    private final Payload body;
    private final String order;
    private final Amounts amounts;
    private long baseMinor;
    private long discountMinor;

    private WooOrder(Payload body) {
        this.body = body;
        this.order = body.id("id");
        this.amounts = Amounts.of(body, "currency");
    }

    static Mapping map(Payload body) {
        Optional<String> code = body.has("id") ? Optional.empty() : body.text("code");
        if (code.isPresent()) {
            return code.get().endsWith("_invalid_id") || code.get().equals("rest_no_route")
                    ? new Mapping.Nothing("the shop had no order to show")
                    : new Mapping.Unreadable("WooCommerce did not show the order to its own webhook: save the webhook"
                            + " again as an administrator; the orders since are found by asking, once api_url is set");
        } else if (!body.has("id") && body.has("order")) {
            return new Mapping.Unreadable(
                    "the webhook speaks an old version: set its API version to WP REST API Integration v3");
        }
        String status = body.required("status");
        if (status.equals("checkout-draft") || status.equals("auto-draft")) {
            return new Mapping.Nothing("a draft that nobody ordered yet");
        }
        return body.rows("line_items").isEmpty()
                ? new Mapping.Nothing("an order without lines")
                : new WooOrder(body).facts(status);
    }

    private Mapping facts(String wooStatus) {
        // In the order in which they were made, whichever order they are told in.
        List<Payload> refunds = body.rowsById("refunds");
        long[] refundedMinor = refunds.stream().mapToLong(this::refundedMinor).toArray();
        Optional<Instant> paidAt = body.time("date_paid_gmt").or(() -> body.time("date_completed_gmt"));
        OrderStatus status = status(wooStatus, paidAt.isPresent(), Arrays.stream(refundedMinor).sum());
        Instant placedAt = required("date_created_gmt");
        FactDraft draft = FactDraft.snapshot(order, status, amounts.currency()).placedAt(placedAt);
        if (status == OrderStatus.PAID) {
            paidAt.ifPresent(time -> draft.paidAt(time.isBefore(placedAt) ? placedAt : time));
        }
        body.rows("line_items").forEach(line -> add(line, draft));
        body.rows("fee_lines").forEach(fee -> takeOff(amounts.requiredMinor(fee, "total")));
        draft.totals(discountMinor, Math.max(0, amounts.minor(body, "total_tax")),
                Math.max(0, amounts.minor(body, "shipping_total")));
        marks(draft, placedAt);
        body.text("number").ifPresent(draft::number);
        List<Map<String, Object>> facts = new ArrayList<>();
        facts.add(draft.factAt(required("date_modified_gmt"), status));
        long[] partsMinor = Amounts.withoutTaxAndShipping(Math.max(0, baseMinor), totalMinor(), refundedMinor);
        for (int i = 0; i < partsMinor.length; i++) {
            if (partsMinor[i] > 0) {
                facts.add(FactDraft.refund(order, refunds.get(i).id("id"), amounts.currency()).amount(partsMinor[i])
                        .fact());
            }
        }
        return new Mapping.Facts(facts);
    }

    private Instant required(String field) {
        return body.time(field).orElseThrow(() -> new UnreadableException("the field " + field + " is missing"));
    }

    private long totalMinor() {
        return amounts.requiredMinor(body, "total");
    }

    /** Plug-ins bring states of their own, such as "shipped": there the day of payment says whether it is paid. */
    private OrderStatus status(String wooStatus, boolean hasPaid, long refundedMinor) {
        return switch (wooStatus) {
            case "pending", "on-hold", "failed" -> OrderStatus.PLACED;
            case "cancelled", "trash" -> OrderStatus.CANCELLED;
            case "completed" -> OrderStatus.PAID;
            case "refunded" -> refundedMinor > 0 && refundedMinor >= totalMinor()
                    ? OrderStatus.PAID
                    : OrderStatus.CANCELLED;
            // In work without a day of payment: it is paid on delivery, or not at all.
            default -> hasPaid ? OrderStatus.PAID : OrderStatus.PLACED;
        };
    }

    private long refundedMinor(Payload refund) {
        long totalMinor = amounts.requiredMinor(refund, "total");
        if (totalMinor > 0) {
            throw new UnreadableException("a refund has a sum above zero");
        }
        return -totalMinor;
    }

    private void add(Payload line, FactDraft draft) {
        long netMinor = amounts.requiredMinor(line, "total");
        draft.line(line.id("id"), "", units(line), Math.max(0, netMinor), 0, 0);
        baseMinor += Math.max(0, netMinor);
        takeOff(netMinor);
    }

    /** Units matter for refunds by unit only, which WooCommerce does not tell; some shops sell by weight. */
    private static int units(Payload line) {
        BigDecimal units = line.decimal("quantity").orElse(BigDecimal.ONE);
        boolean isCount = units.signum() > 0 && units.compareTo(UNITS_MAX) <= 0
                && units.stripTrailingZeros().scale() <= 0;
        return isCount ? units.intValue() : 1;
    }

    /** A fee below zero is a discount on the order; one above zero, such as for paying by card, is not sold goods. */
    private void takeOff(long netMinor) {
        if (netMinor < 0) {
            discountMinor -= netMinor;
            baseMinor += netMinor;
        }
    }

    private void marks(FactDraft draft, Instant placedAt) {
        meta(WooFields.TOKEN).ifPresent(texts -> draft.tokens(texts, FoundIn.ORDER_FIELD));
        meta(WooFields.GIVER_DAY).ifPresent(draft::giverDay);
        String landing = meta(WooFields.LANDING)
                .orElseGet(() -> "?" + Landing.SOURCE + "=" + meta(WooFields.SOURCE).orElse("") + "&"
                        + Landing.CAMPAIGN + "=" + meta(WooFields.CAMPAIGN).orElse(""));
        draft.landing(landing, placedAt);
        body.list("coupon_lines").forEach(coupon -> coupon.text("code").ifPresent(draft::coupon));
    }

    private Optional<String> meta(String key) {
        return body.entry("meta_data", "key", key, "value");
    }
}
