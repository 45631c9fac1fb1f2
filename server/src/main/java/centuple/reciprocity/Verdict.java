package centuple.reciprocity;

/**
 * What was decided of a pair.
 *
 * @param next what to remember
 * @param figures what it stands on
 * @param changed whether visitors go otherwise than before, or standing changed
 */
public record Verdict(PairFacts.Pair pair, PairState next, Figures figures, boolean changed) {

    /**
     * What is given, returned and allowed since the count began; minor units of the receiver's terms.
     *
     * @param given at the declared value
     * @param onTheWay at the declared value, orders may still come
     * @param commission owed by the receiver, net of reversals
     * @param received visits at their proven worth
     * @param owed by the giver for these
     * @param exposure given minus commission, minus received less owed
     * @param stake the exposure with what more than usual is on its way
     * @param line how far the stake may go; below zero for a newcomer whose visits proved nothing, once the pool of all
     *        newcomers is used up
     * @param floor the ratio floor
     */
    public record Figures(long given, long onTheWay, long commission, long received, long owed, long exposure,
            long stake, long line, Floor floor) {
        static Figures of(Account account, long line, RatioFloor floor) {
            return new Figures(account.givenMinor(), account.onTheWayMinor(), account.commissionMinor(),
                    account.receivedMinor(), account.owedMinor(), account.exposureMinor(), account.stakeMinor(), line,
                    new Floor(floor.givenMinor(), floor.returnedMinor(), odds(floor.logOdds())));
        }
    }

    private static double odds(double log) {
        return Math.round(Math.min(StrictMath.exp(log), Floor.ODDS_MAX) * 1_000) / 1_000.0;
    }

    /**
     * The ratio floor.
     *
     * @param given since it counts
     * @param returned since it counts
     * @param odds against the promise, to thousandths, at most a billion
     */
    public record Floor(long given, long returned, double odds) {
        static final double ODDS_MAX = 1e9;
    }

    /** Whole visits that may still go before the line; {@link Long#MAX_VALUE} without a line. */
    public long visitsLeft(long valueMinor) {
        return switch (next.mode()) {
            case GIFT -> Long.MAX_VALUE;
            case PAUSED -> 0;
            case OPEN, THROTTLED -> Math.max(0, (figures.line() - figures.stake()) / valueMinor);
        };
    }

    /** The share of its usual visitors that routing should give the pair, 0 to 1. */
    public double throttle(Protection protection) {
        return switch (next.mode()) {
            case PAUSED -> 0;
            case OPEN, GIFT -> 1;
            case THROTTLED -> {
                double from = protection.line().throttleFrom();
                yield Math.clamp((1 - (double) figures.stake() / figures.line()) / (1 - from), 0, 1);
            }
        };
    }
}
