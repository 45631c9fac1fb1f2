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
        boolean anySame = false;
        for (int at = 0; at < candidates.count(); at++) {
            weigh(candidates, at, ownWorthMinor, weights);
            anySame |= candidates.isSame(at) && candidates.weights[at] > 0;
        }
        count(candidates, anySame, decision);
        decision.shown = Draw.draw(candidates.weights, candidates.count(), random, decision.drawn, decision.chances);
    }

    /** The weight of one that is eligible, times its throttle of now; nothing for one that is not. */
    private static void weigh(Candidates candidates, int at, double ownWorthMinor, double[] weights) {
        Partner partner = candidates.partner(at);
        Ineligible obstacle = Eligibility.look(partner, candidates.isPageProven(at), ownWorthMinor);
        double weight = 0;
        if (obstacle == null) {
            weight = weights[partner.place()] * partner.pair().throttle();
            obstacle = weight > 0 ? null : Ineligible.THROTTLED;
        }
        candidates.obstacles[at] = obstacle;
        candidates.weights[at] = weight;
    }

    /** Counts who is in and who is not; where somebody has the product itself, something like it does not count. */
    private static void count(Candidates candidates, boolean anySame, Decision decision) {
        for (int at = 0; at < candidates.count(); at++) {
            Ineligible obstacle = candidates.obstacles[at];
            if (obstacle == null && anySame && !candidates.isSame(at)) {
                obstacle = Ineligible.ANOTHER_HAS_IT;
                candidates.obstacles[at] = obstacle;
                candidates.weights[at] = 0;
            }
            if (obstacle == null) {
                decision.eligible++;
            } else {
                decision.refusals[obstacle.ordinal()]++;
            }
        }
    }
}
