package centuple.commission;

import org.jspecify.annotations.Nullable;

import java.time.YearMonth;

/**
 * What one order has of its pair's cap.
 *
 * @param month whose meter it counts on
 * @param highestTargetMinor the highest target ever seen; only what goes beyond it may ask for more room
 * @param allowedMinor what it was granted of that, so far
 */
public record CapShare(YearMonth month, long highestTargetMinor, long allowedMinor) {
    /**
     * How much of a target the cap lets through. Room is asked for only by what goes beyond the highest target the
     * order
     * ever had, so a reversal makes room for later orders and never for the part that was cut from this one. An order
     * that was reversed and comes back may have again what it had, if nobody took the room meanwhile.
     *
     * @param before the order's share so far in this month; null when it has none
     * @param bookedMinor what stands booked for it on this month's meter
     * @param roomMinor what the meter leaves under the cap, not negative
     */
    static Grant grant(@Nullable CapShare before, YearMonth month, long bookedMinor, long targetMinor, long roomMinor) {
        long highest = before == null ? 0 : before.highestTargetMinor();
        long granted = Math.min(Math.max(0, targetMinor - highest), roomMinor);
        long allowed = (before == null ? 0 : before.allowedMinor()) + granted;
        long wanted = Math.min(targetMinor, allowed);
        long booked = Math.min(wanted, bookedMinor + roomMinor);
        if (booked < wanted) {
            // Others took the room after a reversal: what it missed now it does not get later.
            allowed = booked;
        }
        return new Grant(new CapShare(month, Math.max(highest, targetMinor), allowed), booked);
    }

    /**
     * An answer of the cap.
     *
     * @param share the order's share afterwards
     * @param bookedMinor what stands booked afterwards, at most the target
     */
    record Grant(CapShare share, long bookedMinor) {
    }
}
