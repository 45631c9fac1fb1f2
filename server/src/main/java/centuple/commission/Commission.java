package centuple.commission;

import centuple.shop.Rate;
import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What is booked for one order on one basis. Immutable.
 *
 * @param id ours, drawn when it was first booked
 * @param basis what it stands on
 * @param holdUntil when pending becomes due
 * @param cap its share of the pair's cap; null when the terms have none
 * @param lines for reading, by line number
 * @param credits what each creditor has of each line, and how far it has come
 */
public record Commission(UUID id, Basis basis, Instant holdUntil, @Nullable CapShare cap, List<Line> lines,
        SortedMap<Credit, Booked> credits) {
    /** What the public ids of commissions start with. */
    public static final String ID_PREFIX = "com_";

    public Commission {
        lines = List.copyOf(lines);
        credits = Collections.unmodifiableSortedMap(new TreeMap<>(credits));
    }

    /**
     * One credit.
     *
     * @param firstTransfer the transfer that booked it first; of a fee, the commission transfer it is the fee of
     * @param amounts how far it has come
     */
    public record Booked(UUID firstTransfer, StageAmounts amounts) {
    }

    /** This commission with other credits. */
    Commission withCredits(SortedMap<Credit, Booked> others) {
        return new Commission(id, basis, holdUntil, cap, lines, others);
    }

    /** This commission with lines that say that nothing is owed any more. */
    Commission withNothingOwed() {
        return new Commission(id, basis, holdUntil, cap, lines.stream().map(Line::owedNothing).toList(),
                credits);
    }

    /**
     * One line of a commission as a giver may see it: no product, quantity or reference.
     *
     * @param line the line's number in the order
     * @param category as the terms name it; null when the shop gave none
     * @param rate what the terms pay for it
     * @param baseMinor after discounts, without tax and shipping
     * @param remainingBaseMinor what refunds left of the base
     * @param fullMinor the commission before refunds
     * @param bookedMinor what is booked of it, after refunds and cap, with fee and the origin's share
     */
    public record Line(int line, @Nullable String category, Rate rate, long baseMinor, long remainingBaseMinor,
            long fullMinor, long bookedMinor) {
        private Line owedNothing() {
            return new Line(line, category, rate, baseMinor, remainingBaseMinor, fullMinor, 0);
        }
    }

    /** Where a commission stands. */
    public enum State {
        /** Nothing was ever booked: no rate, or no room under the cap. */
        NOTHING,
        /** Within its hold. */
        PENDING,
        /** Payable with the next statement. */
        DUE,
        /** On a closed statement. */
        SETTLED,
        /** Taken back entirely. */
        REVERSED
    }

    /** What stands booked in all, with fee and every giver's share; minor units. */
    public long netMinor() {
        return credits.values().stream().mapToLong(booked -> booked.amounts().netMinor()).sum();
    }

    /** What stands booked for one creditor; minor units. */
    public long netMinor(ShopId creditor) {
        return credits.entrySet().stream().filter(entry -> entry.getKey().creditor().equals(creditor))
                .mapToLong(entry -> entry.getValue().amounts().netMinor()).sum();
    }

    /** Where it stands, read off its amounts: the least advanced stage that still holds money. */
    public State state() {
        long pending = 0;
        long due = 0;
        for (Booked booked : credits.values()) {
            pending += booked.amounts().pendingMinor();
            due += booked.amounts().dueMinor();
        }
        if (netMinor() == 0) {
            return credits.isEmpty() ? State.NOTHING : State.REVERSED;
        }
        return pending > 0 ? State.PENDING : due > 0 ? State.DUE : State.SETTLED;
    }
}
