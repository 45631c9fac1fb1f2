package centuple.simulation.market;

import centuple.money.BasisPoints;
import centuple.money.Split;
import centuple.reciprocity.Promise;

import java.util.ArrayList;
import java.util.List;

/**
 * Every assumption of the niche. Shares lie between 0 and 1, amounts are minor units.
 *
 * @param size how many shops, how long, how many visitors
 * @param mix how the shops behave, the shop under study apart
 * @param buying who buys
 * @param orders what is bought
 */
public record MarketSettings(Size size, Mix mix, Buying buying, Orders orders) {
    public static final int SHOPS_MIN = 2;
    public static final int SHOPS_MAX = 1_000;
    public static final int HOURS_MAX = 100_000;
    public static final double VISITORS_PER_HOUR_MAX = 500;
    /** Visitors in all that are played at most. */
    public static final double VISITORS_MAX = 200_000_000;
    /** Partners of a shop at most; with more shops, each has this many. */
    public static final int PARTNERS_MAX = 14;
    /** Hours between two looks of the exchange at its pairs. */
    public static final int LOOK_EVERY_HOURS = 12;

    /** The niche of the story: Jacques and 14 partners for 2,897 hours. */
    public static final MarketSettings STORY = new MarketSettings(new Size(15, 2_897, 5), new Mix(40, 20, 20, 20),
            new Buying(0.35, 0.025, 0.08, 0.030, 0.020),
            new Orders(6_200, 0.6, new BasisPoints(3_500), new BasisPoints(800), 0.4, 4));

    /**
     * How large it is.
     *
     * @param shops the shop under study among them, {@value #SHOPS_MIN} to {@value #SHOPS_MAX}
     * @param hours 1 to {@value #HOURS_MAX}
     * @param visitorsPerHour who come to each shop by themselves, a mean
     */
    public record Size(int shops, int hours, double visitorsPerHour) {
        public Size {
            check(shops >= SHOPS_MIN && shops <= SHOPS_MAX, "shops: " + SHOPS_MIN + " to " + SHOPS_MAX);
            check(hours >= 1 && hours <= HOURS_MAX, "hours: 1 to " + HOURS_MAX);
            check(visitorsPerHour > 0 && visitorsPerHour <= VISITORS_PER_HOUR_MAX,
                    "visitors per hour: above 0, at most 500");
            check(shops * visitorsPerHour * hours <= VISITORS_MAX,
                    "shops x hours x visitors per hour: at most 200 million");
        }
    }

    /** How the other shops behave, in parts of any sum: 2, 1, 1, 0 and 50, 25, 25, 0 are the same. */
    public record Mix(int honest, int taker, int under, int colluding) {
        public static final int PART_MAX = 1_000_000;

        public Mix {
            check(honest >= 0 && taker >= 0 && under >= 0 && colluding >= 0
                    && Math.max(Math.max(honest, taker), Math.max(under, colluding)) <= PART_MAX
                    && honest + taker + under + colluding > 0,
                    "mix: parts of 0 to " + PART_MAX + ", one of them above 0");
        }

        /** So many shops, shared out by largest remainder, in the order of the behaviours. */
        List<Behaviour> of(int shops) {
            long[] counts = Split.byLargestRemainder(shops, new long[]{honest, taker, under, colluding});
            List<Behaviour> all = new ArrayList<>();
            for (Behaviour behaviour : Behaviour.values()) {
                for (long i = 0; i < counts[behaviour.ordinal()]; i++) {
                    all.add(behaviour);
                }
            }
            return all;
        }
    }

    /**
     * Who buys.
     *
     * @param unservedShare visitors whom the shop they come to cannot serve
     * @param served of visitors a shop can serve, those who buy there
     * @param substitutionShare of those who would have bought what it lacks, those who buy something else of it
     * @param givenUnserved of visitors given on because they cannot be served, those who buy at the partner
     * @param givenServed of visitors given on although they can be served, those who buy at the partner
     */
    public record Buying(double unservedShare, double served, double substitutionShare, double givenUnserved,
            double givenServed) {
    }

    /**
     * What is bought.
     *
     * @param netMeanMinor mean value of an order
     * @param spread deviation of its logarithm
     * @param margin what a shop keeps of it
     * @param commission what it owes for it, where there are terms
     * @param delayedShare of orders at a partner, those not placed during the visit
     * @param delayDays their mean delay
     */
    public record Orders(long netMeanMinor, double spread, BasisPoints margin, BasisPoints commission,
            double delayedShare, double delayDays) {
    }

    /** The same with another size. */
    public MarketSettings with(Size newSize) {
        return new MarketSettings(newSize, mix, buying, orders);
    }

    /** The same with other behaviours. */
    public MarketSettings with(Mix newMix) {
        return new MarketSettings(size, newMix, buying, orders);
    }

    /** Partners of each shop: all others, or as many as are kept track of. */
    public int partners() {
        return Math.min(size.shops() - 1, PARTNERS_MAX);
    }

    /** What every shop declares of a visit it gets. */
    Promise promise(boolean paid) {
        double conversion = buying.givenUnserved();
        if (!paid) {
            return Promise.visits((long) (conversion * orders.margin().of(orders.netMeanMinor())), conversion);
        }
        long order = Math.max(1, orders.commission().of(orders.netMeanMinor()));
        return Promise.commission((long) (conversion * order),
                new Promise.Order(order, Promise.Order.SPREAD_USUAL));
    }

    private static void check(boolean fits, String rule) {
        if (!fits) {
            throw new IllegalArgumentException(rule);
        }
    }
}
