package centuple.routing;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Decides which partners a visitor is shown: who is eligible, what each is worth in the draw, the draw. Stateless; a
 * decision allocates nothing.
 */
public final class Router {
    private Router() {
    }

    /**
     * Decides.
     *
     * @param routes what is known of the giver's partners
     * @param candidates who might serve the visitor; afterwards it tells why some were not eligible
     * @param decision takes what was decided
     */
    public static void decide(Question question, GiverRoutes routes, Candidates candidates, RandomGenerator random,
            Decision decision) {
        decision.eligible = 0;
        decision.shown = 0;
        Arrays.fill(decision.refusals, 0);
        Ineligible obstacle = Eligibility.look(question);
        if (obstacle != null) {
            decision.refusals[obstacle.ordinal()] = 1;
            return;
        }
        double ownWorthMinor = routes.ownWorthMinor(question.reason());
        double[] weights = routes.weights(question.category(), question.country());
        int same = 0;
        for (int at = 0; at < candidates.count(); at++) {
            weigh(candidates, at, ownWorthMinor, weights, decision);
            same += candidates.isAccepted(at) && candidates.isSame(at) ? 1 : 0;
        }
        if (same > 0 && same < decision.eligible) {
            keepSame(candidates, decision);
        }
        decision.shown = decision.draw.draw(candidates.weights, candidates.count(), random, decision.drawn,
                decision.chances);
    }

    /** The weight of one that is eligible, times its throttle of now; nothing for one that is not. */
    private static void weigh(Candidates candidates, int at, double ownWorthMinor, double[] weights,
            Decision decision) {
        Partner partner = candidates.partner(at);
        Ineligible obstacle = Eligibility.look(partner, candidates.isPageProven(at), ownWorthMinor);
        if (obstacle == null) {
            double weight = weights[partner.place()] * partner.pair().throttle();
            if (weight > 0) {
                candidates.accept(at, weight);
                decision.eligible++;
                return;
            }
            obstacle = Ineligible.THROTTLED;
        }
        candidates.refuse(at, obstacle);
        decision.refusals[obstacle.ordinal()]++;
    }

    /** Where somebody has the product itself, something like it does not count. */
    private static void keepSame(Candidates candidates, Decision decision) {
        for (int at = 0; at < candidates.count(); at++) {
            if (candidates.isAccepted(at) && !candidates.isSame(at)) {
                candidates.refuse(at, Ineligible.ANOTHER_HAS_IT);
                decision.eligible--;
                decision.refusals[Ineligible.ANOTHER_HAS_IT.ordinal()]++;
            }
        }
    }
}
