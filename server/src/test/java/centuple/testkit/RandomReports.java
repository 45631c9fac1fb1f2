package centuple.testkit;

import centuple.order.FoundIn;
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
import centuple.order.PresentedToken;
import centuple.shop.ShopId;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Random orders of a few receivers that came from a few givers, with their refunds. */
public final class RandomReports {
    public static final List<ShopId> RECEIVERS = List.of(new ShopId(0x1111_0001), new ShopId(0x9111_0002),
            new ShopId(0x1111_0003));
    public static final List<ShopId> GIVERS = List.of(new ShopId(0x2222_0001), new ShopId(0xa222_0002));

    private final Random random;
    private final Instant now;
    private int clicks;

    public RandomReports(long seed, Instant now) {
        this.random = new Random(seed);
        this.now = now;
    }

    /** Everything that is reported of so many orders, in a random order, some of it twice. */
    public List<OrderReport> shuffled(int orders) {
        List<OrderReport> all = new ArrayList<>();
        for (int i = 0; i < orders; i++) {
            List<OrderReport> one = order("R-" + i);
            all.addAll(one);
            all.add(one.get(random.nextInt(one.size())));
        }
        Collections.shuffle(all, random);
        return all;
    }

    /** All facts of one order: placed and paid, perhaps refunds, perhaps cancelled. */
    public List<OrderReport> order(String reference) {
        OrderRef ref = new OrderRef(RECEIVERS.get(random.nextInt(RECEIVERS.size())), reference);
        List<OrderLine> lines = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            long amountMinor = 100 + random.nextInt(20_000);
            lines.add(new OrderLine("L" + i, random.nextBoolean() ? "shoes" : null, 1 + random.nextInt(3), amountMinor,
                    amountMinor / 10, amountMinor / 6));
        }
        Marks marks = random.nextInt(5) == 0 ? Marks.NONE : new Marks(List.of(token()), List.of());
        List<OrderReport> all = new ArrayList<>();
        all.add(new OrderReport(ref, snapshot(1, OrderStatus.PLACED, lines, marks)));
        all.add(new OrderReport(ref, snapshot(2, OrderStatus.PAID, lines, marks)));
        for (int i = 0; i < random.nextInt(3); i++) {
            all.add(new OrderReport(ref, new Refund("refund-" + i, OrderBed.EUR, scope(), now)));
        }
        if (random.nextInt(10) == 0) {
            all.add(new OrderReport(ref, snapshot(3, OrderStatus.CANCELLED, List.of(), Marks.NONE)));
        }
        return all;
    }

    private Snapshot snapshot(long version, OrderStatus status, List<OrderLine> lines, Marks marks) {
        Instant placedAt = now.minus(Duration.ofHours(1));
        return new Snapshot(version, status, OrderBed.EUR, placedAt, status == OrderStatus.PAID ? placedAt : null, null,
                lines, Totals.NONE, marks, now);
    }

    private PresentedToken token() {
        return new PresentedToken.Valid(FoundIn.ORDER_FIELD, "clk_%024x".formatted(++clicks),
                GIVERS.get(random.nextInt(GIVERS.size())), 1, now.minus(Duration.ofDays(1 + random.nextInt(20))),
                List.of());
    }

    private RefundScope scope() {
        return switch (random.nextInt(3)) {
            case 0 -> new RefundScope.Full();
            case 1 -> new RefundScope.Amount(random.nextInt(5_000));
            default -> new RefundScope.Lines(List.of(new LineRefund("L0", 1, null)));
        };
    }
}
