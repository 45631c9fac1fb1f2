package centuple.reciprocity;

/**
 * The odds against a promise, over the pair's life: an e-process of "what was declared comes back" against "half of it
 * does". Whoever keeps the promise meets odds of 100 with a chance of at most 1 %, however often one looks (Ville).
 *
 * <p>Where a commission is paid, orders are a Poisson process of the ripe visits and their amounts vary: with value x
 * given, y returned and orders of mean a and spread s, ln E = x/a (1 - 2^-s)/s - ln 2 y/a. The first factor bounds the
 * Laplace transform of any amount with that mean and spread, so E stays a supermartingale whatever its law. For visits
 * against visits each visit is a fair coin of the two values, and E the likelihood ratio.
 *
 * @param givenMinor value given
 * @param returnedMinor value returned
 * @param logOdds natural logarithm of the odds
 */
record RatioFloor(long givenMinor, long returnedMinor, double logOdds) {

    static RatioFloor of(PairFacts facts, PairState.Marks zero) {
        Promise out = facts.out().promise();
        Promise back = facts.back().promise();
        Totals gave = facts.out().totals().since(zero.out());
        long given = Account.money(out, gave.arrived(out));
        long net = Account.received(back, zero.back(), facts.back().totals())
                - facts.back().totals().since(zero.back()).commissionMinor();
        long returned = Math.max(0, gave.commissionMinor()) + Math.max(0, net);
        return new RatioFloor(given, returned, out.paid()
                ? againstCommission(given, returned, out.order())
                : againstVisits((double) given / out.valueMinor(), (double) returned / back.valueMinor(), out, back));
    }

    static double againstCommission(double givenMinor, double returnedMinor, Promise.Order order) {
        double drift = (1 - Math.pow(2, -order.spread())) / order.spread();
        return (givenMinor * drift - returnedMinor * Math.log(2)) / order.meanMinor();
    }

    static double againstVisits(double given, double returned, Promise out, Promise back) {
        double value = out.valueMinor();
        double honest = value / (value + back.valueMinor());
        double half = value / (value + 2.0 * back.valueMinor());
        return given * Math.log((1 - half) / (1 - honest)) + returned * Math.log(half / honest);
    }

    /** What is missing; negative when more came back than was given. */
    long missingMinor() {
        return givenMinor - returnedMinor;
    }

    /** A debt that the trial credit covers is never alarming. */
    boolean alarms(Protection protection, long trialMinor) {
        return logOdds >= Math.log(protection.floorOdds()) && missingMinor() > trialMinor;
    }
}
