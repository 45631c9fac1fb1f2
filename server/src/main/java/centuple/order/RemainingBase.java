package centuple.order;

import centuple.money.Minor;
import centuple.money.Split;
import centuple.order.OrderFact.LineRefund;
import centuple.order.OrderFact.Refund;
import centuple.order.OrderFact.RefundScope;
import centuple.order.OrderFact.Snapshot;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the lines of an order are worth to commission, before and after refunds. Every sum is made over all refunds and
 * rounded once, so it is the same in whatever order they arrived.
 *
 * @param lines in the order of the snapshot
 * @param discountBeyondOrder whether the order's discount is more than its lines; it then takes all
 * @param refundBeyondOrder whether more was refunded than was there; it then takes all
 * @param parked refunds that wait, because they cannot be applied as they are
 */
public record RemainingBase(List<Line> lines, boolean discountBeyondOrder, boolean refundBeyondOrder,
        List<Parked> parked) {
    public RemainingBase {
        lines = List.copyOf(lines);
        parked = List.copyOf(parked);
    }

    /**
     * A line and its worth.
     *
     * @param baseMinor after the line's and its part of the order's discount, without tax
     * @param remainingMinor what refunds left of it
     */
    public record Line(OrderLine line, long baseMinor, long remainingMinor) {
    }

    /** A refund that waits. */
    public record Parked(String refundReference, Reason reason) {
        /** Why it waits. */
        public enum Reason {
            /** Nothing is converted, and it names neither line nor quantity. */
            OTHER_CURRENCY,
            /** It names a line that this snapshot does not have. */
            UNKNOWN_LINE
        }
    }

    /**
     * The bases of a snapshot after these refunds. What another program recorded and what the order's teller says may
     * be the same refunds, under other names and rounded otherwise: so they are not added up, and whichever of the two
     * leaves less is what remains.
     */
    public static RemainingBase of(Snapshot snapshot, List<Refund> refunds) {
        Map<Boolean, List<Refund>> byOrigin = refunds.stream()
                .collect(Collectors.partitioningBy(refund -> refund.source().equals(Source.MOVED_IN)));
        RemainingBase told = ofOne(snapshot, byOrigin.getOrDefault(false, List.of()));
        List<Refund> movedIn = byOrigin.getOrDefault(true, List.of());
        return movedIn.isEmpty() ? told : told.orLess(ofOne(snapshot, movedIn));
    }

    private RemainingBase orLess(RemainingBase other) {
        List<Parked> waiting = new ArrayList<>(parked);
        waiting.addAll(other.parked);
        return new RemainingBase(other.remainingMinor() < remainingMinor() ? other.lines : lines, discountBeyondOrder,
                refundBeyondOrder || other.refundBeyondOrder, waiting);
    }

    /** What refunds left of the whole order, minor units. */
    public long remainingMinor() {
        return lines.stream().mapToLong(Line::remainingMinor).sum();
    }

    private static RemainingBase ofOne(Snapshot snapshot, List<Refund> refunds) {
        List<OrderLine> lines = snapshot.lines();
        long[] net = lines.stream().mapToLong(OrderLine::netMinor).toArray();
        long netTotal = Arrays.stream(net).sum();
        long discount = Math.min(snapshot.totals().discountMinor(), netTotal);
        long[] discounts = Split.byLargestRemainder(discount, net);
        long[] base = new long[net.length];
        Arrays.setAll(base, i -> net[i] - discounts[i]);

        Taken taken = Taken.of(snapshot, refunds);
        boolean beyond = false;
        long[] remaining = new long[base.length];
        for (int i = 0; i < base.length; i++) {
            long byUnits = Minor.roundHalfUp(base[i], Math.min(taken.units[i], lines.get(i).quantity()),
                    lines.get(i).quantity());
            beyond |= taken.units[i] > lines.get(i).quantity() || byUnits + taken.amounts[i] > base[i];
            remaining[i] = Math.max(0, base[i] - byUnits - taken.amounts[i]);
        }
        long left = Arrays.stream(remaining).sum();
        beyond |= taken.withoutLine > left;
        long[] spread = Split.byLargestRemainder(Math.min(taken.withoutLine, left), remaining);
        List<Line> result = new ArrayList<>();
        for (int i = 0; i < base.length; i++) {
            result.add(new Line(lines.get(i), base[i], taken.full ? 0 : remaining[i] - spread[i]));
        }
        return new RemainingBase(result, snapshot.totals().discountMinor() > netTotal, beyond, taken.parked);
    }

    /** What all refunds together take: units and sums by line, and sums that name no line. */
    private static final class Taken {
        private final long[] units;
        private final long[] amounts;
        private final List<Parked> parked = new ArrayList<>();
        private long withoutLine;
        private boolean full;

        private Taken(int lines) {
            units = new long[lines];
            amounts = new long[lines];
        }

        static Taken of(Snapshot snapshot, List<Refund> refunds) {
            Map<String, Integer> places = new HashMap<>();
            for (OrderLine line : snapshot.lines()) {
                places.put(line.reference(), places.size());
            }
            Taken taken = new Taken(places.size());
            for (Refund refund : refunds) {
                boolean sameCurrency = refund.currency().equals(snapshot.currency());
                switch (refund.scope()) {
                    case RefundScope.Full _ -> taken.full = true;
                    case RefundScope.Amount(long amountMinor) when sameCurrency -> taken.withoutLine += amountMinor;
                    case RefundScope.Amount _ -> taken.park(refund, Parked.Reason.OTHER_CURRENCY);
                    case RefundScope.Lines(List<LineRefund> lines) ->
                        lines.forEach(line -> taken.add(refund, line, places.get(line.lineReference()), sameCurrency));
                }
            }
            return taken;
        }

        private void add(Refund refund, LineRefund line, @Nullable Integer place,
                boolean sameCurrency) {
            if (place == null) {
                park(refund, Parked.Reason.UNKNOWN_LINE);
            } else if (line.amountMinor() != null && sameCurrency) {
                amounts[place] += line.amountMinor();
            } else if (line.quantity() > 0) {
                units[place] += line.quantity();
            } else {
                park(refund, Parked.Reason.OTHER_CURRENCY);
            }
        }

        private void park(Refund refund, Parked.Reason reason) {
            Parked waiting = new Parked(refund.reference(), reason);
            if (!parked.contains(waiting)) {
                parked.add(waiting);
            }
        }
    }
}
