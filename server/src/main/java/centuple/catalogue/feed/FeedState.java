package centuple.catalogue.feed;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/**
 * How a feed is doing.
 *
 * @param nextAt when it is fetched next
 * @param triedAt when it was fetched last; null before the first time with these settings
 * @param goodAt when that went well last; null before the first time
 * @param failures how often in a row it did not
 * @param problem why it did not the last time; empty where it did
 * @param products how many products of it are in the catalogue
 */
public record FeedState(Instant nextAt, @Nullable Instant triedAt, @Nullable Instant goodAt, int failures,
        String problem, long products) {
    /** After so long without a good copy the last one is not offered any more. */
    public static final Duration STALE_AFTER = Duration.ofDays(7);
    /** The first wait after a failure; it doubles up to the feed's own period. */
    static final Duration RETRY_FIRST = Duration.ofMinutes(5);

    private static final int DOUBLINGS_MAX = 10;

    /** Of a feed whose settings are new. */
    public static FeedState fresh(Instant now, long products, @Nullable Instant goodAt) {
        return new FeedState(now, null, goodAt, 0, "", products);
    }

    /** It was read, or is unchanged. */
    public FeedState succeeded(Instant now, Duration every, long productCount) {
        return new FeedState(now.plus(every), now, now, 0, "", productCount);
    }

    /** It was not; the copy of before stays. */
    public FeedState failed(Instant now, Duration every, String why) {
        Duration wait = RETRY_FIRST.multipliedBy(1L << Math.min(failures, DOUBLINGS_MAX));
        Duration next = wait.compareTo(every) < 0 ? wait : every;
        return new FeedState(now.plus(next), now, goodAt, failures + 1, why, products);
    }

    /** Whether the copy is too old to send anybody by it. */
    public boolean isStale(Instant now) {
        return goodAt != null && goodAt.plus(STALE_AFTER).isBefore(now);
    }
}
