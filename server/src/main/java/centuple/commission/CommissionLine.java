package centuple.commission;

import centuple.shop.Rate;
import org.jspecify.annotations.Nullable;

/**
 * One line of a commission as a giver may see it: no product, quantity or reference.
 *
 * @param line the line's number in the order
 * @param category as the terms name it; null when the shop gave none
 * @param rate what the terms pay for it
 * @param baseMinor after discounts, without tax and shipping
 * @param remainingBaseMinor what refunds left of the base
 * @param fullMinor the commission before refunds
 * @param bookedMinor what is booked of it, after refunds and cap, with fee and the origin's share
 */
public record CommissionLine(int line, @Nullable String category, Rate rate, long baseMinor, long remainingBaseMinor,
        long fullMinor, long bookedMinor) {
}
