package centuple.routing.weight;

import centuple.link.PairRoute;
import centuple.money.Currency;
import centuple.routing.GiverRoutes.OwnWorth;
import centuple.shop.VisitValues;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What happened between all shops in the time that is looked back over, as the books and the clicks tell it. Immutable.
 *
 * @param visits visits that counted, by pair, category, country and age
 * @param sales orders that came of them
 * @param offers what receivers offer, by pair
 */
public record Figures(List<Visits> visits, List<Sales> sales, Map<PairKey, Offer> offers) {
    /** What an order is expected to come to before any is known, in minor units. */
    public static final long ORDER_USUAL_MINOR = 5_000;
    /** Nothing happened. */
    public static final Figures NONE = new Figures(List.of(), List.of(), Map.of());

    public Figures {
        visits = List.copyOf(visits);
        sales = List.copyOf(sales);
        offers = Map.copyOf(offers);
    }

    /** The same with what receivers offer by now. */
    public Figures with(Map<PairKey, Offer> newOffers) {
        return new Figures(visits, sales, newOffers);
    }

    /** Who gives to whom. */
    public record PairKey(int giver, int receiver) {
        /** The other way. */
        public PairKey reversed() {
            return new PairKey(receiver, giver);
        }
    }

    /** Where something happened; texts are empty where unknown. */
    public record Place(PairKey pair, String category, String country) {
    }

    /** Visits of one age in days. */
    public record Visits(Place place, double ageDays, long count) {
    }

    /**
     * Orders of clicks.
     *
     * @param bookedMinor commissions as first booked
     * @param givenBackMinor what of them was given back
     * @param delayDays from click to booking, summed over the clicks
     * @param clicks how many clicks led to them
     */
    public record Sales(Place place, long orders, long bookedMinor, long givenBackMinor, double delayDays,
            long clicks) {
    }

    /**
     * What a receiver offers a giver now.
     *
     * @param currency of the rate and of the value of a visit
     * @param basisPoints of the base, 0 where the rate is flat
     * @param flatMinor per order, 0 where the rate is a share
     * @param visitMinor what it declares a visit to be worth; null where it declares nothing
     * @param giverCurrency the giver's own currency
     */
    public record Offer(Currency currency, int basisPoints, long flatMinor, @Nullable Long visitMinor,
            Currency giverCurrency) {
        boolean isComparable() {
            return currency.equals(giverCurrency);
        }

        /** What it promises a visit to return; without limit where it pays by the order and declares nothing. */
        double promisedMinor(VisitValues values) {
            return visitMinor == null && orderMinor() > 0
                    ? Double.POSITIVE_INFINITY
                    : values.minor(currency, visitMinor);
        }

        double orderMinor() {
            return flatMinor + ORDER_USUAL_MINOR * (basisPoints / 10_000.0);
        }
    }

    /** The figures of each giver for the routing table, by the pairs that are partners now. */
    public List<GiverFigures> byGiver(Iterable<PairRoute> routes,
            Map<Integer, OwnWorth> ownWorth) {
        Map<PairKey, Sums> sums = sums();
        VisitValues values = VisitValues.of(offers.values().stream()
                .map(offer -> new VisitValues.Declared(offer.currency(), offer.visitMinor())).toList());
        Map<Integer, List<PartnerFigures>> partners = new LinkedHashMap<>();
        for (PairRoute route : routes) {
            PairKey key = new PairKey(route.pair().giver(), route.pair().receiver());
            partners.computeIfAbsent(key.giver(), _ -> new ArrayList<>()).add(partner(route, key, sums, values));
        }
        List<GiverFigures> all = new ArrayList<>();
        partners.forEach((giver, of) -> all.add(new GiverFigures(giver,
                ownWorth.getOrDefault(giver, OwnWorth.UNSET), of)));
        return all;
    }

    private PartnerFigures partner(PairRoute route, PairKey key, Map<PairKey, Sums> sums, VisitValues values) {
        Sums given = sums.getOrDefault(key, new Sums());
        Sums back = sums.getOrDefault(key.reversed(), new Sums());
        Offer offer = offers.get(key);
        Offer own = offers.get(key.reversed());
        var agreement = offer == null
                ? new PartnerFigures.Agreement(true, 0, 0)
                : new PartnerFigures.Agreement(offer.isComparable(), offer.orderMinor(),
                        offer.promisedMinor(values));
        var returns = new PartnerFigures.Returns(given.visits, back.visits, visitMinor(offer, own, values));
        List<PartnerFigures.Cell> cells = new ArrayList<>();
        given.cells.forEach((place, tally) -> cells
                .add(new PartnerFigures.Cell(place.category(), place.country(), tally)));
        return new PartnerFigures(route, agreement, given.tally,
                new PartnerFigures.Paid(given.bookedMinor, given.givenBackMinor),
                returns, cells);
    }

    /**
     * What a visit from the partner is worth to the giver: by its own terms where they are in its own currency. Without
     * terms of its own visits still come by links; where they are all that comes back, they are worth what they are
     * worth to others.
     */
    private static long visitMinor(@Nullable Offer offer, @Nullable Offer own, VisitValues values) {
        if (offer == null) {
            return 0;
        }
        if (own == null) {
            return offer.orderMinor() > 0 ? 0 : values.minor(offer.giverCurrency(), null);
        }
        return own.currency().equals(offer.giverCurrency()) ? values.minor(own.currency(), own.visitMinor()) : 0;
    }

    private Map<PairKey, Sums> sums() {
        ConversionDelay delay = ConversionDelay.of(sales.stream().mapToLong(Sales::clicks).sum(),
                sales.stream().mapToDouble(Sales::delayDays).sum()
                        / Math.max(1, sales.stream().mapToLong(Sales::clicks).sum()));
        Map<PairKey, Sums> sums = new HashMap<>();
        for (Visits some : visits) {
            Sums pair = sums.computeIfAbsent(some.place().pair(), _ -> new Sums());
            pair.visits += some.count();
            pair.add(some.place(), new PartnerFigures.Tally(0, delay.ripeVisits(some.count(), some.ageDays())));
        }
        for (Sales some : sales) {
            Sums pair = sums.computeIfAbsent(some.place().pair(), _ -> new Sums());
            pair.bookedMinor += some.bookedMinor();
            pair.givenBackMinor += some.givenBackMinor();
            pair.add(some.place(), new PartnerFigures.Tally(some.orders(), 0));
        }
        return sums;
    }

    private static final class Sums {
        private long visits;
        private long bookedMinor;
        private long givenBackMinor;
        private PartnerFigures.Tally tally = PartnerFigures.Tally.NOTHING;
        private final Map<Place, PartnerFigures.Tally> cells = new LinkedHashMap<>();

        void add(Place place, PartnerFigures.Tally more) {
            tally = tally.plus(more);
            cells.merge(place, more, PartnerFigures.Tally::plus);
        }
    }
}
