package centuple.routing.weight;

import java.util.random.RandomGenerator;

/**
 * Draws from beta distributions as the share of one gamma draw in two, each by G. Marsaglia and W. W. Tsang, "A simple
 * method for generating gamma variables" (2000). Stateless.
 */
final class BetaSampler {
    private BetaSampler() {
    }

    static double draw(Conversions distribution, RandomGenerator random) {
        double x = gamma(distribution.alpha(), random);
        double y = gamma(distribution.beta(), random);
        return x + y > 0 ? x / (x + y) : 0;
    }

    private static double gamma(double shape, RandomGenerator random) {
        if (shape < 1) {
            return gamma(shape + 1, random) * Math.pow(random.nextDouble(), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double normal = random.nextGaussian();
            double v = 1 + c * normal;
            if (v <= 0) {
                continue;
            }
            double cube = v * v * v;
            double uniform = 1 - random.nextDouble();
            if (Math.log(uniform) < normal * normal / 2 + d - d * cube + d * Math.log(cube)) {
                return d * cube;
            }
        }
    }
}
