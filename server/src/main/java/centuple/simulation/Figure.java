package centuple.simulation;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The figures of the table, in its order. The name of each is the key of its words. */
public enum Figure {
    VISITORS(Kind.COUNT, figures -> (double) figures.visits().visitors()),
    GIVEN(Kind.COUNT, figures -> (double) figures.visits().given()),
    RETURNED(Kind.COUNT, figures -> (double) figures.visits().returned()),
    OWN_SALES(Kind.MONEY, figures -> (double) figures.ownSalesMinor()),
    COMMISSION(Kind.MONEY, figures -> (double) figures.commissionMinor()),
    GIVEN_WORTH(Kind.MONEY, figures -> (double) figures.givenMinor()),
    CAME_BACK(Kind.MONEY, figures -> (double) figures.cameBackMinor()),
    RATIO(Kind.RATIO, PolicyFigures::ratio),
    KEEPS(Kind.MONEY, figures -> (double) figures.keepsMinor());

    /** How a figure is written. */
    public enum Kind {
        COUNT, MONEY, RATIO
    }

    private final Kind kind;
    private final Function<PolicyFigures, @Nullable Double> read;

    Figure(Kind kind, Function<PolicyFigures, @Nullable Double> read) {
        this.kind = kind;
        this.read = read;
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
        return read.apply(figures);
    }

    /** Its range over several runs; null where no run has a value. */
    public Simulation.@Nullable Range over(List<PolicyFigures> runs) {
        List<Double> values = runs.stream().map(this::of).filter(java.util.Objects::nonNull).sorted().toList();
        return Simulation.Range.ofSorted(values);
    }
}
