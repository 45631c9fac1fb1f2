package centuple.routing.weight;

/**
 * How long visitors take to buy: exponential, as in O. Chapelle, "Modeling delayed feedback in display advertising"
 * (2014). A visit of yesterday counts only for the part of the orders that would have come by now; without this a new
 * partner would look as if it sold nothing (C. Vernade, O. Cappé, V. Perchet, "Stochastic bandit models for delayed
 * conversions", 2017).
 *
 * @param meanDays from click to order, positive
 */
public record ConversionDelay(double meanDays) {
    /** Until there are orders to tell it by. */
    public static final ConversionDelay USUAL = new ConversionDelay(7);

    /** Orders from which on a mean is believed. */
    public static final int ORDERS_MIN = 30;

    private static final double MEAN_DAYS_MIN = 0.05;
    private static final double MEAN_DAYS_MAX = 90;

    public ConversionDelay {
        if (!(meanDays > 0)) {
            throw new IllegalArgumentException("a mean delay is positive: " + meanDays);
        }
    }

    /** By the mean of that many orders; the usual one where they are too few. */
    public static ConversionDelay of(long orders, double meanDays) {
        return orders < ORDERS_MIN || !(meanDays > 0)
                ? USUAL
                : new ConversionDelay(Math.clamp(meanDays, MEAN_DAYS_MIN, MEAN_DAYS_MAX));
    }

    /** The part of all orders that have come by an age in days, 0 to 1. */
    public double arrived(double ageDays) {
        return ageDays <= 0 ? 0 : -Math.expm1(-ageDays / meanDays);
    }

    /** How many visits these are worth that have nothing more to come. */
    public double ripeVisits(long visits, double ageDays) {
        return visits * arrived(ageDays);
    }
}
