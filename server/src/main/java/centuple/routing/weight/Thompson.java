package centuple.routing.weight;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How likely each of several partners is the best one, by what is known of them: W. R. Thompson's rule (1933), computed
 * by drawing what is not known and counting who wins. Stateless.
 */
public final class Thompson {
    /** Draws for one set of partners: a probability is then known to 0.016 at worst. */
    public static final int SAMPLES = 1_000;

    private Thompson() {
    }

    /** The probability of each to be the best; they add up to 1. Equals share what they win by chance. */
    public static double[] probabilities(List<Arm> arms, int samples, RandomGenerator random) {
        double[] wins = new double[arms.size()];
        for (int sample = 0; sample < samples && !arms.isEmpty(); sample++) {
            wins[winner(arms, random)]++;
        }
        for (int i = 0; i < wins.length; i++) {
            wins[i] /= samples;
        }
        return wins;
    }

    private static int winner(List<Arm> arms, RandomGenerator random) {
        int best = 0;
        double most = -1;
        int equals = 0;
        for (int i = 0; i < arms.size(); i++) {
            Arm arm = arms.get(i);
            double value = arm.returnedMinor();
            if (arm.orderMinor() > 0) {
                value += arm.orderMinor() * BetaSampler.draw(arm.conversions(), random);
            }
            if (value > most) {
                best = i;
                most = value;
                equals = 1;
            } else if (value == most) {
                equals++;
                best = random.nextInt(equals) == 0 ? i : best;
            }
        }
        return best;
    }
}
