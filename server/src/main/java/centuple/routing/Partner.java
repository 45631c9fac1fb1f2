package centuple.routing;

import centuple.link.Pair;
import centuple.link.PairRoute;

/**
 * One partner of a giver, as routing knows it until the next table.
 *
 * @param route its terms, its proven hosts, and its pair: whether it is open now, its cap and its throttle
 * @param worthMinor what a visitor sent there is expected to return, in minor units of the giver's currency; NaN where
 *     it cannot be told in that currency
 * @param place where its weights stand in the arrays of {@link GiverRoutes}
 */
public record Partner(PairRoute route, double worthMinor, int place) {

    /** Read at each decision. */
    public Pair pair() {
        return route.pair();
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
