package centuple.attribution;

/**
 * Why an order is attributed to nobody, or why one token or coupon does not count: a closed set. Those of orders come
 * in the order in which the more telling one is reported.
 */
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
    NO_TOKEN,
    /** Only of a token: it would count, but another shop's newer click counts. */
    NEWER_CLICK,
    /** Only of a coupon: it would count, but another shop's click counts. */
    CLICK_BEFORE_COUPON,
    /** Only of a coupon: it would count, but another shop's coupon named before it counts. */
    OTHER_COUPON,
    /** Only of a token or coupon: it would count, but a lower version of the order decided for another shop. */
    LOWER_VERSION,
    /** Only of a token or coupon: it would count, but was reported after the hold. */
    AFTER_HOLD
}
