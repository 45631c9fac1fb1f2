package centuple.simulation.report;

import centuple.simulation.NicheSettings;
import centuple.simulation.Played;
import centuple.simulation.PolicyFigures;

import java.util.List;

/**
 * Everything the demo found: printed as a table, served as a page, written as JSON.
 *
 * @param seed of the run that went through the exchanges
 * @param settings of the model
 * @param rows one for each policy
 * @param live what went over HTTP afterwards
 * @param ledgerSumMinor over all accounts of all exchanges: zero, or the books are wrong
 */
public record DemoReport(long seed, NicheSettings settings, List<Row> rows, Live live, long ledgerSumMinor) {
    public DemoReport {
        rows = List.copyOf(rows);
    }

    /**
     * One policy.
     *
     * @param books visits and commissions as the exchange has them after the replay
     * @param stops when giving to each partner stopped, by the model
     * @param otherSeeds the same policy over other seeds, by the same core in memory
     */
    public record Row(PolicyFigures books, List<Played.PartnerStop> stops, List<PolicyFigures> otherSeeds) {
        public Row {
            stops = List.copyOf(stops);
            otherSeeds = List.copyOf(otherSeeds);
        }
    }

    /**
     * What went over real HTTP.
     *
     * @param redirects visitors who were sent on
     * @param orders orders that were taken
     * @param commissions of them, those that stand booked for a giver
     */
    public record Live(int redirects, int orders, int commissions) {
        public static final Live NONE = new Live(0, 0, 0);
    }
}
