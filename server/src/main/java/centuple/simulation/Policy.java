package centuple.simulation;

import java.util.List;

/**
 * What Jacques does with his visitors.
 *
 * @param name one word, a stable key
 * @param partnered whether he shares at all; without partners nobody sends him visitors either
 * @param terms whether a commission is agreed, both ways
 * @param giving whom he sends on
 */
public record Policy(String name, boolean partnered, boolean terms, Giving giving) {
    /** Gives everyone on, returned visitors too, and asks for nothing. */
    public static final Policy GURUS = new Policy("gurus", true, false, (servable, partner, soFar) -> true);

    /** Shares nobody. */
    public static final Policy NEVER = new Policy("never", false, false, (servable, partner, soFar) -> false);

    /** Gives those he cannot serve, for a commission on each sale. */
    public static final Policy TERMS = new Policy("terms", true, true, (servable, partner, soFar) -> !servable);

    /** The policies of the demo, in the order of its table. */
    public static final List<Policy> ALL = List.of(GURUS, NEVER, TERMS);

    /**
     * Whether a visitor is given to a partner. A rule that stops in time looks at what passed between the two so far.
     */
    @FunctionalInterface
    public interface Giving {
        /**
         * Decides about one visitor.
         *
         * @param servable whether Jacques has what the visitor looks for
         * @param partner the partner that suits the visitor, its place in the settings
         * @param soFar what passed between Jacques and that partner before this visitor
         */
        boolean gives(boolean servable, int partner, SoFar soFar);
    }

    /**
     * What passed between Jacques and one partner.
     *
     * @param givenVisits visitors he gave
     * @param returnedVisits visitors it gave
     */
    public record SoFar(int givenVisits, int returnedVisits) {
        static final SoFar NOTHING = new SoFar(0, 0);

        SoFar given() {
            return new SoFar(givenVisits + 1, returnedVisits);
        }

        SoFar returned() {
            return new SoFar(givenVisits, returnedVisits + 1);
        }
    }
}
