package centuple.claim;

/** What a receiver says of the order that is claimed: a closed set. */
public enum ClaimAnswer {
    /** It is reported, or will be, with the click: the claim stays open until the order is there. */
    REPORTED,
    /** There is no order of that reference. */
    NO_SUCH_ORDER,
    /** It was placed and never paid. */
    NOT_PAID,
    /** It was cancelled. */
    CANCELLED,
    /** It is known and did not come by this click. */
    OTHER_SOURCE
}
