package centuple.reciprocity;

import java.util.List;

/**
 * What the shops of one party have come to together with one giver: they share a line and a life, however many names
 * they have or had. Shares have no currency, so they can be added.
 *
 * @param shops how many they are
 * @param line what of the line is taken
 * @param known whether anything that proves anything came back from one of them
 * @param alarm whether an alarm of the floor stands with one of them
 * @param logOdds the odds against all their promises, natural logarithm
 * @param missingTrials what is missing, in trial credits; negative when more came back than was given
 * @param told whether the alarm is one that others see
 * @param missingVisits what is missing, in visits
 */
record Party(int shops, Shared line, boolean known, boolean alarm, double logOdds, double missingTrials, boolean told,
        double missingVisits) {
    private static final Party NOBODY = new Party(0, Shared.UNUSED, false, false, 0, 0, false, 0);

    static Party of(List<Member> members) {
        Party all = NOBODY;
        for (Member member : members) {
            all = all.plus(member);
        }
        return all;
    }

    /**
     * The odds of several pairs multiply: each may be doubted by itself, so the product is an e-process too. What is
     * missing is rounded, so that the sum does not depend on the order.
     */
    private Party plus(Member member) {
        Account account = member.account();
        PairState.Shares shares = member.shares();
        return new Party(shops + 1,
                line.plus(account.stakeMinor(), account.lines().lineMinor(), member.seat().over()),
                known || shares.known(), alarm || member.floor().open(), logOdds + exact(shares.logOdds()),
                missingTrials + exact(shares.missingTrials()), told || member.floor().told(),
                missingVisits + exact(member.missingVisits()));
    }

    /** Sums of such numbers are exact as long as they stay below eight millions. */
    private static double exact(double value) {
        return Math.round(Math.clamp(value, -1e6, 1e6) * EXACT) / EXACT;
    }

    private static final double EXACT = 1L << 30;

    /** How far one of them may go. */
    long limitMinor(Account account) {
        long own = account.lines().lineMinor();
        return shops == 1 ? own : Math.min(own, line.limitMinor(account.stakeMinor(), own));
    }

    /** An alarm stands until nothing is missing; a debt that the trial credit covers raises none. */
    boolean alarms(Protection protection) {
        return alarm ? missingTrials > 0 : logOdds >= StrictMath.log(protection.floorOdds()) && missingTrials > 1;
    }

    /**
     * Whether others see the alarm. An alarm protects its giver, and may rest on clicks that somebody forged, the giver
     * perhaps; before others are warned of a shop, more must be missing than is easily forged.
     */
    boolean tells(Protection protection) {
        return alarms(protection) && (told || missingVisits > protection.forgedVisitsBorne());
    }

    /**
     * One of them.
     *
     * @param floor where the floor stood with it
     * @param shares where it stands now
     * @param missingVisits what is missing, in visits at the declared value
     */
    record Member(Reciprocity.Seat seat, Account account, PairState.Floor floor, PairState.Shares shares,
            double missingVisits) {
    }
}
