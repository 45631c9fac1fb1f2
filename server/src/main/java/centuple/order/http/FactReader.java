package centuple.order.http;

import centuple.money.Currency;
import centuple.money.Minor;
import centuple.order.OrderFact;
import centuple.order.OrderFact.LineRefund;
import centuple.order.OrderFact.Marks;
import centuple.order.OrderFact.Refund;
import centuple.order.OrderFact.RefundScope;
import centuple.order.OrderFact.Snapshot;
import centuple.order.OrderFact.Totals;
import centuple.order.OrderLine;
import centuple.order.OrderRef;
import centuple.order.OrderReport;
import centuple.order.OrderStatus;
import centuple.order.Source;
import centuple.order.TokenVerifier;
import centuple.platform.json.InvalidJsonException;
import centuple.platform.json.JsonFields;
import centuple.shop.ShopId;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads one order fact as a shop sends it. Strict in what it uses; everything else in the body is dropped unread, for
 * that is where names and addresses are, and only named in the answer. Thread-safe.
 *
 * @param tokens verifies the click tokens that come with an order
 */
public record FactReader(TokenVerifier tokens) {
    /** Orders older than this are a mistake in the shop's clock or data. */
    static final Duration AGE_MAX = Duration.ofDays(3_660);

    private static final String REFERENCE = "1 to 64 of A-Z a-z 0-9 . _ : # / -";
    /** Where lines are not known, a shop's platform counts what was paid as units. */
    private static final int UNITS_MAX = 2_000_000_000;

    /** What an order may be told of. */
    enum Type {
        SNAPSHOT, REFUND, CANCELLATION
    }

    /**
     * One fact, read.
     *
     * @param ignored the fields that were dropped
     */
    public record ReadFact(OrderReport report, List<String> ignored) {
        public ReadFact {
            ignored = List.copyOf(ignored);
        }
    }

    /**
     * Reads a fact.
     *
     * @param receiver the shop that reports
     * @param now when it arrived
     * @throws InvalidJsonException when anything in it is wrong, with all that is wrong
     */
    public ReadFact read(JsonFields json, ShopId receiver, Instant now) {
        Instant arrivedAt = now.truncatedTo(ChronoUnit.MICROS);
        String reference = json.matching("reference", OrderRef.REFERENCE, REFERENCE);
        Source source = json.optionalMatching("source", Source.NAME, "the name of a platform, or api").map(Source::new)
                .orElse(Source.API);
        Type type = json.optionalChoice("type", Type.class).orElse(Type.SNAPSHOT);
        Currency currency = json.parsed("currency", Currency::find, "an ISO 4217 code such as EUR").orElse(null);
        Draft draft = switch (type) {
            case SNAPSHOT -> snapshot(json, json.choice("status", OrderStatus.class), receiver, arrivedAt);
            case CANCELLATION -> snapshot(json, OrderStatus.CANCELLED, receiver, arrivedAt);
            case REFUND -> refund(json, arrivedAt);
        };
        List<String> ignored = IgnoredFields.named(json.finishLoosely());
        if (currency == null) {
            throw new IllegalStateException("a missing currency was not refused");
        }
        return new ReadFact(new OrderReport(new OrderRef(receiver, reference), draft.in(currency)).from(source),
                ignored);
    }

    /** A fact of which only the currency is missing; made only when nothing in the body was wrong. */
    private interface Draft {
        OrderFact in(Currency currency);
    }

    private Draft snapshot(JsonFields json, OrderStatus status, ShopId receiver, Instant arrivedAt) {
        long version = json.optionalInteger("version", 0, Long.MAX_VALUE).orElse((long) status.ordinal() + 1);
        Instant placedAt = time(json, "placed_at", Optional.of(json.time("placed_at")), arrivedAt);
        Instant paidAt = json.has("paid_at") ? time(json, "paid_at", json.optionalTime("paid_at"), arrivedAt) : null;
        if (paidAt != null && status == OrderStatus.PLACED) {
            json.refuse("paid_at", "must be absent while the order is only placed");
        } else if (paidAt != null && json.has("placed_at") && paidAt.isBefore(placedAt)) {
            json.refuse("paid_at", "must not be before placed_at");
        }
        Boolean newCustomer = json.optionalFlag("new_customer").orElse(null);
        List<Optional<OrderLine>> lines = json.objects("lines", OrderLine.LINES_MAX, FactReader::line);
        refuseTwins(json, lines);
        if (status != OrderStatus.CANCELLED && lines.isEmpty()) {
            json.refuse("lines", "must have at least one line");
        }
        Totals totals = new Totals(amount(json, "discount_minor"), amount(json, "tax_minor"),
                amount(json, "shipping_minor"));
        String number = json.optionalMatching("number", OrderRef.REFERENCE, REFERENCE).orElse(null);
        Marks marks = new MarksReader(tokens, receiver, arrivedAt).read(json);
        return currency -> new Snapshot(version, status, currency, placedAt, paidAt, newCustomer,
                lines.stream().flatMap(Optional::stream).toList(), totals, marks, number, arrivedAt, Source.API);
    }

    private static Instant time(JsonFields json, String name, Optional<Instant> given, Instant arrivedAt) {
        Instant time = given.orElse(arrivedAt).truncatedTo(ChronoUnit.MICROS);
        if (time.isAfter(arrivedAt.plus(Snapshot.AHEAD_MAX))) {
            json.refuse(name, "is in the future; check the clock of the shop");
        } else if (json.has(name) && time.isBefore(arrivedAt.minus(AGE_MAX))) {
            json.refuse(name, "is more than ten years ago");
        }
        return time;
    }

    private static Optional<OrderLine> line(JsonFields json) {
        String reference = json.matching("reference", OrderRef.REFERENCE, REFERENCE);
        String category = json.optionalMatching("category", OrderRef.REFERENCE, REFERENCE).orElse(null);
        int quantity = json.optionalInteger("quantity", 1, UNITS_MAX).orElse(1L).intValue();
        long amountMinor = json.integer("amount_minor", 0, Minor.AMOUNT_MINOR_MAX);
        long discountMinor = amount(json, "discount_minor");
        long taxMinor = amount(json, "tax_minor");
        if (discountMinor + taxMinor > amountMinor) {
            json.refuse("amount_minor", "must be at least discount_minor and tax_minor together");
            return Optional.empty();
        }
        return Optional.of(new OrderLine(reference, category, quantity, amountMinor, discountMinor, taxMinor));
    }

    private static void refuseTwins(JsonFields json, List<Optional<OrderLine>> lines) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            String reference = lines.get(i).map(OrderLine::reference).orElse("");
            if (!reference.isEmpty() && !seen.add(reference)) {
                json.refuse("lines", "has two lines with the reference " + reference);
            }
        }
    }

    private static Draft refund(JsonFields json, Instant arrivedAt) {
        String reference = json.matching("refund_reference", OrderRef.REFERENCE, REFERENCE);
        RefundScope scope = scope(json);
        return currency -> new Refund(reference, currency, scope, arrivedAt);
    }

    private static RefundScope scope(JsonFields json) {
        List<RefundScope> scopes = new ArrayList<>();
        json.optionalFlag("full").filter(full -> full).ifPresent(_ -> scopes.add(new RefundScope.Full()));
        json.optionalInteger("amount_minor", 0, Minor.AMOUNT_MINOR_MAX)
                .ifPresent(amountMinor -> scopes.add(new RefundScope.Amount(amountMinor)));
        List<Optional<LineRefund>> lines = json.objects("lines", OrderLine.LINES_MAX, FactReader::lineRefund);
        List<LineRefund> good = lines.stream().flatMap(Optional::stream).toList();
        if (!good.isEmpty()) {
            scopes.add(new RefundScope.Lines(good));
        }
        boolean anyGiven = json.has("full") || json.has("amount_minor") || json.has("lines");
        if (scopes.size() > 1 || scopes.isEmpty() && lines.isEmpty() || !anyGiven) {
            json.refuse("", "a refund has exactly one of full: true, amount_minor and lines");
        }
        return scopes.isEmpty() ? new RefundScope.Full() : scopes.getFirst();
    }

    private static Optional<LineRefund> lineRefund(JsonFields json) {
        String line = json.matching("line", OrderRef.REFERENCE, REFERENCE);
        int quantity = json.optionalInteger("quantity", 0, UNITS_MAX).orElse(0L).intValue();
        Long amountMinor = json.optionalInteger("amount_minor", 0, Minor.AMOUNT_MINOR_MAX).orElse(null);
        if (quantity == 0 && amountMinor == null) {
            json.refuse("quantity", "is missing, and so is amount_minor; one of them is needed");
            return Optional.empty();
        }
        return Optional.of(new LineRefund(line, quantity, amountMinor));
    }

    private static long amount(JsonFields json, String name) {
        return json.optionalInteger(name, 0, Minor.AMOUNT_MINOR_MAX).orElse(0L);
    }
}
