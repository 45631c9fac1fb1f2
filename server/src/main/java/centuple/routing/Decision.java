package centuple.routing;

import java.util.Objects;

/**
 * What was decided for one visitor. Filled anew for each, so that a decision allocates nothing. For one thread.
 */
public final class Decision {
    /** The most partners a visitor is shown. */
    public static final int SHOWN_MAX = 3;

    final int[] drawn = new int[SHOWN_MAX];
    final double[] chances = new double[SHOWN_MAX];
    final Draw draw = new Draw(Candidates.COUNT_MAX);
    final int[] refusals = new int[Ineligible.COUNT];
    int eligible;
    int shown;

    /** How many partners were eligible. */
    public int eligible() {
        return eligible;
    }

    /** How many are shown, 0 to {@link #SHOWN_MAX}. */
    public int shown() {
        return shown;
    }

    /** The index among the candidates of the one at a position, 0 being the first. */
    public int candidate(int position) {
        return drawn[Objects.checkIndex(position, shown)];
    }

    /**
     * The probability with which it was drawn at its position, given those before it. Only that of the first position
     * serves to judge another way of choosing.
     */
    public double probability(int position) {
        return chances[Objects.checkIndex(position, shown)];
    }

    /** How many candidates were refused for a reason; for one that concerns the question, 1 or 0. */
    public int refusals(Ineligible reason) {
        return refusals[reason.ordinal()];
    }
}
