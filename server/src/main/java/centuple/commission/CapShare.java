package centuple.commission;

import java.time.YearMonth;

/**
 * What one order has of its pair's cap.
 *
 * @param month whose meter it counts on
 * @param highestTargetMinor the highest target ever seen; only what goes beyond it may ask for more room
 * @param allowedMinor what it was granted of that, so far
 */
public record CapShare(YearMonth month, long highestTargetMinor, long allowedMinor) {
}
