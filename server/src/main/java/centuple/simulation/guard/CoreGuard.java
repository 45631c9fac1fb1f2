package centuple.simulation.guard;

import centuple.reciprocity.PairFacts;
import centuple.reciprocity.PairMode;
import centuple.reciprocity.PairState;
import centuple.reciprocity.Promise;
import centuple.reciprocity.Protection;
import centuple.reciprocity.Reciprocity;
import centuple.reciprocity.Verdict;
import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One giver protected as on the live exchange: {@link Reciprocity} decides for all its partners, and between two looks
 * the visits it leased are counted down. Used by one thread.
 */
public final class CoreGuard implements Guard {
    /** Visits of the line that lasts for the whole time. */
    public static final int LINE_VISITS = 20;

    /** The line alone: one period longer than any run, and a trial pool so large that only the line stops anybody. */
    public static final Protection LINE_ALONE = new Protection(36_500,
            new Protection.Trial(LINE_VISITS, Protection.STANDARD.trial().orders(), 0, 1_000),
            Protection.STANDARD.line(), Protection.STANDARD.unpaidPeriods(), Protection.STANDARD.floorOdds(),
            Protection.STANDARD.delayDays());

    private static final double HOURS_PER_DAY = 24;

    private final Side side;
    private final Flows flows;
    private final Stops stops;
    private final Rules rules;
    private final Reciprocity reciprocity;
    private final @Nullable PairState[] states;
    private final long[] left;

    /**
     * Whose visitors they are.
     *
     * @param giver the shop
     * @param firstEdge the way to its first partner
     * @param partners how many edges lead from it, one after the other
     */
    public record Side(ShopId giver, int firstEdge, int partners) {
    }

    /**
     * What is agreed.
     *
     * @param promise what each shop declares, the same both ways
     * @param protection of the giver
     * @param start when hour 0 is
     */
    public record Rules(Promise promise, Protection protection, Instant start) {
    }

    public CoreGuard(Side side, Flows flows, Stops stops, Rules rules) {
        this.side = side;
        this.flows = flows;
        this.stops = stops;
        this.rules = rules;
        this.reciprocity = new Reciprocity(rules.protection());
        this.states = new PairState[side.partners()];
        this.left = new long[side.partners()];
    }

    @Override
    public boolean lets(int edge, int hour) {
        int partner = edge - side.firstEdge();
        if (left[partner] > 0) {
            left[partner]--;
            return true;
        }
        return false;
    }

    @Override
    public void look(int hour) {
        List<Reciprocity.Partner> partners = new ArrayList<>(side.partners());
        for (int partner = 0; partner < side.partners(); partner++) {
            partners.add(new Reciprocity.Partner(facts(side.firstEdge() + partner, hour), states[partner]));
        }
        Instant now = rules.start().plus(Duration.ofHours(hour));
        List<Verdict> verdicts = reciprocity.decide(partners, now);
        for (int partner = 0; partner < verdicts.size(); partner++) {
            Verdict verdict = verdicts.get(partner);
            states[partner] = verdict.next();
            left[partner] = verdict.visitsLeft(rules.promise().valueMinor());
            note(side.firstEdge() + partner, hour, verdict.next());
        }
    }

    private void note(int edge, int hour, PairState state) {
        if (state.mode() == PairMode.PAUSED) {
            stops.stop(edge, hour, flows.visits(edge), state.reason());
        } else {
            stops.resume(edge, hour);
        }
    }

    /** No statements are closed in the model, as on the exchange: without one nothing can be late. */
    private PairFacts facts(int edge, int hour) {
        double meanHours = rules.protection().delayDays() * HOURS_PER_DAY;
        var pair = new PairFacts.Pair(side.giver(), new ShopId(flows.twin(edge)));
        return new PairFacts(pair, new PairFacts.Way(rules.promise(), flows.totals(edge, hour, meanHours)),
                new PairFacts.Way(rules.promise(), flows.totals(flows.twin(edge), hour, meanHours)),
                PairFacts.Debt.NONE, PairFacts.Wish.NONE);
    }
}
