package centuple.reciprocity;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What is remembered of a giver and a receiver from one look to the next. Immutable.
 *
 * @param mode whether visitors go
 * @param reason why
 * @param count from when this period counts, and what pauses there were
 * @param floor the ratio floor
 * @param closed periods that are over, the last one first
 * @param carried what weighs on from other currencies
 */
public record PairState(PairMode mode, PairReason reason, Count count, Floor floor, List<Closed> closed,
        Carried carried) {
    public PairState {
        closed = List.copyOf(closed);
    }

    /** A pair that is looked at for the first time: it begins from zero. */
    static PairState first(long period, PairFacts facts, Reciprocity.Seat seat) {
        Marks zero = Marks.of(facts);
        return new PairState(PairMode.OPEN, PairReason.BELOW_LINE, new Count(period, zero, null, 0, false),
                new Floor(zero, false, false, facts.wish().goOnAt()), List.of(), Carried.nothing(seat.currencies()));
    }

    /** Whether it was reckoned in these currencies. */
    public boolean isIn(String currencies) {
        return currencies.equals(carried.currencies());
    }

    /** The same so many periods later, or earlier: for what was kept while a clock was wrong. */
    public PairState later(long periods) {
        return new PairState(mode, reason, count.later(periods), floor, closed, carried);
    }

    /** Whether others may see that it keeps its promise. */
    public boolean isGood() {
        return !floor.told();
    }

    /**
     * The pair from now on in other currencies. Nothing is converted: what came back stays where it came, and the count
     * begins anew. What was at stake, the odds and what was missing weigh on as shares, so that a change of the terms
     * neither accuses nor clears anybody.
     *
     * @param currencies of both ways
     */
    PairState into(String currencies, PairFacts facts) {
        Marks zero = Marks.ripe(facts);
        return new PairState(mode, reason,
                new Count(count.period(), zero, count.pausedUntil(), count.repeats(), count.pausedInPeriod()),
                new Floor(zero, floor.open(), floor.told(), floor.heeded()), List.of(),
                new Carried(currencies, carried.now().owed(), Shares.NOTHING));
    }

    /**
     * Where both ways stood at some moment.
     *
     * @param out totals of the visits given
     * @param back totals of the visits received
     */
    public record Marks(Totals out, Totals back) {
        static Marks of(PairFacts facts) {
            return new Marks(facts.out().totals(), facts.back().totals());
        }

        /** The same, but no less ripe than at an earlier moment, whose marks may have been {@link #ripe}. */
        static Marks after(Marks earlier, PairFacts facts) {
            return new Marks(facts.out().totals().noLessRipe(earlier.out()),
                    facts.back().totals().noLessRipe(earlier.back()));
        }

        /** As if all visits so far were ripe: what they bring is booked as before, and not expected here. */
        static Marks ripe(PairFacts facts) {
            return new Marks(facts.out().totals().ripe(), facts.back().totals().ripe());
        }
    }

    /**
     * The running count.
     *
     * @param period the period it began in; a pause that lasts longer does not begin a new one
     * @param zero where both ways stood then
     * @param pausedUntil the first period in which giving may go on; null while there is no pause at the line
     * @param repeats pauses since the last period without one
     * @param pausedInPeriod whether there was a pause since it began
     */
    public record Count(long period, Marks zero, @Nullable Long pausedUntil, int repeats, boolean pausedInPeriod) {
        Count pause(long now) {
            long more = repeats == 0 ? 0 : 1L << Math.min(repeats, REPEATS_MAX) - 1;
            return new Count(period, zero, Math.max(now, period) + 1 + more, pausedInPeriod ? repeats : repeats + 1,
                    true);
        }

        Count lift() {
            return new Count(period, zero, null, repeats, pausedInPeriod);
        }

        Count later(long periods) {
            return new Count(period + periods, zero, pausedUntil == null ? null : pausedUntil + periods, repeats,
                    pausedInPeriod);
        }

        /** A pause lasts at most 64 periods more. */
        private static final int REPEATS_MAX = 7;
    }

    /**
     * The ratio floor.
     *
     * @param zero from where it counts: the first day, or the giver's last decision to go on
     * @param open whether its alarm stands
     * @param told whether other partners see the alarm: more is missing than forged clicks may explain
     * @param heeded the giver's last decision that was heeded
     */
    public record Floor(Marks zero, boolean open, boolean told, @Nullable Long heeded) {
    }

    /**
     * A period that is over; minor units.
     *
     * @param givenMinor given at the declared value
     * @param cameBackMinor commission, and visits above what was paid for them
     * @param receivedMinor visits received at their proven worth
     * @param commissionMinor commission the receiver owed for it
     */
    public record Closed(long givenMinor, long cameBackMinor, long receivedMinor, long commissionMinor) {
        Closed per(long periods) {
            return new Closed(givenMinor / periods, cameBackMinor / periods, receivedMinor / periods,
                    commissionMinor / periods);
        }
    }

    /**
     * What weighs on from the time in which the pair was reckoned in other currencies.
     *
     * @param currencies in which it is reckoned now, those of both ways
     * @param before where it stood when they changed
     * @param now where it stands, with that
     */
    public record Carried(String currencies, Shares before, Shares now) {
        static Carried nothing(String currencies) {
            return new Carried(currencies, Shares.NOTHING, Shares.NOTHING);
        }

        Carried nextPeriod() {
            return new Carried(currencies,
                    new Shares(0, before.logOdds(), before.missingTrials(), before.known()), now);
        }

        Carried forgiven() {
            return new Carried(currencies, new Shares(0, 0, 0, before.known()), now);
        }

        Carried at(Shares shares) {
            return new Carried(currencies, before, shares);
        }
    }

    /**
     * Where a pair stands, without a currency.
     *
     * @param stake of the line
     * @param logOdds the odds against the promise, natural logarithm
     * @param missingTrials what is missing, in trial credits
     * @param known whether anything that proves anything came back
     */
    public record Shares(double stake, double logOdds, double missingTrials, boolean known) {
        static final Shares NOTHING = new Shares(0, 0, 0, false);

        /** The odds go on as they are, so that who keeps its promises meets no alarm by it; a credit is not carried. */
        private Shares owed() {
            return new Shares(Math.max(0, stake), logOdds, Math.max(0, missingTrials), known);
        }
    }
}
