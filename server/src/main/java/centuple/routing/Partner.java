package centuple.routing;

import centuple.link.Pair;
import centuple.link.PairRoute;

/**
 * One partner of a giver, as routing knows it until the next table. What a decision reads of it stands in the object
 * itself. Immutable but for its pair.
 */
public final class Partner {
    private final PairRoute route;
    private final Pair pair;
    private final double worthMinor;
    private final int place;
    private final int receiver;
    private final boolean hasTerms;

    /**
     * Takes what is known.
     *
     * @param route its terms, its proven hosts, and its pair: whether it is open now, its cap and its throttle
     * @param worthMinor what a visitor sent there is expected to return, in minor units of the giver's currency; NaN
     *     where it cannot be told in that currency
     * @param place where its weights stand in the arrays of {@link GiverRoutes}
     */
    public Partner(PairRoute route, double worthMinor, int place) {
        this.route = route;
        this.pair = route.pair();
        this.worthMinor = worthMinor;
        this.place = place;
        this.receiver = pair.receiver();
        this.hasTerms = route.termsVersion() != 0;
    }

    /** Its terms and proven hosts. */
    public PairRoute route() {
        return route;
    }

    /** Read at each decision. */
    public Pair pair() {
        return pair;
    }

    /** The shop. */
    public int receiver() {
        return receiver;
    }

    /** What a visitor is expected to return, minor units; NaN where it cannot be told. */
    public double worthMinor() {
        return worthMinor;
    }

    /** Where its weights stand. */
    public int place() {
        return place;
    }

    /** Whether the pair has terms in force. */
    boolean hasTerms() {
        return hasTerms;
    }

    /**
     * Whether a visitor is expected to return more there than he is worth to the giver.
     *
     * @param ownWorthMinor what the giver says such a visitor is worth to it; NaN where it sends none of that reason.
     *     What is returned in another currency is not compared with more than nothing: nothing is converted.
     */
    boolean isWorth(double ownWorthMinor) {
        return Double.isNaN(worthMinor) ? ownWorthMinor == 0 : worthMinor > ownWorthMinor;
    }
}
