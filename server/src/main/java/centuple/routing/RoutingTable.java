package centuple.routing;

import java.util.Map;

/** What routing knows of all givers, made in the background and swapped whole. Immutable, safe for all threads. */
public final class RoutingTable {
    /** Before the first one is made. */
    public static final RoutingTable EMPTY = new RoutingTable(Map.of());

    private final Map<Integer, GiverRoutes> byGiver;

    /** Takes the routes of each giver that has partners. */
    public RoutingTable(Map<Integer, GiverRoutes> byGiver) {
        this.byGiver = Map.copyOf(byGiver);
    }

    /** What is known of a giver; without partners where nothing is. */
    public GiverRoutes of(int giver) {
        return byGiver.getOrDefault(giver, GiverRoutes.NONE);
    }

    /** All givers that have partners. */
    public Map<Integer, GiverRoutes> byGiver() {
        return byGiver;
    }

    /** How many givers have partners. */
    public int size() {
        return byGiver.size();
    }
}
