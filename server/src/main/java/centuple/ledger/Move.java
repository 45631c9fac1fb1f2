package centuple.ledger;

/** The steps a debt may take; there are no others. */
public enum Move {
    BOOK(Stage.ACCRUED, Stage.PENDING),
    HOLD_OVER(Stage.PENDING, Stage.DUE),
    CLOSE(Stage.DUE, Stage.SETTLED),
    PAY(
            Stage.SETTLED,
            Stage.PAID),
    REVERSE_PENDING(Stage.PENDING, Stage.ACCRUED),
    REVERSE_DUE(Stage.DUE, Stage.ACCRUED),
    /** On the opposite pair: the creditor gives back what was already settled. */
    REFUND_SETTLED(Stage.ACCRUED, Stage.DUE);

    private final Stage from;
    private final Stage to;

    Move(Stage from, Stage to) {
        this.from = from;
        this.to = to;
    }

    public Stage from() {
        return from;
    }

    public Stage to() {
        return to;
    }

    /**
     * The move between two stages.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Move between(Stage from, Stage to) {
        for (Move move : values()) {
            if (move.from == from && move.to == to) {
                return move;
            }
        }
        throw new IllegalArgumentException("no debt moves from " + from + " to " + to);
    }
}
