package centuple.simulation;

import centuple.money.BasisPoints;
import centuple.money.Split;
import centuple.order.OrderFact;
import centuple.order.OrderLine;
import centuple.order.OrderStatus;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What one person buys, and what becomes of it. The same at whichever shop they buy it.
 *
 * @param reference the shop's name for the order
 * @param placedAt when they order
 * @param paidAt when they pay, never before
 * @param first whether it is their first order there
 * @param lines with tax included
 * @param totals of the order
 * @param fate what happens afterwards
 */
record Purchase(String reference, Instant placedAt, Instant paidAt, boolean first, List<OrderLine> lines,
        OrderFact.Totals totals, Fate fate) {

    /** The discount of an order that has one. */
    private static final BasisPoints DISCOUNT = new BasisPoints(1_000);
    private static final int LINES_MAX = 3;
    private static final long NET_MINOR_MIN = 500;
    private static final long NET_MINOR_MAX = 150_000;
    private static final int REFUND_DAYS_MIN = 3;
    private static final int REFUND_DAYS_MAX = 25;

    /** What happens to a paid order. */
    sealed interface Fate {
        /** Nothing more. */
        record Kept() implements Fate {
        }

        /** Cancelled as a whole. */
        record Cancelled(Instant at) implements Fate {
        }

        /** Money or goods go back, worth {@code minor} of the base. */
        record Refunded(Instant at, OrderFact.RefundScope scope, long minor) implements Fate {
        }
    }

    /** A message of the shop about the order, and when it is sent. */
    record Message(Instant at, OrderFact fact) {
    }

    /** Draws what a visitor buys who decides to buy at a moment. */
    static Purchase drawn(NicheSettings settings, Draws draws, String reference, Instant decidedAt, boolean first) {
        NicheSettings.Basket basket = settings.basket();
        NicheSettings.Afterwards afterwards = settings.afterwards();
        double spread = basket.spread();
        double factor = StrictMath.exp(spread * draws.normal() - spread * spread / 2);
        long netMinor = Math.clamp((long) (basket.netMeanMinor() * factor), NET_MINOR_MIN, NET_MINOR_MAX);
        List<OrderLine> lines = lines(basket, draws, netMinor);
        boolean discounted = draws.share() < basket.discountedShare();
        long discountMinor = discounted ? DISCOUNT.of(netMinor) : 0;
        long taxMinor = lines.stream().mapToLong(OrderLine::taxMinor).sum();
        Duration delay = draws.share() < afterwards.delayedShare()
                ? days(draws.exponential(afterwards.delayDays()))
                : Duration.ofSeconds((long) draws.exponential(1_200));
        Instant placedAt = decidedAt.plus(delay).plusSeconds(60);
        Instant paidAt = placedAt.plusSeconds(20 + draws.below(600));
        return new Purchase(reference, placedAt, paidAt, first, lines,
                new OrderFact.Totals(discountMinor, taxMinor, basket.shippingMinor()),
                fate(afterwards, draws, paidAt, lines, discountMinor));
    }

    /** What is left of the value without tax, as far as it is known before a moment; 0 when not paid by then. */
    long baseMinorBefore(Instant end) {
        long baseMinor = lines.stream().mapToLong(OrderLine::netMinor).sum() - totals.discountMinor();
        if (!paidAt.isBefore(end)) {
            return 0;
        }
        return switch (fate) {
            case Fate.Kept() -> baseMinor;
            case Fate.Cancelled(Instant at) -> at.isBefore(end) ? 0 : baseMinor;
            case Fate.Refunded(Instant at, OrderFact.RefundScope scope, long minor) -> at.isBefore(end)
                    ? baseMinor - minor
                    : baseMinor;
        };
    }

    /** What the shop tells the exchange about it, in order. */
    List<Message> messages() {
        List<Message> all = new ArrayList<>();
        Instant placedSentAt = placedAt.plusSeconds(2);
        all.add(new Message(placedSentAt, snapshot(1, OrderStatus.PLACED, null, placedSentAt)));
        Instant paidSentAt = paidAt.plusSeconds(2);
        all.add(new Message(paidSentAt, snapshot(2, OrderStatus.PAID, paidAt, paidSentAt)));
        switch (fate) {
            case Fate.Kept() -> {
            }
            case Fate.Cancelled(Instant at) ->
                all.add(new Message(at, snapshot(3, OrderStatus.CANCELLED, paidAt, at)));
            case Fate.Refunded(Instant at, OrderFact.RefundScope scope, long minor) -> all.add(new Message(at,
                    new OrderFact.Refund(reference + "-r1", NicheSettings.CURRENCY, scope, at)));
        }
        return all;
    }

    private OrderFact.Snapshot snapshot(long version, OrderStatus status, @Nullable Instant paid, Instant arrivedAt) {
        return new OrderFact.Snapshot(version, status, NicheSettings.CURRENCY, placedAt, paid, first, lines, totals,
                OrderFact.Marks.NONE, arrivedAt);
    }

    private static List<OrderLine> lines(NicheSettings.Basket basket, Draws draws, long netMinor) {
        long[] weights = new long[1 + draws.below(LINES_MAX)];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = 1 + draws.below(9);
        }
        long[] netsMinor = Split.byLargestRemainder(netMinor, weights);
        List<OrderLine> lines = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            long taxMinor = basket.tax().of(netsMinor[i]);
            lines.add(new OrderLine(String.valueOf(i + 1), i == 0 ? "main" : "accessory", 1 + draws.below(2),
                    netsMinor[i] + taxMinor, 0, taxMinor));
        }
        return lines;
    }

    private static Fate fate(NicheSettings.Afterwards afterwards, Draws draws, Instant paidAt, List<OrderLine> lines,
            long discountMinor) {
        double chance = draws.share();
        if (chance < afterwards.cancelledShare()) {
            return new Fate.Cancelled(paidAt.plusSeconds(3_600L + draws.below(47 * 3_600)));
        }
        if (chance >= afterwards.cancelledShare() + afterwards.refundedShare()) {
            return new Fate.Kept();
        }
        Instant at = paidAt.plus(days(REFUND_DAYS_MIN + (REFUND_DAYS_MAX - REFUND_DAYS_MIN) * draws.share()));
        long baseMinor = lines.stream().mapToLong(OrderLine::netMinor).sum() - discountMinor;
        OrderLine last = lines.getLast();
        return switch (draws.below(4)) {
            case 0 -> new Fate.Refunded(at, new OrderFact.RefundScope.Amount(baseMinor / 4), baseMinor / 4);
            case 1 -> discountMinor > 0
                    ? new Fate.Refunded(at, new OrderFact.RefundScope.Full(), baseMinor)
                    : new Fate.Refunded(at, new OrderFact.RefundScope.Lines(
                            List.of(new OrderFact.LineRefund(last.reference(), last.quantity(), null))),
                            last.netMinor());
            default -> new Fate.Refunded(at, new OrderFact.RefundScope.Full(), baseMinor);
        };
    }

    static Duration days(double days) {
        return Duration.ofSeconds((long) (days * 86_400));
    }
}
