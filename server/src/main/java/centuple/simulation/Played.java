package centuple.simulation;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The niche as it went under one policy.
 *
 * @param policy of Jacques
 * @param events what reaches the exchange, in the order of their times
 * @param totals what the model alone knows: no exchange sees margins, or what would have been bought
 * @param stops what became of each partner, in the order of the settings
 */
public record Played(Policy policy, List<NicheEvent> events, Totals totals, List<PartnerStop> stops) {
    public Played {
        events = List.copyOf(events);
        stops = List.copyOf(stops);
    }

    /**
     * Whether and when giving to a partner stopped.
     *
     * @param given visitors it got
     * @param firstDay the day on which giving stopped first, from 1; null when it never did
     * @param givenBefore visitors it had got by then
     * @param refused visitors Jacques kept because giving had stopped
     * @param savedMinor the margin he made on these
     * @param owedMinor commission it owes for what the visitors it got have bought
     */
    public record PartnerStop(Partner partner, long given, @Nullable Integer firstDay, long givenBefore, int refused,
            long savedMinor, long owedMinor) {
    }

    /**
     * Visits at Jacques' shop.
     *
     * @param visitors who came by themselves
     * @param given whom he sent on, returned ones among them
     * @param returned whom partners sent to him
     */
    public record Visits(int visitors, int given, int returned) {
    }

    /**
     * Sums, minor units, as far as known at the last hour: without tax, after refunds and cancellations.
     *
     * @param visits at Jacques' shop
     * @param ownSalesMinor sold to visitors who came by themselves
     * @param ownMarginMinor the margin on it
     * @param givenMinor the margin he would have made on the visitors he gave
     * @param receivedMarginMinor the margin on sales to visitors he received, before the commission he pays for them
     */
    public record Totals(Visits visits, long ownSalesMinor, long ownMarginMinor, long givenMinor,
            long receivedMarginMinor) {
    }
}
