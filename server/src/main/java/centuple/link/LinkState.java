package centuple.link;

/** Whether a link sends visitors on. */
public enum LinkState {
    /** It does. */
    ACTIVE,
    /** Not now: paused by a shop, or a domain could not be proven for a week. */
    PAUSED,
    /** No more: the link or the partnership was ended. */
    ENDED
}
