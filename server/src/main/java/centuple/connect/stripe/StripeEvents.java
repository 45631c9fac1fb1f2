package centuple.connect.stripe;

import centuple.connect.FactDraft;
import centuple.connect.Landing;
import centuple.connect.Mapping;
import centuple.connect.Payload;
import centuple.connect.UnreadableException;
import centuple.order.FoundIn;
import centuple.order.OrderStatus;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What Stripe's events say of orders. Stateless. */
final class StripeEvents {
    /** The session as it was finished; where money is captured by hand it says that nothing was paid yet. */
    private static final String COMPLETED = "checkout.session.completed";
    /** What was authorised in a session is taken. Stripe sends it for no other payment. */
    private static final String CAPTURED = "charge.captured";

    /** The types that are asked for. */
    static final List<String> TYPES = List.of(COMPLETED, "checkout.session.async_payment_succeeded",
            "checkout.session.async_payment_failed", CAPTURED, "charge.refunded", "refund.created", "refund.updated",
            "charge.dispute.created", "charge.dispute.closed");

    /** The one line of an order, with its currency: a refund in another one then meets no line, and waits. */
    private static final String LINE_PREFIX = "paid-";

    /** The year 2286; later times are a mistake. */
    private static final BigDecimal SECONDS_MAX = BigDecimal.valueOf(9_999_999_999L);

    private StripeEvents() {
    }

    static Mapping map(String type, Payload body) {
        try {
            return read(type, body);
        } catch (UnreadableException e) {
            return new Mapping.Unreadable(e.getMessage());
        }
    }

    private static Mapping read(String type, Payload body) {
        Payload object = body.object("data.object");
        return switch (type) {
            case COMPLETED, "checkout.session.async_payment_succeeded" ->
                session(object, time(body, "created"), status(type, object));
            case "checkout.session.async_payment_failed" ->
                session(object, time(body, "created"), Optional.of(OrderStatus.CANCELLED));
            case CAPTURED -> captured(object, time(body, "created"), body.object(Mapping.Join.JOINED));
            case "charge.refunded" -> charge(object);
            case "refund.created", "refund.updated", "charge.refund.updated" -> refund(object);
            case "charge.dispute.closed" -> dispute(object);
            case "charge.dispute.created" ->
                new Mapping.Nothing("a dispute that is open: it counts when it is closed and lost");
            case "refund.failed" ->
                new Mapping.Nothing("a refund that failed: commission it took back is not given again");
            default -> new Mapping.Nothing("an event that says nothing of an order");
        };
    }

    /** Whether it is a session of which the money may be captured later. */
    static boolean isOpen(String type, Payload body) {
        return type.equals(COMPLETED)
                && body.text("data.object.payment_status").filter("unpaid"::equals).isPresent();
    }

    private static Optional<OrderStatus> status(String type, Payload session) {
        if (type.endsWith("succeeded")) {
            return Optional.of(OrderStatus.PAID);
        }
        return switch (session.required("payment_status")) {
            case "paid" -> Optional.of(OrderStatus.PAID);
            case "unpaid" -> Optional.of(OrderStatus.PLACED);
            default -> Optional.empty();
        };
    }

    private static Mapping session(Payload session, Instant at, Optional<OrderStatus> status) {
        if (status.isEmpty()) {
            return new Mapping.Nothing("a session in which nothing is paid");
        }
        if (!"payment".equals(session.required("mode"))) {
            return token(session).isEmpty()
                    ? new Mapping.Nothing("a session that sells no single order")
                    : new Mapping.Unreadable("a subscription came by a click, and renewals and refunds of "
                            + "subscriptions are not read here; report its orders by POST /v1/orders");
        }
        Optional<String> payment = payment(session);
        if (payment.isEmpty()) {
            return new Mapping.Nothing("a session without a payment");
        }
        StripeAmounts amounts = StripeAmounts.of(session);
        long total = amounts.requiredMinor(session, "amount_total");
        long tax = session.has("total_details") ? amounts.requiredMinor(session, "total_details.amount_tax") : 0;
        long shipping = shipping(session, amounts);
        long goods = total - tax - shipping;
        if (total < 0 || tax < 0 || shipping < 0 || goods < 0) {
            return new Mapping.Unreadable("tax and shipping of the session are more than its total");
        }
        Instant placedAt = time(session, "created");
        FactDraft draft = FactDraft.snapshot(payment.get(), status.get(), amounts.currency())
                .placedAt(placedAt.isAfter(at) ? at : placedAt);
        if (status.get() == OrderStatus.PAID) {
            draft.paidAt(at);
        }
        // A line has at least one unit; where nothing was paid, there is nothing to give back either.
        draft.line(line(amounts), "", Math.max(1, amounts.units(session, "amount_total")), goods, 0, 0)
                .totals(0, tax, shipping);
        token(session).forEach(text -> draft.token(text, FoundIn.ORDER_FIELD));
        for (Payload discount : session.list("discounts")) {
            discount.text("coupon").ifPresent(draft::coupon);
            discount.text("promotion_code").ifPresent(draft::coupon);
        }
        return new Mapping.Facts(List.of(draft.factAt(at, status.get())));
    }

    /** Shipping without its tax, which is part of the tax of the whole session. */
    private static long shipping(Payload session, StripeAmounts amounts) {
        if (session.has("shipping_cost")) {
            return amounts.requiredMinor(session, "shipping_cost.amount_total")
                    - amounts.minor(session, "shipping_cost.amount_tax");
        }
        return session.has("total_details") ? amounts.minor(session, "total_details.amount_shipping") : 0;
    }

    private static List<String> token(Payload session) {
        Optional<String> reference = session.text("client_reference_id");
        Optional<String> metadata = session.text("metadata.centuple");
        return Stream.concat(reference.stream(), metadata.stream())
                .flatMap(text -> Landing.tokens(text).stream()).distinct().toList();
    }

    /**
     * The money of a session that was authorised is taken: the order is paid. Which order that is only the session
     * says, so it is read again with the status of now.
     */
    private static Mapping captured(Payload charge, Instant at, Payload told) {
        Optional<String> payment = payment(charge);
        if (payment.isEmpty()) {
            return new Mapping.Nothing("a charge without a payment intent, so not of Checkout");
        }
        if (told.fields().isEmpty()) {
            return new Mapping.Join(COMPLETED, payment.get());
        }
        Payload session = told.object("data.object");
        if (!payment(session).equals(payment)) {
            throw new UnreadableException("the session that was found is of another payment");
        }
        if (status(COMPLETED, session).filter(OrderStatus.PLACED::equals).isEmpty()) {
            return new Mapping.Nothing("the session told that it is paid already");
        }
        StripeAmounts amounts = StripeAmounts.of(charge);
        boolean isWhole = charge.requiredFlag("captured")
                && amounts.currency().equals(StripeAmounts.of(session).currency())
                && amounts.requiredMinor(charge, "amount_captured") == amounts.requiredMinor(session, "amount_total");
        return isWhole
                ? session(session, at, Optional.of(OrderStatus.PAID))
                : new Mapping.Unreadable("another sum was captured than the session came to, and what it is for is "
                        + "not known; report this order by POST /v1/orders");
    }

    /** Only that all is given back: a part is told by its own refund, and would count twice here. */
    private static Mapping charge(Payload charge) {
        Optional<String> payment = payment(charge);
        if (payment.isEmpty()) {
            return new Mapping.Nothing("a charge without a payment intent, so not of Checkout");
        }
        if (!charge.flag("refunded").orElse(false)) {
            return new Mapping.Nothing("a refund of a part, which refund.created tells of");
        }
        Map<String, Object> fact = FactDraft.refund(payment.get(), charge.required("id"),
                StripeAmounts.of(charge).currency()).full().fact();
        return new Mapping.Facts(List.of(fact));
    }

    private static Mapping refund(Payload refund) {
        return "succeeded".equals(refund.text("status").orElse(""))
                ? part(refund)
                : new Mapping.Nothing("a refund that has not succeeded: refund.updated tells when it has");
    }

    private static Mapping dispute(Payload dispute) {
        return "lost".equals(dispute.text("status").orElse(""))
                ? part(dispute)
                : new Mapping.Nothing("a dispute that was not lost");
    }

    /** A sum with tax and shipping, counted off what was paid: so the part of it that is goods is taken back. */
    private static Mapping part(Payload object) {
        Optional<String> payment = payment(object);
        if (payment.isEmpty()) {
            return new Mapping.Nothing("a refund without a payment intent, so not of Checkout");
        }
        StripeAmounts amounts = StripeAmounts.of(object);
        int units = amounts.units(object, "amount");
        if (units == 0) {
            return new Mapping.Nothing("a refund of nothing");
        }
        return new Mapping.Facts(List.of(FactDraft.refund(payment.get(), object.required("id"), amounts.currency())
                .lineRefund(line(amounts), units, Optional.empty()).fact()));
    }

    private static String line(StripeAmounts amounts) {
        return LINE_PREFIX + amounts.currency().code();
    }

    private static Optional<String> payment(Payload object) {
        return object.text("payment_intent").or(() -> object.text("payment_intent.id"));
    }

    private static Instant time(Payload object, String path) {
        object.required(path);
        BigDecimal seconds = object.decimal(path).orElse(BigDecimal.ZERO);
        if (seconds.signum() < 0 || seconds.compareTo(SECONDS_MAX) > 0 || seconds.stripTrailingZeros().scale() > 0) {
            throw new UnreadableException("the field " + path + " is not a time in seconds");
        }
        return Instant.ofEpochSecond(seconds.longValueExact());
    }
}
