package centuple.commission;

/** Where a commission stands. */
public enum CommissionState {
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
