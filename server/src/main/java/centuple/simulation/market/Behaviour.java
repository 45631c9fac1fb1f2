package centuple.simulation.market;

import java.util.Locale;

/** How a shop deals with the visitors others give it. */
public enum Behaviour {
    /** Keeps the policy that is played, and reports every order. */
    HONEST,
    /** Gives nobody, and reports every order. */
    TAKER,
    /** Gives a third of those it cannot serve, and reports a third of its orders. */
    UNDER_RETURNER,
    /** Answers each visitor with one that is made up and never buys, and reports no order. */
    COLLUDER;

    /** What under-returners return of what they owe. */
    static final double RETURNED_SHARE = 1.0 / 3;

    /** A stable key. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
