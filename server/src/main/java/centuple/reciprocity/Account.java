package centuple.reciprocity;

import java.util.function.ToLongFunction;

/**
 * The figures of one pair at one moment; minor units of what the receiver declares in.
 *
 * @param givenMinor visits given since the count began, at the declared value; those that are paid for as they ripen
 * @param onTheWayMinor visits given whose orders may still come, at the declared value
 * @param commissionMinor what the receiver owes for orders since then, net of reversals
 * @param receivedMinor visits received since then, at their proven worth
 * @param owedMinor what the giver owes for those
 * @param lines how far it may go
 */
record Account(long givenMinor, long onTheWayMinor, long commissionMinor, long receivedMinor, long owedMinor,
        Lines lines) {

    /**
     * How far it may go.
     *
     * @param trialMinor the trial credit
     * @param lineMinor what may be at stake in all
     * @param usualOnTheWayMinor what is usually on its way and not counted as at stake
     * @param unpaidMinor what may be on statements and not yet paid
     * @param carriedMinor what of the line was at stake in other currencies when the period's terms changed
     */
    record Lines(long trialMinor, long lineMinor, long usualOnTheWayMinor, long unpaidMinor, long carriedMinor) {
    }

    /** (v n_ij - c_ji) - (v' n_ji - c_ij). */
    long exposureMinor() {
        return givenMinor - commissionMinor - (receivedMinor - owedMinor);
    }

    /** The exposure with what was carried over, and what more than usual is still on its way. */
    long stakeMinor() {
        return exposureMinor() + lines.carriedMinor() + Math.max(0, onTheWayMinor - lines.usualOnTheWayMinor());
    }

    /** What would be at stake if the visits received turned out to be worth nothing. */
    long unprovenMinor() {
        return stakeMinor() + receivedMinor;
    }

    /** What came back for the visits given. */
    long cameBackMinor() {
        return Math.max(0, commissionMinor) + Math.max(0, receivedMinor - owedMinor);
    }

    PairState.Closed closed() {
        return new PairState.Closed(givenMinor, cameBackMinor(), receivedMinor, Math.max(0, commissionMinor));
    }

    static Account of(PairFacts facts, PairState state, Protection protection) {
        Promise out = facts.out().promise();
        Promise back = facts.back().promise();
        PairState.Marks zero = state.count().zero();
        Totals gave = facts.out().totals().since(zero.out());
        Totals life = facts.out().totals();
        Account bare = new Account(money(out, gave.arrived(out)),
                out.paid() ? money(out, life.visits() - Math.max(life.ripeVisits(), zero.out().ripeVisits())) : 0,
                gave.commissionMinor(),
                received(back, zero.back(), facts.back().totals()),
                facts.back().totals().since(zero.back()).commissionMinor(), new Lines(0, 0, 0, 0, 0));
        return bare.with(lines(facts, state, bare, protection));
    }

    private Account with(Lines others) {
        return new Account(givenMinor, onTheWayMinor, commissionMinor, receivedMinor, owedMinor, others);
    }

    static long received(Promise promise, Totals from, Totals to) {
        return money(promise, Math.max(0, to.countedVisits(promise) - from.countedVisits(promise)));
    }

    static long money(Promise promise, double visits) {
        return Math.round(promise.valueMinor() * Math.max(0, visits));
    }

    private static Lines lines(PairFacts facts, PairState state, Account now, Protection protection) {
        Promise out = facts.out().promise();
        Promise back = facts.back().promise();
        int remembered = protection.line().periodsRemembered();
        double commission = best(state, Math.max(0, now.commissionMinor()), PairState.Closed::commissionMinor,
                remembered);
        // Visits widen the line only once one of them has bought: else robots could.
        boolean proven = facts.back().totals().orders() > 0;
        double received = proven
                ? best(state, now.receivedMinor(), PairState.Closed::receivedMinor, remembered)
                : 0;
        double cameBack = proven
                ? best(state, now.cameBackMinor(), PairState.Closed::cameBackMinor, remembered)
                : commission;
        double variance = cameBack * out.varianceMinor() + received * back.varianceMinor();
        Protection.Trial trial = protection.trial();
        long forVisits = Math.multiplyExact(trial.visits(), out.valueMinor());
        long trialMinor = out.paid()
                ? Math.max(forVisits, Math.round(trial.orders() * out.order().meanMinor()))
                : forVisits;
        long line = Math.max(trialMinor, Math.round(protection.line().deviations() * Math.sqrt(variance)));
        long usual = out.paid() ? Math.round(1.5 * commission * protection.delayDays() / protection.periodDays()) : 0;
        long unpaid = Math.round(protection.unpaidPeriods() * Math.max(commission, trialMinor));
        return new Lines(trialMinor, line, usual, unpaid, Math.round(state.carried().before().stake() * line));
    }

    /** The most of: this period so far, the last one, the mean of those remembered. */
    private static double best(PairState state, long now, ToLongFunction<PairState.Closed> figure, int remembered) {
        long last = state.closed().isEmpty() ? 0 : figure.applyAsLong(state.closed().getFirst());
        double mean = state.closed().stream().limit(remembered).mapToLong(figure).average().orElse(0);
        return Math.max(Math.max(now, last), mean);
    }
}
