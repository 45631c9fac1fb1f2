package centuple.claim;

/** Where a claim stands: a closed set. */
public enum ClaimState {
    /** The receiver is asked. */
    OPEN,
    /** The receiver stayed silent: the median is booked, within its hold, and may be contested. */
    BOOKED,
    /** The hold is over: it is due like any other commission. */
    STANDS,
    /** The order is there and is the giver's: what it owes is booked by the order, and nothing by the claim. */
    CREDITED,
    /** The receiver said no, or the order's facts did. */
    DENIED,
    /** Facts that were reported before the claim prove it false. */
    PROVEN_FALSE,
    /** The giver took it back. */
    WITHDRAWN,
    /** What silence had booked was taken back: the receiver said how the order stands, or the order pays another. */
    CONTESTED,
    /** The receiver stayed silent, but there was nothing to book. */
    NOT_BOOKED;

    /** Whether nothing more can come of it. Of one that stands only the order itself can take its place. */
    public boolean isEnded() {
        return this != OPEN && this != BOOKED && this != STANDS;
    }
}
