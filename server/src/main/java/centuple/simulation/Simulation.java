package centuple.simulation;

import centuple.ledger.Transfer;
import org.jspecify.annotations.Nullable;

import java.util.List;

/** Runs the niche through the core, in memory. Stateless; the same arguments give the same figures, always. */
public final class Simulation {
    private Simulation() {
    }

    /** One policy, one seed. */
    public static Run run(NicheSettings settings, long seed, Policy policy) {
        Played played = Niche.play(settings, seed, policy);
        ModelBooks books = new ModelBooks(settings, seed, policy.terms());
        books.take(played.events(), settings.clock().end());
        var jacques = ModelTerms.shopId(Visitor.AT_JACQUES);
        return new Run(played,
                PolicyFigures.of(played, books.owedMinor(jacques, true), books.owedMinor(jacques, false)),
                List.copyOf(books.transfers()), books.sumMinor());
    }

    /**
     * What came of one run.
     *
     * @param transfers all postings in their order
     * @param ledgerSumMinor over all accounts: zero
     */
    public record Run(Played played, PolicyFigures figures, List<Transfer> transfers, long ledgerSumMinor) {
    }

    /** How far a figure lies apart over several seeds. */
    public record Range(double min, double median, double max) {
        /** The range of ascending values; null when there are none. */
        public static @Nullable Range ofSorted(List<Double> values) {
            if (values.isEmpty()) {
                return null;
            }
            int half = values.size() / 2;
            double median = values.size() % 2 == 1 ? values.get(half) : (values.get(half - 1) + values.get(half)) / 2;
            return new Range(values.getFirst(), median, values.getLast());
        }
    }
}
