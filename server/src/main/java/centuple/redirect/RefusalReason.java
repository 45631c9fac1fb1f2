package centuple.redirect;

/** Why a visitor is not sent on over a link; a closed set, each counted. */
public enum RefusalReason {
    /** A browser asks ahead of its person: it is told to ask again when the person goes. */
    PREFETCH("prefetch"),
    /** No link has this code. */
    UNKNOWN_CODE("unknown_code"),
    /** The code is of another giver than the one whose link host was asked. */
    FOREIGN_HOST("foreign_host"),
    /** The link is paused, or its target is not on a proven host of the receiver. */
    LINK_PAUSED("link_paused"),
    /** The link or its partnership was ended. */
    LINK_ENDED("link_ended"),
    /** The giver sends this receiver nobody for now: its line is reached or the allowance of this node is used up. */
    PAIR_PAUSED("pair_paused"),
    /** The {@code to=} of the request does not lead to where the receiver allows links to lead. */
    TARGET_REFUSED("target_refused");

    private final String code;

    RefusalReason(String code) {
        this.code = code;
    }

    /** The stable word for it in counters. */
    public String code() {
        return code;
    }
}
