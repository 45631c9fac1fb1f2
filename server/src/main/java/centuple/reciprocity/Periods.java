package centuple.reciprocity;

import java.time.Duration;
import java.time.Instant;

/**
 * The calendar of periods: all of one length, counted from 1970-01-01 UTC, so that every server has the same.
 *
 * @param days length of a period
 */
public record Periods(int days) {
    private static final long DAY_SECONDS = 86_400;

    /** The number of the period a time lies in. */
    public long number(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), days * DAY_SECONDS);
    }

    /** When a period begins. */
    public Instant start(long number) {
        return Instant.EPOCH.plus(Duration.ofDays(Math.multiplyExact(number, days)));
    }
}
