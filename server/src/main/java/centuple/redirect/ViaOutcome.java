package centuple.redirect;

/** What became of the {@code via=} of a request; a closed set, each counted. */
public enum ViaOutcome {
    /** There was none: the visitor did not come by a click, or nobody said so. */
    ABSENT("absent"),
    /** Its hops became hops of this click. */
    USED("used"),
    /** Not a valid token for this link's giver; the visitor is sent on without it. */
    REFUSED("refused"),
    /** This link's receiver is among the hops: nobody earns by sending a visitor back to where it came from. */
    ROUND_TRIP("round_trip");

    private final String code;

    ViaOutcome(String code) {
        this.code = code;
    }

    /** The stable word for it in counters. */
    public String code() {
        return code;
    }
}
