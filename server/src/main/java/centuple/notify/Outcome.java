package centuple.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What follows from an attempt. */
public sealed interface Outcome {
    /** Before the second attempt; doubled before each further one. */
    Duration FIRST_WAIT = Duration.ofSeconds(5);
    /** Between two attempts: a receiver that is back is told within that. */
    Duration WAIT_MAX = Duration.ofHours(1);
    /** After the first attempt; then the endpoint is disabled. */
    Duration GIVEN_UP_AFTER = Duration.ofHours(72);
    /** By how much chance shortens a wait at most, so that endpoints of one host do not come back together. */
    double JITTER = 0.25;

    /** The receiver took it. */
    record Delivered() implements Outcome {
    }

    /** It is tried again then. */
    record Retry(Instant at) implements Outcome {
    }

    /** It was to be tried once, and was not taken. */
    record Failed() implements Outcome {
    }

    /** It waits, and the endpoint is told nothing more until its shop resumes it. */
    record Disable(Reason reason) implements Outcome {
    }

    /** Why an endpoint is disabled. */
    enum Reason {
        /** The receiver answered 410. */
        GONE("it answered 410, gone: it wants no further events"),
        /** Three days of attempts. */
        GAVE_UP("it did not take an event for " + GIVEN_UP_AFTER.toHours() + " hours");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /** The reason as a sentence. */
        public String words() {
            return words;
        }
    }

    /**
     * Decides.
     *
     * @param delivery as it was before the attempt
     * @param now when the attempt ended
     */
    static Outcome of(Delivery delivery, Attempt attempt, Instant now, RandomGenerator random) {
        if (attempt.isGood()) {
            return new Delivered();
        }
        if (!delivery.inOrder()) {
            return new Failed();
        }
        if (attempt.isGone()) {
            return new Disable(Reason.GONE);
        }
        Instant firstAt = Optional.ofNullable(delivery.tries().firstAt()).orElse(now);
        Instant end = firstAt.plus(GIVEN_UP_AFTER);
        if (!now.isBefore(end)) {
            return new Disable(Reason.GAVE_UP);
        }
        Instant next = now.plus(wait(delivery.tries().count() + 1, random));
        return new Retry(next.isBefore(end) ? next : end);
    }

    /**
     * How long is waited.
     *
     * @param attempts how many there were, at least one
     */
    static Duration wait(int attempts, RandomGenerator random) {
        int doublings = Math.min(attempts - 1, 30);
        long millis = Math.min(FIRST_WAIT.toMillis() << doublings, WAIT_MAX.toMillis());
        return Duration.ofMillis(Math.round(millis * (1 - JITTER * random.nextDouble())));
    }
}
