package centuple.reciprocity;

import java.time.Duration;
import java.time.Instant;

/**
 * How far a giver is protected. One set for the whole exchange. Immutable.
 *
 * @param periodDays length of a period
 * @param trial what a partner may take before anything came back
 * @param line how the line grows, and what happens near it and at it
 * @param unpaidPeriods normal periods of commission that may be on statements and not yet paid; overdue counts double
 * @param floorOdds odds against the promise at which the ratio floor raises its alarm
 * @param delayDays mean time from a visit to the booking of its order
 */
public record Protection(int periodDays, Trial trial, Line line, int unpaidPeriods, double floorOdds,
        double delayDays) {
    /** The standard; what it costs honest partners and takers is printed by the simulation in the tests. */
    public static final Protection STANDARD = new Protection(30, new Trial(25, 4, 500, 4),
            new Line(1.96, 0.7, 0.5, 6), 5, 100, 7);

    private static final int FORGED_VISITS_BORNE = 250;

    public Protection {
        if (periodDays < 1 || unpaidPeriods < 1 || !(floorOdds > 1) || !(delayDays > 0)) {
            throw new IllegalArgumentException("periods, odds and delays must be positive");
        }
    }

    /**
     * The trial credit.
     *
     * @param visits visits it lasts for at least
     * @param orders where a commission is paid: average orders it lasts for at least
     * @param poolBps what all newcomers of a giver together may take in a period, of what it gave in the last one
     * @param poolTrialsMin trial credits that the pool holds at least
     */
    public record Trial(int visits, int orders, int poolBps, int poolTrialsMin) {
        public Trial {
            if (visits < 1 || orders < 1 || poolBps < 0 || poolBps > 10_000 || poolTrialsMin < 1) {
                throw new IllegalArgumentException("a trial credit must be positive");
            }
        }
    }

    /**
     * The line.
     *
     * @param deviations standard deviations of what honest partners may differ by chance
     * @param throttleFrom share of the line from which the pair is throttled
     * @param liftAt share of the line at which a pause ends early
     * @param periodsRemembered closed periods whose returns count, the last one besides for itself
     */
    public record Line(double deviations, double throttleFrom, double liftAt, int periodsRemembered) {
        public Line {
            if (!(deviations > 0) || !(liftAt >= 0 && liftAt < throttleFrom && throttleFrom < 1)
                    || periodsRemembered < 1) {
                throw new IllegalArgumentException("a line lifts below where it throttles, and throttles below 1");
            }
        }
    }

    /** Partnerships that ended after that weigh on: what they took in the pool, and an alarm in the standing. */
    public Instant remembersFrom(Instant now) {
        return now.minus(Duration.ofDays((long) periodDays * line.periodsRemembered()));
    }

    /** Visits that must be missing, at the declared value, before an alarm costs the receiver its standing. */
    int forgedVisitsBorne() {
        return FORGED_VISITS_BORNE;
    }

    /** The calendar. */
    public Periods periods() {
        return new Periods(periodDays);
    }
}
