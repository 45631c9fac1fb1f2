package centuple.simulation;

import java.time.Instant;

/**
 * One person of the model, with everything chance decides about them drawn beforehand: so that each policy meets the
 * same people.
 *
 * @param number unique within the niche
 * @param home the partner where the person first came, or {@link #AT_JACQUES}
 * @param at when
 * @param servable whether Jacques has what they look for
 * @param mind what they are ready to do
 * @param seed of what they buy, if they buy
 */
record Visitor(int number, int home, Instant at, boolean servable, Mind mind, long seed) {
    /** Came to Jacques by themselves. */
    static final int AT_JACQUES = -1;

    /**
     * What a person is ready to do; each value is uniform in [0, 1) and is compared with a share of the settings.
     *
     * @param buying the lower, the readier to buy
     * @param later the lower, the readier to come back to Jacques some day
     * @param sending the lower, the likelier their first shop sends them on
     * @param finding the lower, the likelier they find Jacques by themselves
     * @param reporting the lower, the likelier the order is reported
     * @param choosing which partner suits them
     */
    record Mind(double buying, double later, double sending, double finding, double reporting, double choosing) {
    }

    static Visitor drawn(int number, int home, Instant at, double unservedShare, Draws draws) {
        boolean servable = draws.share() >= unservedShare;
        Mind mind = new Mind(draws.share(), draws.share(), draws.share(), draws.share(), draws.share(), draws.share());
        return new Visitor(number, home, at, servable, mind, draws.nextLong());
    }
}
