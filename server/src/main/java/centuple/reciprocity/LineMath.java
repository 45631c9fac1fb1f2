package centuple.reciprocity;

import java.math.BigInteger;

/**
 * What a line is good for, in closed forms: credit networks (Dandekar, Goel, Govindan, Post, arXiv 1007.0515) and the
 * random walk that an honest balance is. Stateless, exact where it can be.
 */
public final class LineMath {
    /** Widest line and longest walk that are reckoned with. */
    public static final int SIZE_MAX = 100_000;

    private LineMath() {
    }

    /**
     * The share of visits that a line serves when as many go each way by chance: c/(c+1).
     *
     * @param width how far the balance may move in all, from one end to the other, in visits; 0 to {@link #SIZE_MAX}
     */
    public static Ratio served(int width) {
        return Ratio.of(checked(width), width + 1L);
    }

    /** The same for a way over several lines of that width: (c/(c+1))^lines. */
    public static Ratio served(int width, int lines) {
        return served(width).pow(lines);
    }

    /**
     * The same when visits are given with probability p and received else: 1 - p pi_0 - (1 - p) pi_c, with pi_k
     * proportional to ((1-p)/p)^k.
     */
    public static double served(int width, double given) {
        checked(width);
        if (!(given > 0 && given < 1)) {
            return 0;
        }
        // Reckoned from the end where most of the weight lies, so that nothing overflows.
        double ratio = Math.min(given, 1 - given) / Math.max(given, 1 - given);
        double last = StrictMath.pow(ratio, width);
        double sum = ratio == 1 ? width + 1 : (1 - StrictMath.pow(ratio, width + 1.0)) / (1 - ratio);
        return 1 - (Math.max(given, 1 - given) + Math.min(given, 1 - given) * last) / sum;
    }

    /** What no line can serve more of, however wide, when visits are given with probability p: 2 min(p, 1-p). */
    public static double servedAtMost(double given) {
        return 2 * Math.min(given, 1 - given);
    }

    /** The narrowest line that serves that share of a flow that is as strong each way, for 0 <= share < 1. */
    public static int widthFor(double share) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("a share of visits is 0 to below 1: " + share);
        }
        return checked((int) Math.ceil(Math.min(SIZE_MAX + 1.0, share / (1 - share) - 1e-9)));
    }

    /**
     * How likely the balance with an honest partner reaches a line within so many events, each as likely a visit given
     * as one received: P(S_n >= L) + P(S_n > L), by reflection; exact.
     *
     * @param events 1 to {@link #SIZE_MAX}
     * @param line in visits, at least 1
     */
    public static double falseStop(int events, int line) {
        checked(events);
        if (events < 1 || line < 1) {
            throw new IllegalArgumentException("no walk: " + events + " events, line " + line);
        }
        // S_n = 2k - n. Terms by the ratio of neighbours, as fixed point numbers with 128 bits behind the point.
        BigInteger reached = BigInteger.ZERO;
        BigInteger all = BigInteger.ZERO;
        BigInteger term = BigInteger.ONE.shiftLeft(FIXED_BITS);
        int top = events;
        int middle = events / 2;
        // From the middle outwards, where the terms are largest.
        for (int k = middle; k <= top && term.signum() > 0; k++) {
            int end = 2 * k - events;
            int weight = (end >= line ? 1 : 0) + (end > line ? 1 : 0);
            reached = reached.add(term.multiply(BigInteger.valueOf(weight)));
            boolean own = 2 * k == events;
            all = all.add(own ? term : term.shiftLeft(1));
            term = term.multiply(BigInteger.valueOf(events - k)).divide(BigInteger.valueOf(k + 1L));
        }
        if (events % 2 == 1) {
            // The middle of an odd walk is the pair k, n-k on both sides of zero: the loop began left of it.
            all = all.subtract(BigInteger.ONE.shiftLeft(FIXED_BITS + 1));
        }
        return new Ratio(reached, all).value();
    }

    private static final int FIXED_BITS = 256;

    /** How likely the balance with a partner who returns a share p > 1/2 of events ever reaches a line: ((1-p)/p)^L. */
    public static double everStopped(double returned, int line) {
        return returned <= 0.5 ? 1 : StrictMath.pow((1 - returned) / returned, line);
    }

    private static int checked(int size) {
        if (size < 0 || size > SIZE_MAX) {
            throw new IllegalArgumentException("reckoned up to " + SIZE_MAX + ": " + size);
        }
        return size;
    }
}
