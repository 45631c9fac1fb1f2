package centuple.routing.weight;

import java.util.Arrays;

/**
 * Pulls figures that stand on little towards the mean of all, as W. James and C. Stein (1961) showed to be better for
 * all of them together; each by its own variance, which for equal variances is their estimator with Efron and Morris's
 * mean. Stateless.
 */
public final class Shrinkage {
    private static final int FIGURES_MIN = 4;

    private Shrinkage() {
    }

    /**
     * The part of its distance from the mean that a figure keeps, 0 to 1; 0 where there are fewer than four.
     *
     * @param figures such as rates
     * @param variance of each figure by chance alone, their mean
     */
    public static double kept(double[] figures, double variance) {
        if (figures.length < FIGURES_MIN) {
            return 0;
        }
        double mean = Arrays.stream(figures).average().orElse(0);
        double squares = Arrays.stream(figures).map(figure -> (figure - mean) * (figure - mean)).sum();
        return squares <= 0 ? 0 : Math.max(0, 1 - (figures.length - 3) * variance / squares);
    }

    /**
     * The share of the orders' money that each partner is expected to give back, from what was given back so far.
     *
     * @param refunded of each, 0 to its total
     * @param totals of each, not negative, in orders; those with none get the mean
     */
    public static double[] rates(double[] refunded, double[] totals) {
        double all = Arrays.stream(totals).sum();
        double mean = all > 0 ? Arrays.stream(refunded).sum() / all : 0;
        double[] known = new double[totals.length];
        double[] variances = new double[totals.length];
        int count = 0;
        for (int i = 0; i < totals.length; i++) {
            if (totals[i] > 0) {
                known[count] = Math.clamp(refunded[i] / totals[i], 0, 1);
                variances[count] = mean * (1 - mean) / totals[i];
                count++;
            }
        }
        double variance = Arrays.stream(variances, 0, count).average().orElse(0);
        double kept = kept(Arrays.copyOf(known, count), variance);
        double spread = kept >= 1 ? Double.POSITIVE_INFINITY : variance * kept / (1 - kept);
        double[] rates = new double[totals.length];
        for (int i = 0; i < totals.length; i++) {
            double keptOfIt = totals[i] <= 0 ? 0 : keptOf(spread, mean * (1 - mean) / totals[i]);
            double own = totals[i] <= 0 ? mean : Math.clamp(refunded[i] / totals[i], 0, 1);
            rates[i] = mean + keptOfIt * (own - mean);
        }
        return rates;
    }

    /** With equal variances this is what is kept of all. */
    private static double keptOf(double spread, double variance) {
        return Double.isInfinite(spread) || variance <= 0 ? 1 : spread / (spread + variance);
    }
}
