package centuple.commission;

import centuple.ledger.Move;

/**
 * How far one credit has come.
 *
 * @param pendingMinor booked, within its hold
 * @param dueMinor after its hold, on no closed statement yet
 * @param settledMinor on a closed statement, paid or not
 * @param givenBackMinor of the settled: booked back on the opposite pair
 */
public record StageAmounts(long pendingMinor, long dueMinor, long settledMinor, long givenBackMinor) {
    public static final StageAmounts NONE = new StageAmounts(0, 0, 0, 0);

    public StageAmounts {
        if (pendingMinor < 0 || dueMinor < 0 || settledMinor < 0 || givenBackMinor < 0
                || givenBackMinor > settledMinor) {
            throw new IllegalArgumentException("no stage is below zero, and no more is given back than was settled");
        }
    }

    /** What stands booked, net of everything taken back. */
    public long netMinor() {
        return pendingMinor + dueMinor + settledMinor - givenBackMinor;
    }

    /** These amounts after a transfer of this credit. A payment moves nothing here: settled covers paid. */
    public StageAmounts after(Move move, long amountMinor) {
        return switch (move) {
            case BOOK -> new StageAmounts(pendingMinor + amountMinor, dueMinor, settledMinor, givenBackMinor);
            case HOLD_OVER ->
                new StageAmounts(pendingMinor - amountMinor, dueMinor + amountMinor, settledMinor, givenBackMinor);
            case CLOSE ->
                new StageAmounts(pendingMinor, dueMinor - amountMinor, settledMinor + amountMinor, givenBackMinor);
            case PAY -> this;
            case REVERSE_PENDING ->
                new StageAmounts(pendingMinor - amountMinor, dueMinor, settledMinor, givenBackMinor);
            case REVERSE_DUE -> new StageAmounts(pendingMinor, dueMinor - amountMinor, settledMinor, givenBackMinor);
            case REFUND_SETTLED ->
                new StageAmounts(pendingMinor, dueMinor, settledMinor, givenBackMinor + amountMinor);
        };
    }
}
