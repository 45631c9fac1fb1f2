package centuple.reciprocity;

import java.time.Instant;

/**
 * What a debtor was asked to pay: at each period's beginning a statement of what was booked a period before, so that its
 * hold is over. For one thread.
 */
final class Statements {
    static final int NEVER = Integer.MAX_VALUE;

    private final Periods periods;
    private final int paysOnDay;
    private long period = Long.MIN_VALUE;
    private long booked;
    private long closed;
    private long fresh;
    private long paid;

    /** A debtor who pays on that day of a period, 1 to 29, or {@link #NEVER}. */
    Statements(Periods periods, int paysOnDay) {
        this.periods = periods;
        this.paysOnDay = paysOnDay;
    }

    /** The debt at a time, after all times before; the commission is what was booked by then since the first day. */
    PairFacts.Debt at(Instant now, long commissionMinor) {
        if (periods.number(now) > period) {
            period = periods.number(now);
            fresh = Math.max(0, booked - closed);
            closed += fresh;
            booked = commissionMinor;
        }
        if (!now.isBefore(periods.start(period).plusSeconds(86_400L * Math.min(paysOnDay, periods.days())))) {
            paid = closed;
        }
        return PairFacts.Debt.of(closed - paid, fresh);
    }
}
