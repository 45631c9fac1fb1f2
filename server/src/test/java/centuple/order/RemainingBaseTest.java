package centuple.order;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.money.Currency;
import centuple.money.Minor;
import centuple.order.OrderFact.Marks;
import centuple.order.OrderFact.Refund;
import centuple.order.OrderFact.RefundScope;
import centuple.order.OrderFact.Snapshot;
import centuple.order.OrderFact.Totals;
import centuple.testkit.RandomOrders;
import centuple.testkit.Seed;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

class RemainingBaseTest {
    private static final Source WOO = new Source("woocommerce");
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

    @Test
    void nothingIsLostBetweenLinesDiscountsAndRefunds() {
        Seed seed = Seed.fresh();
        SplittableRandom random = seed.random();
        RandomOrders orders = new RandomOrders(random);
        for (int round = 0; round < 1_000; round++) {
            long discount = random.nextInt(1_000);
            List<OrderLine> lines = orders.lines();
            List<Refund> refunds = new ArrayList<>();
            long before = total(RemainingBase.of(snapshot(lines, discount), refunds), false);
            long net = lines.stream().mapToLong(OrderLine::netMinor).sum();
            assertThat(before).as(seed.toString()).isEqualTo(Math.max(0, net - discount));
            for (int i = 0; i < 5; i++) {
                refunds.add(orders.refund("r" + i, NOW));
                RemainingBase base = RemainingBase.of(snapshot(lines, discount), refunds);
                assertThat(total(base, false)).as(seed.toString()).isEqualTo(before);
                assertThat(base.lines()).as(seed.toString()).allMatch(
                        line -> 0 <= line.remainingMinor() && line.remainingMinor() <= line.baseMinor());
                List<Refund> reversed = refunds.reversed();
                assertThat(RemainingBase.of(snapshot(lines, discount), reversed).lines()).as(seed.toString())
                        .isEqualTo(base.lines());
            }
        }
    }

    @Test
    void oneMoreRefundNeverLeavesMore() {
        Seed seed = Seed.fresh();
        RandomOrders orders = new RandomOrders(seed.random());
        for (int round = 0; round < 500; round++) {
            Snapshot snapshot = snapshot(orders.lines(), 0);
            List<Refund> refunds = new ArrayList<>();
            long left = Long.MAX_VALUE;
            for (int i = 0; i < 8; i++) {
                refunds.add(orders.refund("r" + i, NOW));
                long now = total(RemainingBase.of(snapshot, refunds), true);
                assertThat(now).as(seed.toString()).isLessThanOrEqualTo(left);
                left = now;
            }
        }
    }

    /** What another program recorded may be what the shop tells again under other names. */
    @Test
    void refundsThatWereMovedInAndToldAreNotAddedUp() {
        Snapshot sale = snapshot(List.of(new OrderLine("mug", null, 1, 100_00, 0, 0)), 0);
        List<Refund> both = List.of(sum("moved:1", 20_00, Source.MOVED_IN), sum("moved:2", 5_00, Source.MOVED_IN),
                sum("r1", 20_00, WOO));
        assertThat(total(RemainingBase.of(sale, both), true)).as("the shop has told less so far").isEqualTo(75_00);
        List<Refund> more = new ArrayList<>(both);
        more.add(sum("r2", 40_00, WOO));
        assertThat(total(RemainingBase.of(sale, more), true)).isEqualTo(40_00);
        more.add(new Refund("r3", new Currency("USD"), new RefundScope.Amount(1), NOW, Source.MOVED_IN));
        assertThat(RemainingBase.of(sale, more).parked()).as("what waits is told of both").hasSize(1);
    }

    @Test
    void whoeverToldThemOneMoreRefundNeverLeavesMore() {
        Seed seed = Seed.fresh();
        SplittableRandom random = seed.random();
        RandomOrders orders = new RandomOrders(random);
        for (int round = 0; round < 500; round++) {
            Snapshot snapshot = snapshot(orders.lines(), 0);
            List<Refund> refunds = new ArrayList<>();
            long left = Long.MAX_VALUE;
            for (int i = 0; i < 8; i++) {
                refunds.add(orders.refund("r" + i, NOW).from(random.nextBoolean() ? WOO : Source.MOVED_IN));
                RemainingBase base = RemainingBase.of(snapshot, refunds);
                assertThat(total(base, true)).as(seed.toString()).isLessThanOrEqualTo(left);
                assertThat(RemainingBase.of(snapshot, refunds.reversed()).lines()).as(seed.toString())
                        .isEqualTo(base.lines());
                left = total(base, true);
            }
        }
    }

    @Test
    void sumsAtTheEdgeOfTheRangeDoNotOverflow() {
        List<OrderLine> lines = new ArrayList<>();
        for (int i = 0; i < OrderLine.LINES_MAX; i++) {
            lines.add(new OrderLine("l" + i, null, 1, Minor.AMOUNT_MINOR_MAX, 0, 0));
        }
        List<Refund> refunds = new ArrayList<>();
        for (int i = 0; i < OrderFacts.REFUNDS_MAX; i++) {
            refunds.add(new Refund("r" + i, new Currency("EUR"),
                    new RefundScope.Amount(Minor.AMOUNT_MINOR_MAX), NOW));
        }
        RemainingBase base = RemainingBase.of(snapshot(lines, 1), refunds);
        assertThat(total(base, false)).isEqualTo(500 * Minor.AMOUNT_MINOR_MAX - 1);
        assertThat(total(base, true)).isZero();
        assertThat(base.refundBeyondOrder()).isTrue();
    }

    private static Refund sum(String reference, long amountMinor, Source source) {
        return new Refund(reference, new Currency("EUR"), new RefundScope.Amount(amountMinor), NOW, source);
    }

    private static long total(RemainingBase base, boolean remaining) {
        return base.lines().stream().mapToLong(line -> remaining ? line.remainingMinor() : line.baseMinor()).sum();
    }

    private static Snapshot snapshot(List<OrderLine> lines, long discountMinor) {
        return new Snapshot(1, OrderStatus.PAID, new Currency("EUR"), NOW, NOW, null, lines,
                new Totals(discountMinor, 0, 0), Marks.NONE, NOW);
    }
}
