package centuple.reciprocity.http;

import centuple.reciprocity.LineMath;
import centuple.reciprocity.Ratio;
import centuple.reciprocity.Verdict;
import centuple.reciprocity.store.PairLines;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Locale;

/**
 * One way between two shops, as both may read it. Amounts are minor units of {@code currency}.
 *
 * @param receivedMinor visits that came back, at their proven worth
 * @param owedMinor what the giver owes for those
 */
record LineView(String giver, String receiver, String mode, String reason, String words, Instant since,
        @Nullable Instant pausedUntil, boolean gift, String currency, long visitValueMinor, long givenMinor,
        long onTheWayMinor, long commissionMinor, long receivedMinor, long owedMinor, long exposureMinor,
        long stakeMinor, long lineMinor, @Nullable Long visitsLeft, FloorView floor, Instant decidedAt) {

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

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /**
     * The ratio floor.
     *
     * @param odds against the promise, rounded, at most a billion
     */
    record FloorView(boolean alarm, long givenMinor, long returnedMinor, long odds) {
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
