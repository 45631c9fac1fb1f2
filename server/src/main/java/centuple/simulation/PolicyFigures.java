package centuple.simulation;

import org.jspecify.annotations.Nullable;

/**
 * What one policy came to. Figures of a model: no evidence about any real shop.
 *
 * @param policy its name
 * @param visits at Jacques' shop
 * @param ownSalesMinor sold to visitors who came by themselves, without tax, after refunds
 * @param commissionMinor what partners owe Jacques, net of reversals
 * @param givenMinor the margin he would have made on the visitors he gave
 * @param cameBackMinor commissions, and the margin on sales to visitors received less the commission he owes for them
 * @param keepsMinor what he has in the end: the margin on his own sales and what came back
 */
public record PolicyFigures(String policy, Played.Visits visits, long ownSalesMinor, long commissionMinor,
        long givenMinor, long cameBackMinor, long keepsMinor) {

    /**
     * From the model's totals and what the books say.
     *
     * @param earnedMinor commissions partners owe Jacques
     * @param owedMinor commissions Jacques owes partners
     */
    public static PolicyFigures of(Played played, long earnedMinor, long owedMinor) {
        Played.Totals totals = played.totals();
        long cameBackMinor = earnedMinor + totals.receivedMarginMinor() - owedMinor;
        return new PolicyFigures(played.policy().name(), totals.visits(), totals.ownSalesMinor(), earnedMinor,
                totals.givenMinor(), cameBackMinor, totals.ownMarginMinor() + cameBackMinor);
    }

    /** What came back for each unit given; null when nothing was given. */
    public @Nullable Double ratio() {
        return givenMinor == 0 ? null : (double) cameBackMinor / givenMinor;
    }
}
