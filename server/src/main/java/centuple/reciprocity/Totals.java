package centuple.reciprocity;

/**
 * What went one way between two shops from the first day on. It only grows, but for commissions that are taken back.
 *
 * @param visits visits that count
 * @param ripeVisits the same, each by its ripe share
 * @param commissionMinor commission the receiver owes for them, net of reversals and with the exchange's fee
 * @param orders orders of theirs that were paid and not wholly taken back
 */
public record Totals(long visits, double ripeVisits, long commissionMinor, long orders) {
    public static final Totals NOTHING = new Totals(0, 0, 0, 0);

    /** Orders due of which none may come by chance: fewer than 2 % of honest partners have so many due and none yet. */
    static final double ORDERS_OF_DOUBT = 4;

    /** Standard deviations by which the orders seen may lie below those to expect. */
    static final double DEVIATIONS_OF_DOUBT = 2.5;

    /** What went since an earlier moment. */
    Totals since(Totals earlier) {
        return new Totals(visits - earlier.visits, Math.max(0, ripeVisits - earlier.ripeVisits),
                commissionMinor - earlier.commissionMinor, orders - earlier.orders);
    }

    /** The same with all visits ripe. */
    Totals ripe() {
        return new Totals(visits, visits, commissionMinor, orders);
    }

    /** The same with at least as many visits ripe as at an earlier moment. */
    Totals noLessRipe(Totals earlier) {
        return new Totals(visits, Math.max(ripeVisits, earlier.ripeVisits), commissionMinor, orders);
    }

    /**
     * How many of the visits count as worth what was declared: all, unless even good fortune of the buyers cannot
     * explain how few orders there were. Without any order that is never more than four orders would take.
     */
    double countedVisits(Promise promise) {
        return Math.min(arrived(promise), (provenOrders() + ORDERS_OF_DOUBT) / promise.conversion());
    }

    /** How many of the visits their orders have shown to be worth what was declared. */
    double provenVisits(Promise promise) {
        return Math.min(arrived(promise), Math.max(0, orders) / promise.conversion());
    }

    /** How many visits count at most before one of them has bought. */
    static double unprovenVisitsMax(Promise promise) {
        return ORDERS_OF_DOUBT / promise.conversion();
    }

    /** Visits of a promise that pays count as they ripen, as the commission for them comes in. */
    double arrived(Promise promise) {
        return promise.paid() ? ripeVisits : visits;
    }

    private double provenOrders() {
        double seen = Math.max(0, orders);
        return seen + DEVIATIONS_OF_DOUBT * Math.sqrt(seen);
    }
}
