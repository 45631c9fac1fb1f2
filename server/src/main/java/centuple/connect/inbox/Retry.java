package centuple.connect.inbox;

import java.time.Duration;

/** When an event that could not be booked is tried again: the database was away, an API did not answer. */
public final class Retry {
    /** Attempts after which it is parked. */
    public static final int ATTEMPTS_MAX = 30;

    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofHours(1);

    private Retry() {
    }

    /**
     * How long to wait: twice as long each time, an hour at most; some nineteen hours together.
     *
     * @param attempts made so far, 1 and up
     */
    public static Duration after(int attempts) {
        Duration wait = FIRST.multipliedBy(1L << Math.min(attempts - 1, 30));
        return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    }
}
