package centuple.attribution;

/** Why an order is attributed to nobody: a closed set, in the order in which the more telling one is reported. */
public enum UnattributedReason {
    /** The click has been paid for as many orders as the terms allow. */
    CLICK_USED_UP,
    /** The click is older than the terms' window. */
    OUTSIDE_WINDOW,
    /** The click was made after the order was placed. */
    CLICK_AFTER_ORDER,
    /** The token names terms this exchange does not have. */
    UNKNOWN_TERMS,
    /** The receiver is itself among the givers. */
    SELF_REFERRAL,
    /** A coupon of a giver, but no terms were in force when the order was placed. */
    NO_TERMS_IN_FORCE,
    WRONG_RECEIVER,
    EXPIRED,
    UNKNOWN_KEY,
    FORGED,
    MALFORMED,
    /** A coupon that belongs to no giver. */
    UNKNOWN_COUPON,
    /** Neither token nor coupon. */
    NO_TOKEN
}
