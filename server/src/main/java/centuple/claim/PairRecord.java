package centuple.claim;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * What a giver has claimed of a receiver before, read while the pair is locked.
 *
 * @param open claims that are open
 * @param ofMonth claims of clicks of the same month, whatever became of them
 * @param clicksOfMonth counted clicks of the pair in that month
 * @param barredUntil until when nothing may be claimed; null when never barred
 * @param sameClick whether another claim of this click is open or within its hold
 * @param sameOrder whether another claim of this order is open or booked
 * @param sameBoth whether this click was claimed for this order before, and not withdrawn
 * @param clickUses how many orders and claims this click pays for
 */
public record PairRecord(int open, long ofMonth, long clicksOfMonth, @Nullable Instant barredUntil,
        boolean sameClick, boolean sameOrder, boolean sameBoth, int clickUses) {
    /** A pair that never claimed. */
    public static PairRecord blank(long clicksOfMonth) {
        return new PairRecord(0, 0, clicksOfMonth, null, false, false, false, 0);
    }
}
