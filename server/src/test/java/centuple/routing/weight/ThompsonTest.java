package centuple.routing.weight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import centuple.testkit.Seed;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.random.RandomGenerator;

/** The sampled probabilities against the exact ones, and what the weights are made of. */
class ThompsonTest {
    private final Seed seed = Seed.fresh();

    @Test
    void theExactProbabilitiesOfTheScience() {
        assertThat(probabilityOfSecond(20, 1_000, 30, 1_000)).isEqualTo(.922293, within(1e-6));
        assertThat(probabilityOfSecond(5, 100, 8, 100)).isEqualTo(.796529, within(1e-6));
        assertThat(probabilityOfSecond(7, 100, 7, 100)).isEqualTo(.5, within(1e-9));
    }

    @Test
    void samplingFindsTheExactProbabilities() {
        int[][] cases = {{20, 1_000, 30, 1_000}, {5, 100, 8, 100}, {7, 100, 7, 100}, {0, 3, 1, 2}};
        RandomGenerator random = seed.random();
        for (int[] counts : cases) {
            double exact = probabilityOfSecond(counts[0], counts[1], counts[2], counts[3]);
            double[] sampled = Thompson.probabilities(List.of(arm(counts[0], counts[1]), arm(counts[2], counts[3])),
                    200_000, random);
            // 4.5 standard deviations: fails by chance once in 150,000 runs.
            assertThat(sampled[1]).as(seed.toString()).isEqualTo(exact,
                    within(4.5 * Math.sqrt(exact * (1 - exact) / 200_000)));
            assertThat(sampled[0] + sampled[1]).isEqualTo(1, within(1e-9));
        }
    }

    @Test
    void drawsHaveTheMeanAndVarianceOfTheirDistribution() {
        RandomGenerator random = seed.random();
        for (Conversions distribution : List.of(new Conversions(1, 1), new Conversions(0.4, 3),
                new Conversions(31, 971))) {
            int draws = 200_000;
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < draws; i++) {
                double value = BetaSampler.draw(distribution, random);
                sum += value;
                squares += value * value;
            }
            double a = distribution.alpha();
            double b = distribution.beta();
            double variance = a * b / ((a + b) * (a + b) * (a + b + 1));
            assertThat(sum / draws).as(seed.toString()).isEqualTo(a / (a + b),
                    within(4.5 * Math.sqrt(variance / draws)));
            assertThat(squares / draws - sum / draws * sum / draws).as(seed.toString()).isEqualTo(variance,
                    within(0.05 * variance));
        }
    }

    @Test
    void equalsShareAndNobodyIsLeftOut() {
        List<Arm> equals = List.of(new Arm(Conversions.UNKNOWN, 0, 5), new Arm(Conversions.UNKNOWN, 0, 5),
                new Arm(Conversions.UNKNOWN, 0, 5), new Arm(Conversions.UNKNOWN, 0, 4));
        double[] won = Thompson.probabilities(equals, 60_000, seed.random());
        assertThat(won[3]).isZero();
        for (int i = 0; i < 3; i++) {
            assertThat(won[i]).as(seed.toString()).isEqualTo(1 / 3.0, within(0.01));
        }
        assertThat(Exploration.mixedInto(won)[3]).isEqualTo(0.1 / 4, within(1e-12));
        assertThat(Exploration.mixedInto(new double[0])).isEmpty();
        assertThat(Thompson.probabilities(List.of(), 10, seed.random())).isEmpty();
    }

    private static Arm arm(int orders, int visits) {
        return new Arm(Conversions.of(orders, visits), 100, 0);
    }

    /** P(B > A) in closed form for whole parameters: a sum of beta functions. */
    private static double probabilityOfSecond(int ordersA, int visitsA, int ordersB, int visitsB) {
        double alphaA = 1 + ordersA;
        double betaA = 1 + visitsA - ordersA;
        double alphaB = 1 + ordersB;
        double betaB = 1 + visitsB - ordersB;
        double sum = 0;
        for (int i = 0; i < alphaB; i++) {
            sum += Math.exp(logBeta(alphaA + i, betaA + betaB) - Math.log(betaB + i) - logBeta(1 + i, betaB)
                    - logBeta(alphaA, betaA));
        }
        return sum;
    }

    private static double logBeta(double a, double b) {
        return logFactorial(a - 1) + logFactorial(b - 1) - logFactorial(a + b - 1);
    }

    private static double logFactorial(double n) {
        double sum = 0;
        for (int i = 2; i <= n; i++) {
            sum += Math.log(i);
        }
        return sum;
    }
}
