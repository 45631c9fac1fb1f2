package centuple.attribution;

/**
 * Why an order is attributed to nobody, or why one token, coupon or day of a giver does not count: a closed set. Those
 * of orders come in the order in which the more telling one is reported.
 */
public enum UnattributedReason {
    /** The click has been paid for as many orders as the terms allow. */
    CLICK_USED_UP,
    /** The click or day is before the terms' window. */
    OUTSIDE_WINDOW,
    /** The click was made after the order was placed. */
    CLICK_AFTER_ORDER,
    /** The day begins after the order was placed. */
    DAY_AFTER_ORDER,
    /** The token names terms this exchange does not have. */
    UNKNOWN_TERMS,
    /** The receiver is itself among the givers. */
    SELF_REFERRAL,
    /** A coupon of a giver without terms in force when the order was placed, or a day without any in force on it. */
    NO_TERMS_IN_FORCE,
    /** A day under terms by which visitors bring a click token: nothing but a token shows who sent them. */
    NOT_IDENTIFIER_FREE,
    /** A day of a shop that was not the receiver's partner on it. */
    NOT_A_PARTNER,
    WRONG_RECEIVER,
    EXPIRED,
    UNKNOWN_KEY,
    FORGED,
    MALFORMED,
    /** A coupon that belongs to no giver. */
    UNKNOWN_COUPON,
    /** A day of a giver that is not on this exchange. */
    UNKNOWN_GIVER,
    /** Neither token nor coupon nor day. */
    NO_TOKEN,
    /** Only of a token: it would count, but another shop's newer click counts. */
    NEWER_CLICK,
    /** Only of a coupon: it would count, but another shop's click counts. */
    CLICK_BEFORE_COUPON,
    /** Only of a coupon: it would count, but another shop's coupon named before it counts. */
    OTHER_COUPON,
    /** Only of a day: it would count, but another shop's click counts. */
    CLICK_BEFORE_DAY,
    /** Only of a day: it would count, but another shop's coupon counts. */
    COUPON_BEFORE_DAY,
    /** Only of a day: it would count, but another shop's newer day counts, or one of the same day named before it. */
    OTHER_DAY,
    /** Only of a mark: it would count, but a lower version of the order decided for another shop. */
    LOWER_VERSION,
    /** Only of a mark: it would count, but was reported after the hold. */
    AFTER_HOLD
}
