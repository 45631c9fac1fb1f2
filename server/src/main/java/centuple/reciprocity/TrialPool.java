package centuple.reciprocity;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What all newcomers of a giver may take together in a period, so that coming back under new names gains nothing: not
 * all at once, not one after the other, and not in many currencies.
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
        String currency = member.seat().currency();
        long worthOfVisits = member.unproven().takenMinor() - member.stake().takenMinor();
        return Math.min(stakes.limitMinor(currency, member.stake().takenMinor()),
                unproven.limitMinor(currency, member.unproven().takenMinor()) - worthOfVisits);
    }

    /**
     * One pool.
     *
     * @param poolMinor by currency, what they might take in all if nothing were taken in another
     * @param shared what of it is taken
     */
    record Part(Map<String, Long> poolMinor, Shared shared) {
        private static Part of(List<Member> members, Function<Member, Credit> credit, Protection.Trial trial) {
            Map<String, Long> given = new HashMap<>();
            Map<String, Long> pools = new HashMap<>();
            for (Member member : members) {
                given.merge(member.seat().currency(), member.gaveLastPeriodMinor(), Long::sum);
                if (member.newcomer()) {
                    pools.merge(member.seat().currency(),
                            credit.apply(member).creditMinor() * trial.poolTrialsMin(), Math::max);
                }
            }
            given.forEach((currency, minor) -> pools.merge(currency,
                    Math.round(minor * (trial.poolBps() / 10_000.0)), Math::max));
            Shared shared = Shared.UNUSED;
            for (Member member : members) {
                if (member.newcomer()) {
                    shared = shared.plus(credit.apply(member).takenMinor(),
                            pools.getOrDefault(member.seat().currency(), 1L), member.seat().over());
                }
            }
            return new Part(pools, shared);
        }

        private long limitMinor(String currency, long ownMinor) {
            return shared.limitMinor(ownMinor, poolMinor.getOrDefault(currency, 0L));
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
     * One partner of the giver.
     *
     * @param seat whose currency the amounts are in
     * @param newcomer whether nothing that proves anything has come back from it yet
     * @param stake what is at stake with it
     * @param unproven what would be, if its visits were worth nothing
     * @param gaveLastPeriodMinor what it was given in the last period
     */
    record Member(Reciprocity.Seat seat, boolean newcomer, Credit stake, Credit unproven, long gaveLastPeriodMinor) {
    }
}
