package centuple.reciprocity;

/**
 * Splits the visits that may still go among the servers that live, so that together they never send more. Stateless.
 */
public final class Leases {
    private Leases() {
    }

    /**
     * The part of one server.
     *
     * @param visitsLeft whole visits before the line; {@link Long#MAX_VALUE} without a line
     * @param nodes servers that live, at least 1
     * @param place this server's place among them, from 0
     */
    public static long part(long visitsLeft, int nodes, int place) {
        if (place < 0 || place >= nodes || visitsLeft < 0) {
            throw new IllegalArgumentException("place " + place + " of " + nodes + " for " + visitsLeft);
        }
        return visitsLeft == Long.MAX_VALUE ? visitsLeft : visitsLeft / nodes + (place < visitsLeft % nodes ? 1 : 0);
    }
}
