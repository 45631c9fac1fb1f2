package centuple.simulation.report;

import centuple.simulation.market.Behaviour;
import centuple.simulation.market.MarketRun;
import centuple.simulation.market.MarketSettings;

import java.util.List;

/**
 * What a simulation found: printed as a table, written as JSON, CSV and a page. Figures of a model.
 *
 * @param seed of the runs that are shown
 * @param settings every assumption
 * @param rows one for each policy
 */
public record MarketReport(long seed, MarketSettings settings, List<Row> rows) {
    public MarketReport {
        rows = List.copyOf(rows);
    }

    /**
     * One policy.
     *
     * @param run with the seed
     * @param otherSeedsMinor what the shop under study keeps with each of the following seeds
     */
    public record Row(MarketRun run, List<Long> otherSeedsMinor) {
        public Row {
            otherSeedsMinor = List.copyOf(otherSeedsMinor);
        }
    }

    /** How many of the other seeds there are. */
    public int otherSeeds() {
        return rows.isEmpty() ? 0 : rows.getFirst().otherSeedsMinor().size();
    }

    /** The behaviours there are, in their order. */
    public List<Behaviour> behaviours() {
        return rows.isEmpty()
                ? List.of()
                : rows.getFirst().run().kinds().stream().map(MarketRun.Kind::behaviour)
                        .toList();
    }
}
