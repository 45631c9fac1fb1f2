package centuple.simulation.guard;

import centuple.reciprocity.Totals;

import java.util.Arrays;

/**
 * What went between shops. Each way between two shops is an edge, a number from 0 on, and has its twin, the way back.
 * For one thread.
 */
public final class Flows {
    private final int[] twins;
    private final long[] visits;
    private final long[] fresh;
    private final double[] unripe;
    private final int[] ripenedAtHour;
    private final long[] commissionMinor;
    private final long[] orders;

    /** Nothing went yet; {@code twins[e]} is the way back of edge e. */
    public Flows(int[] twins) {
        this.twins = twins.clone();
        this.visits = new long[twins.length];
        this.fresh = new long[twins.length];
        this.unripe = new double[twins.length];
        this.ripenedAtHour = new int[twins.length];
        this.commissionMinor = new long[twins.length];
        this.orders = new long[twins.length];
    }

    /** Edges 0 to partners - 1 lead from one shop to its partners, as many following ones back. */
    public static Flows star(int partners) {
        int[] twins = new int[2 * partners];
        Arrays.setAll(twins, edge -> edge < partners ? edge + partners : edge - partners);
        return new Flows(twins);
    }

    /** The way back. */
    public int twin(int edge) {
        return twins[edge];
    }

    /** A visitor went this way. */
    public void visited(int edge) {
        visits[edge]++;
        fresh[edge]++;
    }

    /** One of them bought; minor units the receiver owes for it, 0 without terms. */
    public void ordered(int edge, long minor) {
        orders[edge]++;
        commissionMinor[edge] += minor;
    }

    /** Commission is taken back, and with all of it the order. */
    public void takenBack(int edge, long minor, boolean wholly) {
        commissionMinor[edge] -= minor;
        orders[edge] -= wholly ? 1 : 0;
    }

    /** Commission booked for the visits of an edge, less what was taken back. */
    public long commissionMinor(int edge) {
        return commissionMinor[edge];
    }

    /** Visits that went this way. */
    public long visits(int edge) {
        return visits[edge];
    }

    /** Visits that went this way and that no visit back answered. */
    public long unanswered(int edge) {
        return visits[edge] - visits[twins[edge]];
    }

    /** Where an edge stands at an hour. Visits ripen exponentially; those since the last look begin now. */
    Totals totals(int edge, int hour, double meanHours) {
        int passed = hour - ripenedAtHour[edge];
        if (passed > 0) {
            unripe[edge] = unripe[edge] * StrictMath.exp(-passed / meanHours) + fresh[edge];
            fresh[edge] = 0;
            ripenedAtHour[edge] = hour;
        }
        return new Totals(visits[edge], visits[edge] - fresh[edge] - unripe[edge], commissionMinor[edge],
                orders[edge]);
    }
}
