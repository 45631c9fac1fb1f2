package centuple.reciprocity;

import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a giver and a receiver at one moment.
 *
 * @param pair who gives to whom
 * @param out visits given, and what came back for them
 * @param back visits the receiver gave in return, and what the giver owes for them
 * @param debt what the receiver owes the giver and has not paid
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
     * Commission booked and not yet paid; minor units.
     *
     * @param unpaidMinor all of it
     * @param overdueMinor the part of it whose date has passed
     */
    public record Debt(long unpaidMinor, long overdueMinor) {
        public static final Debt NONE = new Debt(0, 0);

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
