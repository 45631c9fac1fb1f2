package centuple.reciprocity;

/**
 * What several partners draw on together, each in its own currency: shares are added, never amounts.
 *
 * @param used the share that is taken, in billionths, so that the sum is the same in any order
 * @param takers how many may still take
 */
record Shared(long used, int takers) {
    static final Shared UNUSED = new Shared(0, 0);
    private static final double WHOLE = 1e9;
    /** Beyond that no sum may run over. */
    private static final double SHARE_MAX = 1_000;
    /** Shares are rounded; a hundredth of a minor unit is more than that and less than a visit. */
    private static final double ROUNDED = 0.01;

    /** One more, with so much of the whole at stake; it may take more unless its partnership is over. */
    Shared plus(long stakeMinor, long wholeMinor, boolean over) {
        long share = Math.round(Math.min(Math.max(0, stakeMinor) / (double) wholeMinor, SHARE_MAX) * WHOLE);
        return new Shared(used + share, over ? takers : takers + 1);
    }

    /** How far one of them may go: what it has at stake, and an equal part of what is left of the whole. */
    long limitMinor(long stakeMinor, long wholeMinor) {
        double left = Math.max(0, WHOLE - used) / WHOLE * wholeMinor;
        return Math.max(0, stakeMinor) + (long) Math.floor(left / Math.max(1, takers) + ROUNDED);
    }
}
