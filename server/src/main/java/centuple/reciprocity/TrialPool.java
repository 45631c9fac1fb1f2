package centuple.reciprocity;

/**
 * What all newcomers of a giver may take together in a period, so that coming back under new names gains nothing.
 *
 * @param poolMinor what they may have at stake in all
 * @param stakesMinor what they have at stake
 * @param newcomers how many they are
 */
record TrialPool(long poolMinor, long stakesMinor, int newcomers) {
    static TrialPool of(Iterable<Member> members, Protection.Trial trial) {
        long largest = 0;
        long given = 0;
        long stakes = 0;
        int newcomers = 0;
        for (Member member : members) {
            given += member.gaveLastPeriodMinor();
            if (member.newcomer()) {
                largest = Math.max(largest, member.trialMinor());
                stakes += Math.max(0, member.stakeMinor());
                newcomers++;
            }
        }
        long share = Math.round(given * (trial.poolBps() / 10_000.0));
        return new TrialPool(Math.max(share, largest * trial.poolTrialsMin()), stakes, newcomers);
    }

    /** How far a newcomer may go: what it has at stake, and an equal part of what is left. */
    long limitMinor(long stakeMinor) {
        return Math.max(0, stakeMinor) + Math.max(0, poolMinor - stakesMinor) / Math.max(1, newcomers);
    }

    /**
     * One partner of the giver, in the currency of the pool.
     *
     * @param newcomer whether nothing that proves anything has come back from it yet
     * @param trialMinor its trial credit
     * @param stakeMinor what is at stake with it
     * @param gaveLastPeriodMinor what it was given in the last period
     */
    record Member(boolean newcomer, long trialMinor, long stakeMinor, long gaveLastPeriodMinor) {
    }
}
