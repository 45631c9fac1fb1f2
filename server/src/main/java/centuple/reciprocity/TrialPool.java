package centuple.reciprocity;

import java.util.List;
import java.util.function.Function;

/**
 * What all newcomers of a giver may take together in a period, so that coming back under new names gains nothing.
 *
 * @param stakes what they may have at stake
 * @param unproven the same if their visits, of which nobody bought yet, are worth nothing: else each new name could buy
 *        visits with robots
 */
record TrialPool(Part stakes, Part unproven) {
    static TrialPool of(List<Member> members, Protection.Trial trial) {
        return new TrialPool(Part.of(members, Member::stake, trial), Part.of(members, Member::unproven, trial));
    }

    /**
     * How far the stake of a newcomer may go. Below zero where it gave visits that proved nothing yet, and nothing is
     * left for such.
     */
    long limitMinor(Member member) {
        long worthOfVisits = member.unproven().takenMinor() - member.stake().takenMinor();
        return Math.min(stakes.limitMinor(member.stake().takenMinor()),
                unproven.limitMinor(member.unproven().takenMinor()) - worthOfVisits);
    }

    /**
     * One pool.
     *
     * @param poolMinor what they may take in all
     * @param takenMinor what they took
     * @param newcomers how many they are
     */
    record Part(long poolMinor, long takenMinor, int newcomers) {
        private static Part of(List<Member> members, Function<Member, Credit> credit, Protection.Trial trial) {
            long largest = 0;
            long given = 0;
            long taken = 0;
            int newcomers = 0;
            for (Member member : members) {
                given += member.gaveLastPeriodMinor();
                if (member.newcomer()) {
                    largest = Math.max(largest, credit.apply(member).creditMinor());
                    taken += Math.max(0, credit.apply(member).takenMinor());
                    newcomers++;
                }
            }
            long share = Math.round(given * (trial.poolBps() / 10_000.0));
            return new Part(Math.max(share, largest * trial.poolTrialsMin()), taken, newcomers);
        }

        /** How far a newcomer may go: what it took, and an equal part of what is left. */
        long limitMinor(long ownMinor) {
            return Math.max(0, ownMinor) + Math.max(0, poolMinor - takenMinor) / Math.max(1, newcomers);
        }
    }

    /**
     * What one partner may take alone, and what it took.
     *
     * @param creditMinor before anything came back
     */
    record Credit(long creditMinor, long takenMinor) {
    }

    /**
     * One partner of the giver, in the currency of the pool.
     *
     * @param newcomer whether nothing that proves anything has come back from it yet
     * @param stake what is at stake with it
     * @param unproven what would be, if its visits were worth nothing
     * @param gaveLastPeriodMinor what it was given in the last period
     */
    record Member(boolean newcomer, Credit stake, Credit unproven, long gaveLastPeriodMinor) {
    }
}
