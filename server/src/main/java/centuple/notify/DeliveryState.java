package centuple.notify;

/** What became of a message. */
public enum DeliveryState {
    /** It is to be sent, or sent again. */
    WAITING,
    /** The receiver took it. */
    DELIVERED,
    /** A ping or a repetition that was not taken. */
    FAILED,
    /** The shop let it go. */
    SKIPPED
}
