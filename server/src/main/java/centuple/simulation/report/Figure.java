package centuple.simulation.report;

import centuple.simulation.PolicyFigures;
import centuple.simulation.Simulation;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/** The figures of the table, in its order. The name of each is the key of its words. */
public enum Figure {
    /** Who came by themselves. */
    VISITORS(Kind.COUNT),
    /** Whom he sent on. */
    GIVEN(Kind.COUNT),
    /** Whom partners sent. */
    RETURNED(Kind.COUNT),
    /** Sold to those who came by themselves. */
    OWN_SALES(Kind.MONEY),
    /** Owed to him by partners. */
    COMMISSION(Kind.MONEY),
    /** The margin forgone. */
    GIVEN_WORTH(Kind.MONEY),
    /** Commissions and the margin on visitors received. */
    CAME_BACK(Kind.MONEY),
    /** Came back for each unit given. */
    RATIO(Kind.RATIO),
    /** What he has in the end. */
    KEEPS(Kind.MONEY);

    /** How a figure is written. */
    public enum Kind {
        COUNT, MONEY, RATIO
    }

    private final Kind kind;

    Figure(Kind kind) {
        this.kind = kind;
    }

    /** The key of its words: {@code own_sales}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Kind kind() {
        return kind;
    }

    /** Its value; null where it has none. */
    public @Nullable Double of(PolicyFigures figures) {
        return switch (this) {
            case VISITORS -> (double) figures.visits().visitors();
            case GIVEN -> (double) figures.visits().given();
            case RETURNED -> (double) figures.visits().returned();
            case OWN_SALES -> (double) figures.ownSalesMinor();
            case COMMISSION -> (double) figures.commissionMinor();
            case GIVEN_WORTH -> (double) figures.givenMinor();
            case CAME_BACK -> (double) figures.cameBackMinor();
            case RATIO -> figures.ratio();
            case KEEPS -> (double) figures.keepsMinor();
        };
    }

    /** Its range over several runs; null where no run has a value. */
    public Simulation.@Nullable Range over(List<PolicyFigures> runs) {
        List<Double> values = runs.stream().map(this::of).filter(java.util.Objects::nonNull).sorted().toList();
        return Simulation.Range.ofSorted(values);
    }
}
