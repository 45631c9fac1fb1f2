package centuple.routing.weight;

import centuple.link.PairRoute;

import java.util.List;

/**
 * What happened between a giver and one partner in the time that is looked back over.
 *
 * @param route who gives to whom, under which terms
 * @param agreement what the terms in force say
 * @param tally orders and ripe visits in all
 * @param paid what the orders paid
 * @param returns the visits both ways
 * @param cells the part of the tally of which category and country are known
 */
public record PartnerFigures(PairRoute route, Agreement agreement, Tally tally, Paid paid, Returns returns,
        List<Cell> cells) {
    public PartnerFigures {
        cells = List.copyOf(cells);
    }

    /**
     * What the terms in force say.
     *
     * @param comparable whether the partner pays in the giver's own currency: nothing is converted
     * @param orderMinor what an order of the usual size would pay by them, minor units, not negative
     * @param promisedMinor what the partner says that a visit returns, minor units, not negative; infinite where it
     *     says nothing
     */
    public record Agreement(boolean comparable, double orderMinor, double promisedMinor) {
    }

    /** Orders, and the visits they came from, counted as far as they are ripe. */
    public record Tally(double orders, double ripeVisits) {
        public static final Tally NOTHING = new Tally(0, 0);

        Tally plus(Tally other) {
            return new Tally(orders + other.orders, ripeVisits + other.ripeVisits);
        }
    }

    /** Commissions of the orders in minor units as first booked, and how much of them was given back. */
    public record Paid(long bookedMinor, long givenBackMinor) {
        public static final Paid NOTHING = new Paid(0, 0);
    }

    /**
     * The visits both ways.
     *
     * @param given to the partner
     * @param back from the partner to the giver
     * @param visitMinor what a visit from the partner is worth to the giver, minor units, not negative
     */
    public record Returns(long given, long back, double visitMinor) {
        public static final Returns NOTHING = new Returns(0, 0, 0);
    }

    /** The tally of one category in one country; an empty country stands for those unknown. */
    public record Cell(String category, String country, Tally tally) {
    }
}
