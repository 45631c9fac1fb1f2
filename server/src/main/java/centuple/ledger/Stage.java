package centuple.ledger;

/** Where a debt stands on its way from booked to paid. */
public enum Stage {
    /** The source of every debt: negative by what was ever booked and not reversed. */
    ACCRUED,
    /** Booked, still within its hold. */
    PENDING,
    /** The hold is over; payable with the next statement. */
    DUE,
    /** On a closed statement. */
    SETTLED,
    /** Set off or paid by the debtor. */
    PAID
}
