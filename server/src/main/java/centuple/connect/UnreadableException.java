package centuple.connect;

import java.util.Objects;

/** An event cannot be understood; the message says to the shop's owner what is wrong, without quoting the event. */
public final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableException(String message) {
        super(message);
    }

    public UnreadableException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Never null, for it is what the owner is shown. */
    @Override
    public String getMessage() {
        return Objects.requireNonNullElse(super.getMessage(), "it cannot be understood");
    }
}
