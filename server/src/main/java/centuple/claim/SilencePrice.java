package centuple.claim;

import centuple.money.Currency;
import org.jspecify.annotations.Nullable;

/**
 * What the silence of a receiver may book.
 *
 * @param currency of the terms that the click froze
 * @param holdDays of those terms
 * @param medianMinor the middle one of what the giver has of the pair's commissions; null when there are none
 * @param roomMinor what the terms' cap leaves for the month of the order; null when they have none
 * @param isTaken whether another claim of the same order is booked already
 * @param isClickUsedUp whether the click pays for as many orders and other claims as its terms allow
 */
public record SilencePrice(Currency currency, int holdDays, @Nullable Long medianMinor, @Nullable Long roomMinor,
        boolean isTaken, boolean isClickUsedUp) {
    /** What is booked; 0 where there is nothing to book. */
    public long amountMinor() {
        if (isTaken || isClickUsedUp || medianMinor == null) {
            return 0;
        }
        return roomMinor == null ? medianMinor : Math.max(0, Math.min(medianMinor, roomMinor));
    }

    /** Why nothing is booked; not whether another shop claims the same order. */
    String absence() {
        return medianMinor == null ? "no_commissions" : "no_room";
    }
}
