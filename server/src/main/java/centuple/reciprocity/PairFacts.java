package centuple.reciprocity;

import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a giver and a receiver at one moment.
 *
 * @param pair who gives to whom
 * @param out visits given, and what came back for them
 * @param back visits the receiver gave in return, and what the giver owes for them
 * @param debt what the receiver was asked to pay the giver and has not paid
 * @param wish what the giver decided about the pair
 */
public record PairFacts(Pair pair, Way out, Way back, Debt debt, Wish wish) {

    /**
     * The two shops.
     *
     * @param giver who sends visitors
     * @param receiver who gets them
     */
    public record Pair(ShopId giver, ShopId receiver) {
    }

    /**
     * One way between them.
     *
     * @param promise what the one who gets the visits promised
     * @param totals what went this way from the first day on
     */
    public record Way(Promise promise, Totals totals) {
    }

    /**
     * Commission on closed statements and not yet paid; minor units. What is on none cannot be paid yet, and so is not
     * late.
     *
     * @param unpaidMinor all of it
     * @param overdueMinor the part of it whose date has passed
     */
    public record Debt(long unpaidMinor, long overdueMinor) {
        /** Days from a statement to the date on which it is to be paid. */
        public static final int PAYMENT_DAYS = 30;
        public static final Debt NONE = new Debt(0, 0);

        /**
         * Payments clear the oldest first.
         *
         * @param unpaidMinor on closed statements and not paid
         * @param freshMinor put on statements within the last {@link #PAYMENT_DAYS} days, paid or not
         */
        public static Debt of(long unpaidMinor, long freshMinor) {
            return new Debt(unpaidMinor, Math.max(0, unpaidMinor - freshMinor));
        }

        long weightMinor() {
            return unpaidMinor + overdueMinor;
        }
    }

    /**
     * What the giver decided.
     *
     * @param gift that there shall be no line
     * @param goOnAt the number of its decision to go on in spite of the floor's alarm; each is heeded once
     */
    public record Wish(boolean gift, @Nullable Long goOnAt) {
        public static final Wish NONE = new Wish(false, null);
    }
}
