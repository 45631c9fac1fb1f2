package centuple.routing.weight;

/**
 * What is known of a conversion rate: a beta distribution of orders among ripe visits. Immutable.
 *
 * @param alpha one and the orders, or more
 * @param beta what the visits without order add up to
 */
public record Conversions(double alpha, double beta) {
    /** Nothing is known: every rate is as likely. */
    public static final Conversions UNKNOWN = new Conversions(1, 1);

    private static final double RATE_MIN = 1e-6;

    public Conversions {
        if (!(alpha > 0) || !(beta > 0)) {
            throw new IllegalArgumentException("alpha and beta are positive: " + alpha + ", " + beta);
        }
    }

    /** What these orders and visits add to knowing nothing: Beta(1 + k, 1 + sum F - k). */
    public static Conversions of(double orders, double ripeVisits) {
        return UNKNOWN.and(orders, ripeVisits);
    }

    /**
     * What is expected before the first visit where a mean is known from elsewhere: worth one order. For a mean of one
     * half that is knowing nothing.
     */
    public static Conversions expecting(double rate) {
        double mean = Math.clamp(rate, RATE_MIN, 0.5);
        return new Conversions(1, 1 / mean - 1);
    }

    /** With more orders and visits. More orders than ripe visits count as visits too. */
    public Conversions and(double orders, double ripeVisits) {
        return new Conversions(alpha + orders, beta + Math.max(0, ripeVisits - orders));
    }

    /** The mean rate. */
    public double mean() {
        return alpha / (alpha + beta);
    }
}
