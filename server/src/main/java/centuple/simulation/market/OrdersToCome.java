package centuple.simulation.market;

import java.util.Arrays;

/** Orders at partners by the hour in which they are known. For one thread. */
final class OrdersToCome {
    private static final int NONE = -1;

    private final int[] firstOfHour;
    private int[] next = new int[1_024];
    private int[] edges = new int[1_024];
    private long[] amountsMinor = new long[1_024];
    private int count;

    OrdersToCome(int hours) {
        firstOfHour = new int[hours];
        Arrays.fill(firstOfHour, NONE);
    }

    /** What an order is told to. */
    @FunctionalInterface
    interface Taker {
        void order(int edge, long signedMinor);
    }

    /** Keeps an order; those after the last hour never become known. */
    void add(int hour, int edge, long signedMinor) {
        if (hour >= firstOfHour.length || hour < 0) {
            return;
        }
        if (count == edges.length) {
            next = Arrays.copyOf(next, 2 * count);
            edges = Arrays.copyOf(edges, 2 * count);
            amountsMinor = Arrays.copyOf(amountsMinor, 2 * count);
        }
        edges[count] = edge;
        amountsMinor[count] = signedMinor;
        next[count] = firstOfHour[hour];
        firstOfHour[hour] = count++;
    }

    /** Tells the orders of an hour. */
    void take(int hour, Taker taker) {
        for (int each = firstOfHour[hour]; each != NONE; each = next[each]) {
            taker.order(edges[each], amountsMinor[each]);
        }
    }
}
