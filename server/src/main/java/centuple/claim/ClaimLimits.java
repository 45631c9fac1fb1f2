package centuple.claim;

import java.time.Duration;
import java.util.List;

/** How much may be claimed, and how long each step takes. All times are whole days of 24 hours. Stateless. */
public final class ClaimLimits {
    /** Claims of one giver against one receiver that may be open at the same time. */
    public static final int OPEN_MAX = 5;
    /** Of the counted clicks that a pair had in one calendar month (UTC), how many may ever be claimed. */
    public static final int MONTH_CLICKS_BPS_MAX = 200;
    /** A pair of few clicks may claim so many of a month all the same. */
    public static final int MONTH_CLAIMS_MIN = 1;
    /** How long the receiver has to answer. */
    public static final Duration ANSWER_WITHIN = Duration.ofDays(14);
    /** When the receiver is reminded, from the claim on. */
    public static final List<Duration> REMINDED_AFTER = List.of(Duration.ofDays(5), Duration.ofDays(10));
    /** No silence books sooner than that after the last reminder, however late that came. */
    public static final Duration REMINDED_BEFORE = Duration.ofDays(3);
    /** How long a giver may claim nothing of a receiver after a claim that was proven false. */
    public static final Duration BARRED_FOR = Duration.ofDays(90);
    /** Commissions whose hold ended before that, or ends later, count towards the median. */
    public static final Duration MEDIAN_OF = Duration.ofDays(365);
    /** A shop or customer elsewhere may name the day before or after: the order's day is by no clock of ours. */
    public static final int DAY_SLACK_DAYS = 1;
    /** How far two clocks may differ before an order counts as placed before a click. */
    public static final Duration CLOCKS_DIFFER_MAX = Duration.ofMinutes(5);

    private static final long WHOLE_BPS = 10_000;

    private ClaimLimits() {
    }

    /**
     * How many clicks of a month may be claimed: the share of them rounded down, and one at least.
     *
     * @param clicks counted clicks of the pair in that month
     */
    public static long monthClaimsMax(long clicks) {
        return Math.max(MONTH_CLAIMS_MIN, clicks * MONTH_CLICKS_BPS_MAX / WHOLE_BPS);
    }
}
