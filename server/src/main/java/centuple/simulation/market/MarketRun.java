package centuple.simulation.market;

import centuple.simulation.guard.Stops;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A niche as it went under one policy: figures of a model, amounts in minor units.
 *
 * @param policy of the honest shops
 * @param study the shop under study
 * @param kinds all shops by how they behave, the shop under study among the honest; only those there are
 * @param days what was kept over time, for the chart
 * @param partners of the shop under study
 * @param pairs what honest shops did with partners of each behaviour
 */
public record MarketRun(MarketPolicy policy, Study study, List<Kind> kinds, List<Day> days, List<PartnerLine> partners,
        List<Pairs> pairs) {
    public MarketRun {
        kinds = List.copyOf(kinds);
        days = List.copyOf(days);
        partners = List.copyOf(partners);
        pairs = List.copyOf(pairs);
    }

    /**
     * The shop under study.
     *
     * @param visitors who came by themselves
     * @param given whom it gave
     * @param returned whom it got, made-up ones among them
     * @param refused whom it kept because giving had been stopped
     * @param money what it has
     */
    public record Study(long visitors, long given, long returned, long refused, Money money) {
    }

    /**
     * What a shop has.
     *
     * @param keepsMinor margin on its own sales, and what came back
     * @param forgoneMinor the margin it would have made on the visitors it gave
     * @param cameBackMinor commissions, and margin on sales to visitors it got less the commission it owes for them
     * @param savedMinor the margin it made on visitors it kept because giving had been stopped
     */
    public record Money(long keepsMinor, long forgoneMinor, long cameBackMinor, long savedMinor) {
    }

    /** Shops of one behaviour, and what one of them keeps: the mean, and the tenth and ninetieth of a hundred. */
    public record Kind(Behaviour behaviour, int shops, long meanMinor, long lowMinor, long highMinor) {
    }

    /** What was kept up to the end of a day: by the shop under study, and the means of the behaviours in order. */
    public record Day(int day, long studyMinor, List<Long> meansMinor) {
        public Day {
            meansMinor = List.copyOf(meansMinor);
        }
    }

    /**
     * A partner of the shop under study.
     *
     * @param number of the shop, from 1
     * @param given visits it got
     * @param returned visits it gave
     * @param refused visitors that were not given because giving had been stopped
     * @param savedMinor margin made on these
     * @param stopped when and why; null when it never was
     * @param pauses when nobody was given
     */
    public record PartnerLine(int number, Behaviour behaviour, long given, long returned, long refused, long savedMinor,
            Stops.@Nullable Stopped stopped, List<Stops.Pause> pauses) {
        public PartnerLine {
            pauses = List.copyOf(pauses);
        }
    }

    /**
     * Partners of one behaviour, seen by honest shops.
     *
     * @param pairs how many
     * @param stopped of them, those to whom giving stopped at least once
     * @param medianFirstDay the day on which it did, from 1; 0 when none was stopped
     * @param medianGiven visits that had gone by then; 0 when none was stopped
     * @param pausedShare of the time of all pairs
     */
    public record Pairs(Behaviour behaviour, int pairs, int stopped, int medianFirstDay, long medianGiven,
            double pausedShare) {
    }
}
