package centuple.catalogue.feed;

/** A feed that cannot be used as a whole; its message is for the shop. What was read before stays in force. */
public final class UnreadableFeedException extends Exception {
    private static final long serialVersionUID = 1L;

    public UnreadableFeedException(String why) {
        super(why);
    }

    public UnreadableFeedException(String why, Throwable cause) {
        super(why, cause);
    }

    /** Why, in words for the shop. */
    public String why() {
        String message = getMessage();
        return message == null ? "it cannot be read" : message;
    }
}
