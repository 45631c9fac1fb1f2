package centuple.reciprocity;

/**
 * The odds against a promise, over the pair's life: an e-process of "what was declared comes back" against "half of it
 * does", and where orders are due also against "nothing does". Whoever keeps the promise meets odds of 100 with a
 * chance of at most 1 %, however often one looks (Ville).
 *
 * <p>Where a commission is paid, orders are a Poisson process of the ripe visits and their amounts vary: with value x
 * given, y returned, k orders of mean a and spread s, E mixes two odds. Against half of the amounts,
 * ln E = x/a (1 - 2^-s)/s - ln 2 y/a: the first factor bounds the Laplace transform of any amount with that mean and
 * spread. Against nearly no order at all, a share r = 1/20 of them, ln E = x/b (1 - r) - k ln(1/r), where b = a s/2 and
 * at least a: the more orders differ, the less is known of what one is worth. Either stays a supermartingale, and so
 * does their mixture. For visits against visits each visit is a fair coin of the two values, and E the likelihood
 * ratio.
 *
 * @param givenMinor value given
 * @param returnedMinor value returned
 * @param logOdds natural logarithm of the odds
 */
record RatioFloor(long givenMinor, long returnedMinor, double logOdds) {
    /** Of the orders due, what a partner reports that reports none: one may slip through. */
    private static final double SILENT_SHARE = 1 / 20.0;
    /** How much of the odds is against silence; the rest is against half. */
    private static final double SILENCE_WEIGHT = 1 / 3.0;

    static RatioFloor of(PairFacts facts, PairState.Marks zero) {
        Promise out = facts.out().promise();
        Promise back = facts.back().promise();
        Totals gave = facts.out().totals().since(zero.out());
        long given = Account.money(out, gave.arrived(out));
        long owed = facts.back().totals().since(zero.back()).commissionMinor();
        Totals got = facts.back().totals();
        long received = out.paid()
                ? Account.money(back, got.provenVisits(back) - zero.back().provenVisits(back))
                : Account.received(back, zero.back(), got);
        long net = received - owed;
        long returned = Math.max(0, gave.commissionMinor()) + Math.max(0, net);
        // Visits stand for the orders they are worth; where orders are due, those that bought nothing are worth none.
        double orders = gave.orders() + Math.max(0, net) / out.order().meanMinor();
        return new RatioFloor(given, returned, out.paid()
                ? againstCommission(given, returned, orders, out.order())
                : againstVisits((double) given / out.valueMinor(), (double) returned / back.valueMinor(), out, back));
    }

    static double againstCommission(double givenMinor, double returnedMinor, double orders, Promise.Order order) {
        double half = againstHalf(givenMinor, returnedMinor, order);
        double silent = againstSilence(givenMinor, orders, order);
        double more = Math.max(half, silent);
        return more + StrictMath.log(
                (1 - SILENCE_WEIGHT) * StrictMath.exp(half - more) + SILENCE_WEIGHT * StrictMath.exp(silent - more));
    }

    static double againstHalf(double givenMinor, double returnedMinor, Promise.Order order) {
        double drift = (1 - StrictMath.pow(2, -order.spread())) / order.spread();
        return (givenMinor * drift - returnedMinor * StrictMath.log(2)) / order.meanMinor();
    }

    static double againstSilence(double givenMinor, double orders, Promise.Order order) {
        double due = givenMinor / (order.meanMinor() * Math.max(1, order.spread() / 2));
        return due * (1 - SILENT_SHARE) - Math.max(0, orders) * StrictMath.log(1 / SILENT_SHARE);
    }

    static double againstVisits(double given, double returned, Promise out, Promise back) {
        double value = out.valueMinor();
        double honest = value / (value + back.valueMinor());
        double half = value / (value + 2.0 * back.valueMinor());
        return given * StrictMath.log((1 - half) / (1 - honest)) + returned * StrictMath.log(half / honest);
    }

    /** What is missing; negative when more came back than was given. */
    long missingMinor() {
        return givenMinor - returnedMinor;
    }
}
