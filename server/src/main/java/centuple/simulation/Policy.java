package centuple.simulation;

import centuple.reciprocity.Protection;
import centuple.simulation.guard.CoreGuard;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What Jacques does with his visitors.
 *
 * @param name one word, a stable key
 * @param partnered whether he shares at all; without partners nobody sends him visitors either
 * @param terms whether a commission is agreed, both ways
 * @param giving whom he sends on, where nothing stops him
 * @param protection by which reciprocity stops him; null when nothing does
 */
public record Policy(String name, boolean partnered, boolean terms, Giving giving, @Nullable Protection protection) {
    /** Gives everyone on, returned visitors too, and asks for nothing. */
    public static final Policy GURUS = new Policy("gurus", true, false, _ -> true, null);

    /** Shares nobody. */
    public static final Policy NEVER = new Policy("never", false, false, _ -> false, null);

    /** Gives those he cannot serve, visit for visit, up to one line for the whole time. */
    public static final Policy STOP_LOSS = new Policy("stop-loss", true, false, servable -> !servable,
            CoreGuard.LINE_ALONE);

    /** Gives those he cannot serve, for a commission on each sale. */
    public static final Policy TERMS = new Policy("terms", true, true, servable -> !servable, null);

    /** The same, with all of the exchange's reciprocity. */
    public static final Policy CENTUPLE = new Policy("centuple", true, true, servable -> !servable,
            Protection.STANDARD);

    /** The policies of the demo, in the order of its table. */
    public static final List<Policy> ALL = List.of(GURUS, NEVER, STOP_LOSS, TERMS, CENTUPLE);

    /** Whom he would send on. */
    @FunctionalInterface
    public interface Giving {
        /** @param servable whether he has what the visitor looks for */
        boolean gives(boolean servable);
    }
}
