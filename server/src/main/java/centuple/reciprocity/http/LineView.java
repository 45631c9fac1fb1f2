package centuple.reciprocity.http;

import centuple.reciprocity.LineMath;
import centuple.reciprocity.PairMode;
import centuple.reciprocity.PairReason;
import centuple.reciprocity.Ratio;
import centuple.reciprocity.Verdict;
import centuple.reciprocity.store.PairLines;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Locale;

/**
 * One way between two shops. Amounts are minor units of {@code currency}. Where nulls are allowed the figure is the
 * giver's alone, but for what a pause tells the receiver.
 *
 * @param receivedMinor visits that came back, at their proven worth
 * @param owedMinor what the giver owes for those
 */
record LineView(String giver, String receiver, String mode, String reason, String words, Instant since,
        @Nullable Instant pausedUntil, @Nullable Boolean gift, String currency, long visitValueMinor,
        @Nullable Long givenMinor, @Nullable Long onTheWayMinor, long commissionMinor, long receivedMinor,
        long owedMinor, @Nullable Long exposureMinor, @Nullable Long stakeMinor, @Nullable Long lineMinor,
        @Nullable Long visitsLeft, FloorView floor, Instant decidedAt) {

    /** As the giver reads it. */
    static LineView of(PairLines.Kept kept, boolean gift) {
        Verdict.Figures figures = kept.figures();
        long left = new Verdict(new centuple.reciprocity.PairFacts.Pair(kept.giver(), kept.receiver()), kept.state(),
                figures, false).visitsLeft(kept.valueMinor());
        return new LineView(kept.giver().toString(), kept.receiver().toString(), word(kept.state().mode()),
                word(kept.state().reason()), kept.state().reason().words(), kept.since(), kept.pausedUntil(), gift,
                kept.currency().code(), kept.valueMinor(), figures.given(), figures.onTheWay(), figures.commission(),
                figures.received(), figures.owed(), figures.exposure(), figures.stake(), figures.line(),
                left == Long.MAX_VALUE ? null : left, FloorView.of(kept), kept.decidedAt());
    }

    /**
     * As the receiver reads it: how it stands and what it owes, but neither how far the giver would still go nor
     * whether it goes on without limit, or who takes could stop one visit before the line. A pause tells the count.
     */
    LineView forReceiver() {
        boolean gifted = mode.equals(word(PairMode.GIFT));
        boolean paused = mode.equals(word(PairMode.PAUSED));
        return new LineView(giver, receiver, gifted ? word(PairMode.OPEN) : mode,
                gifted ? word(PairReason.BELOW_LINE) : reason, gifted ? PairReason.BELOW_LINE.words() : words,
                gifted ? decidedAt : since, pausedUntil, null, currency, visitValueMinor, paused ? givenMinor : null,
                paused ? onTheWayMinor : null, commissionMinor, receivedMinor, owedMinor,
                paused ? exposureMinor : null, paused ? stakeMinor : null, paused ? lineMinor : null, null,
                floor.forReceiver(), decidedAt);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /**
     * The ratio floor.
     *
     * @param odds against the promise, rounded, at most a billion; with the sums the giver's alone until there is an
     *     alarm
     */
    record FloorView(boolean alarm, @Nullable Long givenMinor, @Nullable Long returnedMinor, @Nullable Long odds) {
        FloorView forReceiver() {
            return alarm ? this : new FloorView(false, null, null, null);
        }

        static FloorView of(PairLines.Kept kept) {
            Verdict.Floor floor = kept.figures().floor();
            return new FloorView(kept.state().floor().open(), floor.given(), floor.returned(),
                    Math.round(floor.odds()));
        }
    }

    /**
     * What a line is good for.
     *
     * @param widthVisits how far the balance may move, from one shop's line to the other's
     * @param served c/(c+1), exact, where as many go each way
     * @param servedBps the same in basis points
     * @param givenBps the share of visits that go this way; null before there are any
     * @param servedAtThatShareBps what this width serves of such a flow; null likewise
     * @param servedAtMostBps what no line serves more of, 2 min(p, 1-p); null likewise
     */
    record ServesView(int widthVisits, String served, int servedBps, @Nullable Integer givenBps,
            @Nullable Integer servedAtThatShareBps, @Nullable Integer servedAtMostBps) {
        static ServesView of(int width, @Nullable Double given) {
            Ratio served = LineMath.served(width);
            return new ServesView(width, served.toString(), bps(served.value()), given == null ? null : bps(given),
                    given == null ? null : bps(LineMath.served(width, given)),
                    given == null ? null : bps(LineMath.servedAtMost(given)));
        }

        private static int bps(double share) {
            return (int) Math.round(share * 10_000);
        }
    }

    /** How a shop stands with all its partners. */
    record StandingView(boolean good, int alarms) {
    }

    /** All of it. */
    record PartnerView(String partner, StandingView standing, @Nullable LineView giving, @Nullable LineView receiving,
            ServesView serves) {
    }
}
