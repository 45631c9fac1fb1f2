package centuple.routing.weight;

import centuple.routing.GiverRoutes;
import centuple.routing.Partner;
import centuple.routing.RoutingTable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Makes the routing table out of what happened. What stands on little is pulled towards what is known of the whole: a
 * category towards its partner, a partner towards the exchange, each as strongly as one order would. Stateless.
 */
public final class RoutingTableBuilder {
    /** The rate that is expected before anything happened: one visitor in fifty buys. */
    public static final double RATE_USUAL = 0.02;

    /** Categories and countries of one giver that get weights of their own: those with the most visits. */
    public static final int CELLS_PER_GIVER_MAX = 200;

    private RoutingTableBuilder() {
    }

    /** A new table; the same figures and the same random numbers make the same one. */
    public static RoutingTable build(List<GiverFigures> givers, RandomGenerator random) {
        double rate = rate(givers);
        Map<Integer, GiverRoutes> routes = new HashMap<>();
        for (GiverFigures giver : givers) {
            routes.put(giver.giver(), routes(giver, rate, random));
        }
        return new RoutingTable(routes);
    }

    private static double rate(List<GiverFigures> givers) {
        PartnerFigures.Tally all = givers.stream().flatMap(giver -> giver.partners().stream())
                .map(PartnerFigures::tally).reduce(PartnerFigures.Tally.NOTHING, PartnerFigures.Tally::plus);
        return Conversions.expecting(RATE_USUAL).and(all.orders(), all.ripeVisits()).mean();
    }

    private static GiverRoutes routes(GiverFigures giver, double rate, RandomGenerator random) {
        List<PartnerFigures> partners = giver.partners();
        List<Arm> arms = arms(partners, rate);
        List<Partner> made = new ArrayList<>();
        for (int place = 0; place < partners.size(); place++) {
            PartnerFigures figures = partners.get(place);
            double worth = figures.agreement().comparable() ? arms.get(place).worthMinor() : Double.NaN;
            made.add(new Partner(figures.route(), worth, place));
        }
        Map<String, Map<String, double[]>> weights = new HashMap<>();
        cells(partners).forEach((name, tallies) -> weights.computeIfAbsent(name.category(), _ -> new HashMap<>())
                .put(name.country(), weights(partners, of(arms, tallies), random)));
        return new GiverRoutes(made, giver.ownWorth(), weights, weights(partners, arms, random));
    }

    private static List<Arm> arms(List<PartnerFigures> partners, double rate) {
        double[] orders = partners.stream().mapToDouble(partner -> partner.tally().orders()).toArray();
        double[] refunded = partners.stream().mapToDouble(RoutingTableBuilder::ordersGivenBack).toArray();
        double[] refundRates = Shrinkage.rates(refunded, orders);
        List<Arm> arms = new ArrayList<>();
        for (int place = 0; place < partners.size(); place++) {
            PartnerFigures figures = partners.get(place);
            Conversions conversions = Conversions.expecting(Math.min(rate, promisedRate(figures.agreement())))
                    .and(figures.tally().orders(), figures.tally().ripeVisits());
            double orderMinor = (figures.agreement().orderMinor() + figures.paid().bookedMinor())
                    / (1 + figures.tally().orders()) * (1 - refundRates[place]);
            arms.add(new Arm(conversions, orderMinor, returnedMinor(figures)));
        }
        return arms;
    }

    /** Given back, in orders of the usual size of this partner. */
    private static double ordersGivenBack(PartnerFigures figures) {
        long booked = figures.paid().bookedMinor();
        return booked <= 0 ? 0 : figures.tally().orders() * figures.paid().givenBackMinor() / booked;
    }

    /** Whoever promises little is expected to keep no more than that, until orders say otherwise. */
    private static double promisedRate(PartnerFigures.Agreement agreement) {
        return agreement.orderMinor() > 0 ? agreement.promisedMinor() / agreement.orderMinor() : 1;
    }

    /**
     * One visit is taken on trust, for as much as the partner promises; a visit given never counts for more than one
     * that comes back.
     */
    private static double returnedMinor(PartnerFigures figures) {
        PartnerFigures.Returns returns = figures.returns();
        double trust = Math.min(returns.visitMinor(), figures.agreement().promisedMinor());
        return Math.min(returns.visitMinor(),
                (trust + returns.back() * returns.visitMinor()) / (returns.given() + 1.0));
    }

    /** Those who pay in another currency than the giver's cannot be compared: only the even share is theirs. */
    private static double[] weights(List<PartnerFigures> partners, List<Arm> arms, RandomGenerator random) {
        List<Integer> places = new ArrayList<>();
        for (int place = 0; place < arms.size(); place++) {
            if (partners.get(place).agreement().comparable()) {
                places.add(place);
            }
        }
        double[] won = Thompson.probabilities(places.stream().map(arms::get).toList(), Thompson.SAMPLES, random);
        double[] probabilities = new double[arms.size()];
        for (int i = 0; i < won.length; i++) {
            probabilities[places.get(i)] = won[i];
        }
        return Exploration.mixedInto(probabilities);
    }

    /** The arms with what is known of a category in a country. */
    private static List<Arm> of(List<Arm> arms, PartnerFigures.Tally[] tallies) {
        List<Arm> there = new ArrayList<>();
        for (int place = 0; place < arms.size(); place++) {
            Arm arm = arms.get(place);
            there.add(new Arm(Conversions.expecting(arm.conversions().mean()).and(tallies[place].orders(),
                    tallies[place].ripeVisits()), arm.orderMinor(), arm.returnedMinor()));
        }
        return there;
    }

    /** For each category and country, and for each category over all countries, the tally of every partner. */
    private static Map<CellName, PartnerFigures.Tally[]> cells(List<PartnerFigures> partners) {
        Map<CellName, PartnerFigures.Tally[]> all = new TreeMap<>();
        for (int place = 0; place < partners.size(); place++) {
            for (PartnerFigures.Cell cell : partners.get(place).cells()) {
                if (cell.category().isEmpty()) {
                    continue;
                }
                add(all, new CellName(cell.category(), ""), partners.size(), place, cell.tally());
                if (!cell.country().isEmpty()) {
                    add(all, new CellName(cell.category(), cell.country()), partners.size(), place, cell.tally());
                }
            }
        }
        if (all.size() <= CELLS_PER_GIVER_MAX) {
            return all;
        }
        Map<CellName, PartnerFigures.Tally[]> busiest = new TreeMap<>();
        all.entrySet().stream().sorted((one, other) -> Double.compare(visits(other.getValue()), visits(one.getValue())))
                .limit(CELLS_PER_GIVER_MAX).forEach(cell -> busiest.put(cell.getKey(), cell.getValue()));
        return busiest;
    }

    private static void add(Map<CellName, PartnerFigures.Tally[]> all, CellName name, int partners, int place,
            PartnerFigures.Tally tally) {
        PartnerFigures.Tally[] tallies = all.computeIfAbsent(name, _ -> nothing(partners));
        tallies[place] = tallies[place].plus(tally);
    }

    private static PartnerFigures.Tally[] nothing(int partners) {
        PartnerFigures.Tally[] tallies = new PartnerFigures.Tally[partners];
        Arrays.fill(tallies, PartnerFigures.Tally.NOTHING);
        return tallies;
    }

    private static double visits(PartnerFigures.Tally[] tallies) {
        return Arrays.stream(tallies).mapToDouble(PartnerFigures.Tally::ripeVisits).sum();
    }

    private record CellName(String category, String country) implements Comparable<CellName> {
        @Override
        public int compareTo(CellName other) {
            int order = category.compareTo(other.category);
            return order == 0 ? country.compareTo(other.country) : order;
        }
    }
}
