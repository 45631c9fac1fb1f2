package centuple.connect;

import java.util.Objects;

/** An event cannot be understood; the message says to the shop's owner what is wrong, without quoting the event. */
public final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean isBeyondLimit;

    public UnreadableException(String message) {
        super(message);
        this.isBeyondLimit = false;
    }

    public UnreadableException(String message, Throwable cause) {
        super(message, cause);
        this.isBeyondLimit = false;
    }

    private UnreadableException(String message, boolean isBeyondLimit) {
        super(message);
        this.isBeyondLimit = isBeyondLimit;
    }

    /** It has more or longer parts than are read: a smaller one may be read. */
    public static UnreadableException beyondLimit(String message) {
        return new UnreadableException(message, true);
    }

    /** Whether it is a matter of size. */
    public boolean isBeyondLimit() {
        return isBeyondLimit;
    }

    /** Never null, for it is what the owner is shown. */
    @Override
    public String getMessage() {
        return Objects.requireNonNullElse(super.getMessage(), "it cannot be understood");
    }
}
