package centuple.commission;

import centuple.commission.Allowances.Meter;
import centuple.ledger.Transfer;

import java.util.List;

/**
 * What one decision on one order writes; a decision on known facts writes nothing.
 *
 * @param before the books it started from
 * @param books the books after it; equal to those before when nothing changed
 * @param transfers the postings, in the order in which they are to be booked
 * @param meterChanges what changes on cap meters
 * @param clickChanges what changes on orders per click
 * @param events what to tell, and to whom
 */
public record CommissionDecision(OrderBooks before, OrderBooks books, List<Transfer> transfers,
        List<MeterChange> meterChanges, List<ClickChange> clickChanges, List<CommissionEvent> events) {
    public CommissionDecision {
        transfers = List.copyOf(transfers);
        meterChanges = List.copyOf(meterChanges);
        clickChanges = List.copyOf(clickChanges);
        events = List.copyOf(events);
    }

    /** Nothing is to be written. */
    static CommissionDecision nothing(OrderBooks books) {
        return new CommissionDecision(books, books, List.of(), List.of(), List.of(), List.of());
    }

    /** Whether there is anything to write. */
    public boolean changesBooks() {
        return !books.equals(before);
    }

    /**
     * What changes on a cap meter.
     *
     * @param deltaMinor minor units, not zero
     */
    public record MeterChange(Meter key, long deltaMinor) {
    }

    /**
     * The order begins or ceases to be paid for a click.
     *
     * @param delta 1 or -1
     */
    public record ClickChange(String clickId, int delta) {
    }
}
