package centuple.reciprocity;

import centuple.money.Minor;

/**
 * What the receiver of visits promised their giver. Immutable.
 *
 * @param valueMinor declared value of a visit, minor units, at least 1
 * @param paid whether a commission is paid; else what comes back are visits
 * @param order what an order is worth to the giver in commission
 * @param conversion orders per visit that the declared value stands on, 0.5 % to 25 %
 */
public record Promise(long valueMinor, boolean paid, Order order, double conversion) {
    /** Below this a promise says too little to be tested. */
    public static final double CONVERSION_MIN = 0.005;
    public static final double CONVERSION_MAX = 0.25;

    public Promise {
        Minor.checked(valueMinor);
        if (valueMinor < 1 || !(conversion >= CONVERSION_MIN && conversion <= CONVERSION_MAX)) {
            throw new IllegalArgumentException("a promise needs a value and a conversion: " + valueMinor + ", "
                    + conversion);
        }
    }

    /** A visit for a visit; conversion is what visits of that worth are expected to buy. */
    public static Promise visits(long valueMinor, double conversion) {
        long value = Math.max(1, valueMinor);
        double rate = clamp(conversion);
        return new Promise(value, false, new Order(value / rate, 1), rate);
    }

    /** A commission on each order; the conversion is what the declared value takes for granted. */
    public static Promise commission(long valueMinor, Order order) {
        long value = Math.max(1, valueMinor);
        return new Promise(value, true, order, clamp(value / order.meanMinor()));
    }

    private static double clamp(double conversion) {
        return Math.clamp(conversion, CONVERSION_MIN, CONVERSION_MAX);
    }

    /** What one event of return varies by: variance per minor unit that comes back. */
    double varianceMinor() {
        return paid ? order.meanMinor() * order.spread() : valueMinor;
    }

    /**
     * The commission on one order.
     *
     * @param meanMinor its mean, greater than zero
     * @param spread mean square over squared mean, at least 1
     */
    public record Order(double meanMinor, double spread) {
        /** As with orders whose amounts are distributed exponentially; for shops that have none yet. */
        public static final double SPREAD_USUAL = 2;

        public Order {
            if (!(meanMinor > 0) || !(spread >= 1)) {
                throw new IllegalArgumentException("no order: " + meanMinor + ", " + spread);
            }
        }
    }
}
