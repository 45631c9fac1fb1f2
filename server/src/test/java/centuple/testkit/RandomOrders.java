package centuple.testkit;

import centuple.money.Currency;
import centuple.order.FoundIn;
import centuple.order.GiverDay;
import centuple.order.OrderFact;
import centuple.order.OrderFact.LineRefund;
import centuple.order.OrderFact.Refund;
import centuple.order.OrderFact.RefundScope;
import centuple.order.OrderFact.Snapshot;
import centuple.order.OrderLine;
import centuple.order.OrderStatus;
import centuple.order.PresentedToken;
import centuple.order.Source;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws orders as shops might send them, and refunds as customers might cause them: small sums, so that cents count.
 */
public final class RandomOrders {
    private static final Currency EUR = new Currency("EUR");
    private static final Currency USD = new Currency("USD");
    private static final List<@Nullable String> CATEGORIES = Arrays.asList(null, "books", "mugs");

    private final SplittableRandom random;

    public RandomOrders(SplittableRandom random) {
        this.random = random;
    }

    /** Versions 1 to at most 4 of one order, and up to 4 refunds. They all arrive at the given time. */
    public List<OrderFact> facts(List<PresentedToken> tokens, Instant placedAt, Instant arrivedAt) {
        List<OrderFact> facts = new ArrayList<>();
        Boolean newCustomer = random.nextInt(3) == 0 ? null : (Boolean) random.nextBoolean();
        int versions = random.nextInt(1, 5);
        for (int version = 1; version <= versions; version++) {
            OrderStatus status = version == 1 && versions > 1
                    ? OrderStatus.PLACED
                    : random.nextInt(6) == 0 ? OrderStatus.CANCELLED : OrderStatus.PAID;
            // A shop may get the day wrong in one version; the books must stand that too.
            Instant said = random.nextInt(6) == 0 ? placedAt.minus(Duration.ofDays(random.nextInt(40))) : placedAt;
            facts.add(new Snapshot(version, status, random.nextInt(20) == 0 ? USD : EUR, said,
                    status == OrderStatus.PAID ? placedAt.plus(Duration.ofMinutes(version)) : null, newCustomer,
                    lines(), new OrderFact.Totals(random.nextInt(3) == 0 ? random.nextInt(700) : 0, 0, 0),
                    new OrderFact.Marks(some(tokens), List.of(), days(tokens, placedAt)),
                    random.nextBoolean() ? null : "#" + random.nextInt(9), arrivedAt, Source.API));
        }
        int refunds = random.nextInt(5);
        for (int i = 0; i < refunds; i++) {
            facts.add(refund("r" + i, arrivedAt));
        }
        return facts;
    }

    /** A refund of any kind. */
    public Refund refund(String reference, Instant arrivedAt) {
        RefundScope scope = switch (random.nextInt(8)) {
            case 0 -> new RefundScope.Full();
            case 1, 2, 3 -> new RefundScope.Amount(random.nextInt(400));
            default -> new RefundScope.Lines(List.of(lineRefund(), lineRefund()));
        };
        return new Refund(reference, random.nextInt(12) == 0 ? USD : EUR, scope, arrivedAt);
    }

    /** The lines of an order. */
    public List<OrderLine> lines() {
        List<OrderLine> lines = new ArrayList<>();
        int count = random.nextInt(1, 5);
        for (int i = 0; i < count; i++) {
            long amount = random.nextInt(1_500);
            long discount = random.nextInt(3) == 0 ? random.nextLong(amount + 1) : 0;
            long tax = random.nextInt(3) == 0 ? random.nextLong(amount - discount + 1) : 0;
            lines.add(new OrderLine("l" + i, CATEGORIES.get(random.nextInt(CATEGORIES.size())),
                    random.nextInt(1, 4), amount, discount, tax));
        }
        return lines;
    }

    private LineRefund lineRefund() {
        int quantity = random.nextInt(3);
        Long amount = quantity == 0 || random.nextInt(3) == 0 ? (Long) (long) random.nextInt(500) : null;
        return new LineRefund("l" + random.nextInt(5), quantity, amount);
    }

    private List<PresentedToken> some(List<PresentedToken> tokens) {
        List<PresentedToken> some = new ArrayList<>();
        for (PresentedToken token : tokens) {
            if (random.nextInt(3) > 0) {
                some.add(token);
            }
        }
        if (random.nextInt(8) == 0) {
            some.add(new PresentedToken.Refused(FoundIn.LANDING_URL, PresentedToken.Reason.MALFORMED));
        }
        return some;
    }

    /** Now and then the givers of tokens are named without them too, by days about that of the order. */
    private List<GiverDay> days(List<PresentedToken> tokens, Instant placedAt) {
        List<GiverDay> days = new ArrayList<>();
        for (PresentedToken token : tokens) {
            if (token instanceof PresentedToken.Valid valid && days.size() < OrderFact.Marks.GIVER_DAYS_MAX
                    && random.nextInt(3) == 0) {
                days.add(new GiverDay(valid.giver(),
                        LocalDate.ofInstant(placedAt, ZoneOffset.UTC).minusDays(random.nextInt(-1, 40))));
            }
        }
        return days;
    }

    /** The fact as it arrives at another time. */
    public static OrderFact arriving(OrderFact fact, Instant at) {
        return switch (fact) {
            case Snapshot s -> new Snapshot(s.version(), s.status(), s.currency(), s.placedAt(), s.paidAt(),
                    s.newCustomer(), s.lines(), s.totals(), s.marks(), s.number(), at, s.source());
            case Refund r -> new Refund(r.reference(), r.currency(), r.scope(), at, r.source());
        };
    }

    /** The same facts in another order, some of them more than once. */
    public List<OrderFact> shuffledAndRepeated(List<OrderFact> facts) {
        List<OrderFact> all = new ArrayList<>(facts);
        for (OrderFact fact : facts) {
            if (random.nextInt(3) == 0) {
                all.add(fact);
            }
        }
        for (int i = all.size() - 1; i > 0; i--) {
            Collections.swap(all, i, random.nextInt(i + 1));
        }
        return all;
    }
}
