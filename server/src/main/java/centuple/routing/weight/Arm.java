package centuple.routing.weight;

/**
 * One partner as the sampling sees it.
 *
 * @param conversions how often its visitors buy
 * @param orderMinor what an order is expected to pay, refunds taken off; not negative
 * @param returnedMinor the worth of the visits that come back for one given; not negative
 */
public record Arm(Conversions conversions, double orderMinor, double returnedMinor) {
    public Arm {
        if (!(orderMinor >= 0) || !(returnedMinor >= 0)) {
            throw new IllegalArgumentException("values are not negative: " + orderMinor + ", " + returnedMinor);
        }
    }

    /** What a visitor is expected to return, minor units. */
    public double worthMinor() {
        return conversions.mean() * orderMinor + returnedMinor;
    }
}
