package centuple.connect.bigcommerce;

import centuple.connect.Amounts;
import centuple.connect.ApiCall;
import centuple.connect.FactDraft;
import centuple.connect.FieldMask;
import centuple.connect.Landing;
import centuple.connect.Mapping;
import centuple.connect.Payload;
import centuple.connect.UnreadableException;
import centuple.order.FoundIn;
import centuple.order.OrderStatus;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An order of BigCommerce with what belongs to it: products, coupons, refunds and metafields, fetched one after the
 * other. Stateless.
 */
final class BigCommerceOrder {
    /** The key of the order metafield that holds the click token. */
    static final String METAFIELD = "centuple";

    /** Lines of one answer; an order with more is not read. */
    static final int LINES_MAX = 250;

    /** Units of one line. */
    static final int UNITS_MAX = 1_000_000;

    private static final int STATUS_MAX = 1_000;
    private static final int INCOMPLETE = 0;
    private static final int REFUNDED = 4;
    private static final Set<Integer> CANCELLED = Set.of(5, 6);
    private static final Set<Integer> UNPAID = Set.of(1, 7, 12);
    private static final Set<String> MONEY_IN = Set.of("captured", "paid", "partially refunded", "refunded",
            "refund pending");
    private static final Set<String> MONEY_NOT_IN = Set.of("authorized", "capture pending", "declined",
            "held for review", "pending", "void", "void pending");

    private static final FieldMask ORDER = FieldMask.of("id", "status_id", "payment_status", "date_created",
            "date_modified", "currency_code", "default_currency_code", "total_ex_tax", "total_tax",
            "shipping_cost_ex_tax", "handling_cost_ex_tax", "wrapping_cost_ex_tax", "fees", "fees[].cost_ex_tax",
            "fees[].cost_exc_tax", "staff_notes!");
    private static final FieldMask PRODUCTS = FieldMask.of("items[].id", "items[].quantity", "items[].total_ex_tax");
    private static final FieldMask COUPONS = FieldMask.of("items[].code");
    private static final FieldMask REFUNDS = FieldMask.of("data[].id", "data[].total_amount", "data[].total_tax",
            "data[].items[].item_type", "data[].items[].item_id", "data[].items[].quantity",
            "data[].items[].requested_amount");
    private static final FieldMask METAFIELDS = FieldMask.of("data[key=" + METAFIELD + "].value!");

    private BigCommerceOrder() {
    }

    static List<ApiCall> calls(String order) {
        return List.of(new ApiCall("/v2/orders/" + order, ORDER),
                new ApiCall("/v2/orders/" + order + "/products?limit=" + LINES_MAX, PRODUCTS),
                new ApiCall("/v2/orders/" + order + "/coupons", COUPONS),
                new ApiCall("/v3/orders/" + order + "/payment_actions/refunds", REFUNDS),
                new ApiCall("/v3/orders/" + order + "/metafields?key=" + METAFIELD, METAFIELDS));
    }

    static Mapping map(String reference, List<Payload> fetched) {
        if (fetched.size() != calls(reference).size()) {
            throw new UnreadableException("not every answer about the order is there");
        }
        Payload order = fetched.get(0);
        if (!reference.equals(order.id("id"))) {
            throw new UnreadableException("the API answered with another order");
        }
        Optional<OrderStatus> status = status(order);
        if (status.isEmpty()) {
            return new Mapping.Nothing("an order that is not complete yet");
        }
        // Amounts are in the currency the customer pays in, which BigCommerce calls the default one.
        Amounts amounts = Amounts.of(order, order.has("default_currency_code")
                ? "default_currency_code"
                : "currency_code");
        FactDraft draft = FactDraft.snapshot(reference, status.get(), amounts.currency())
                .placedAt(time(order, "date_created"));
        long goods = lines(draft, fetched.get(1).rows("items"), amounts);
        long shipping = amounts.requiredMinor(order, "shipping_cost_ex_tax")
                + amounts.requiredMinor(order, "handling_cost_ex_tax");
        long kept = amounts.requiredMinor(order, "total_ex_tax") - shipping
                - amounts.requiredMinor(order, "wrapping_cost_ex_tax")
                - fees(order, amounts);
        long tax = amounts.minor(order, "total_tax");
        if (shipping < 0 || tax < 0) {
            throw new UnreadableException("shipping or tax of the order is negative");
        }
        draft.totals(Math.clamp(goods - kept, 0, goods), tax, shipping);
        order.text("staff_notes").ifPresent(text -> tokens(draft, text));
        fetched.get(4).list("data").forEach(field -> field.text("value").ifPresent(text -> tokens(draft, text)));
        fetched.get(2).list("items").forEach(coupon -> coupon.text("code").ifPresent(draft::coupon));

        List<Map<String, Object>> facts = new ArrayList<>();
        facts.add(draft.factAt(time(order, "date_modified"), status.get()));
        List<Payload> refunds = fetched.get(3).rows("data");
        refunds.forEach(refund -> facts.addAll(BigCommerceRefund.facts(reference, refund, amounts)));
        if (refunds.isEmpty() && statusId(order) == REFUNDED) {
            facts.add(FactDraft.refund(reference, "status-refunded", amounts.currency()).full().fact());
        }
        return new Mapping.Facts(facts);
    }

    /** Adds the lines; their sum without tax, before coupons and discounts of the order. */
    private static long lines(FactDraft draft, List<Payload> products, Amounts amounts) {
        if (products.isEmpty()) {
            throw new UnreadableException("the order has no products");
        }
        if (products.size() >= LINES_MAX) {
            throw new UnreadableException(
                    "the order has " + LINES_MAX + " lines or more; report it by POST /v1/orders");
        }
        long goods = 0;
        for (Payload product : products) {
            long amount = amounts.requiredMinor(product, "total_ex_tax");
            if (amount < 0) {
                throw new UnreadableException("a line of the order is negative");
            }
            product.required("quantity");
            draft.line(product.id("id"), "", product.whole("quantity", 1, UNITS_MAX).orElse(1L).intValue(), amount, 0,
                    0);
            goods += amount;
        }
        return goods;
    }

    private static long fees(Payload order, Amounts amounts) {
        List<Payload> fees = order.has("fees") ? order.rows("fees") : List.of();
        // The documentation spells the field in both ways.
        return fees.stream().mapToLong(
                fee -> amounts.requiredMinor(fee, fee.has("cost_ex_tax") ? "cost_ex_tax" : "cost_exc_tax")).sum();
    }

    private static void tokens(FactDraft draft, String text) {
        Landing.tokens(text).forEach(token -> draft.token(token, FoundIn.ORDER_FIELD));
    }

    /** Empty for an order whose checkout was not finished. */
    private static Optional<OrderStatus> status(Payload order) {
        int status = statusId(order);
        String payment = order.text("payment_status").orElse("");
        if (status == INCOMPLETE) {
            return Optional.empty();
        } else if (CANCELLED.contains(status)) {
            return Optional.of(OrderStatus.CANCELLED);
        }
        boolean isPaid = MONEY_IN.contains(payment) || !MONEY_NOT_IN.contains(payment) && !UNPAID.contains(status);
        return Optional.of(isPaid ? OrderStatus.PAID : OrderStatus.PLACED);
    }

    private static int statusId(Payload order) {
        order.required("status_id");
        return order.whole("status_id", 0, STATUS_MAX).orElse(0L).intValue();
    }

    /** The same as {@link #time}; empty where it is not a time. */
    static Optional<Instant> timeIfAny(Payload object, String path) {
        try {
            return Optional.of(time(object, path));
        } catch (UnreadableException notATime) {
            return Optional.empty();
        }
    }

    /** Times are written as in e-mails, {@code Tue, 05 Mar 2019 21:40:11 +0000}, by newer parts as RFC 3339. */
    static Instant time(Payload object, String path) {
        String text = object.required(path);
        try {
            return OffsetDateTime.parse(text, text.indexOf(',') < 0
                    ? DateTimeFormatter.ISO_OFFSET_DATE_TIME
                    : DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        } catch (DateTimeException e) {
            throw new UnreadableException("the field " + path + " is not a time", e);
        }
    }
}
