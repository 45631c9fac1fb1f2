package centuple.reciprocity;

/** Whether a giver's visitors go to a receiver. */
public enum PairMode {
    /** They do. */
    OPEN,
    /** They do, but routing gives fewer. */
    THROTTLED,
    /** They do not. */
    PAUSED,
    /** They do, without a line: the giver wants it so. */
    GIFT
}
