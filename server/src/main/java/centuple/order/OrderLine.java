package centuple.order;

import centuple.money.Minor;
import org.jspecify.annotations.Nullable;

/**
 * One line of an order.
 *
 * @param reference the receiver's name for the line, unique in the order
 * @param category as the terms name it; null when the shop gave none
 * @param quantity units, 1 and up
 * @param amountMinor the whole line before discounts, minor units
 * @param discountMinor the line's own discount, at most the amount
 * @param taxMinor tax included in the amount after discount; 0 when the amount is net
 */
public record OrderLine(String reference, @Nullable String category, int quantity, long amountMinor, long discountMinor,
        long taxMinor) {
    /** Lines one order may have. */
    public static final int LINES_MAX = 500;

    public OrderLine {
        Minor.checked(amountMinor);
        Minor.checked(discountMinor);
        Minor.checked(taxMinor);
        if (quantity < 1) {
            throw new IllegalArgumentException("quantity starts at 1: " + quantity);
        }
        if (discountMinor + taxMinor > amountMinor) {
            throw new IllegalArgumentException("discount and tax are more than the line");
        }
    }

    /** What is left after the line's own discount and tax; the order's discount still comes off. */
    public long netMinor() {
        return amountMinor - discountMinor - taxMinor;
    }
}
