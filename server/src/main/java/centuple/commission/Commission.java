package centuple.commission;

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
public record Commission(UUID id, Basis basis, Instant holdUntil, @Nullable CapShare cap, List<CommissionLine> lines,
        SortedMap<Credit, Booked> credits) {
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
    public CommissionState state() {
        long pending = 0;
        long due = 0;
        for (Booked booked : credits.values()) {
            pending += booked.amounts().pendingMinor();
            due += booked.amounts().dueMinor();
        }
        if (netMinor() == 0) {
            return credits.isEmpty() ? CommissionState.NOTHING : CommissionState.REVERSED;
        }
        return pending > 0 ? CommissionState.PENDING : due > 0 ? CommissionState.DUE : CommissionState.SETTLED;
    }
}
