package centuple.moving;

/** Where a sale stood with the partner who brought it. */
public enum SaleState {
    /** Still owed: it is entered here. */
    UNPAID,
    /** Paid, or on its way to be: it must not be owed again. */
    PAID,
    /** Never owed, or no longer. */
    NOT_OWED
}
