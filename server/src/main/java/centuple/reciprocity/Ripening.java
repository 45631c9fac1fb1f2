package centuple.reciprocity;

import java.time.Duration;

/**
 * How visits ripen: the share of a visit whose order, if there is one, would have been booked by now. Orders come after
 * a time that is distributed exponentially (Chapelle 2014; Vernade, Cappe, Perchet 2017).
 *
 * @param meanDays mean time from visit to booking, greater than zero
 */
public record Ripening(double meanDays) {
    private static final double DAY_SECONDS = 86_400;

    /** The ripe share of a visit of that age, 0 to 1. */
    public double share(Duration age) {
        double days = Math.max(0, age.toSeconds()) / DAY_SECONDS;
        return -StrictMath.expm1(-days / meanDays);
    }
}
