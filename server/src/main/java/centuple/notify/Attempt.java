package centuple.notify;

import org.jspecify.annotations.Nullable;

/**
 * How one attempt went.
 *
 * @param status what the receiver answered; null where it did not
 * @param error why that is not good, in words for the shop; empty where it is
 */
public record Attempt(@Nullable Integer status, String error) {
    private static final int GONE = 410;

    /** The receiver answered that. */
    public static Attempt answered(int status) {
        if (status / 100 == 2) {
            return new Attempt(status, "");
        }
        if (status / 100 == 3) {
            return new Attempt(status, "it answered " + status + "; redirects are not followed");
        }
        return new Attempt(status, "it answered " + status);
    }

    /** No answer came, for that reason. */
    public static Attempt unanswered(String why) {
        return new Attempt(null, why);
    }

    /** Whether the message was taken. */
    public boolean isGood() {
        return error.isEmpty();
    }

    /** Whether the receiver wants no further messages. */
    public boolean isGone() {
        return status != null && status == GONE;
    }
}
