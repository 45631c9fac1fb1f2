package centuple.reciprocity;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.testkit.Seed;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What partners who do not keep their promise can take, over 24 periods. */
class TakersTest {
    private static final int PERIODS = 24;
    private static final Promise BARTER = Promise.visits(10, 0.02);
    private static final Promise COMMISSION = Promise.commission(8, new Promise.Order(400, 2));
    private static final Stream.Way NOTHING = new Stream.Way(BARTER, 0, 0.02);

    @Test
    void aTakerOfVisitsCostsATrialCredit() {
        Years years = new Years(Protection.STANDARD);
        Years.Partner taker = years.partner(new Stream.Way(BARTER, 600, 0), NOTHING, Seed.fresh().random());
        years.play(PERIODS);
        System.out.printf("taker, visit for visit: %d of %,d visits in %d periods%n", taker.given, taker.wished,
                PERIODS);
        // The trial credit; then the first visit of the second period raises the floor's alarm.
        assertThat(taker.given).isBetween(25L, 51L);
        assertThat(taker.here().next().floor().open()).isTrue();
    }

    @Test
    void aTakerWhoHidesItsOrdersIsStoppedByTheFloor() {
        Years years = new Years(Protection.STANDARD);
        Years.Partner taker = years.partner(new Stream.Way(COMMISSION, 600, 0), NOTHING, Seed.fresh().random());
        years.play(PERIODS);
        System.out.printf("taker, commission on 2 %%: %d of %,d visits, worth %.2f, in %d periods%n", taker.given,
                taker.wished, taker.given * 0.08, PERIODS);
        // Odds of 100 need some 12 orders due and none reported; what is on its way by then comes on top.
        assertThat(taker.given).isBetween(200L, 4 * 200L);
        assertThat(taker.here().next().floor().open()).isTrue();
    }

    @Test
    void whoReturnsAThirdIsCaughtByTheFloor() {
        Seed seed = Seed.fresh();
        SplittableRandom random = seed.random();
        int caught = 0;
        long cost = 0;
        for (int i = 0; i < 50; i++) {
            Years years = new Years(Protection.STANDARD);
            boolean barter = i % 2 == 0;
            Stream.Way out = new Stream.Way(barter ? BARTER : Promise.commission(20, new Promise.Order(400, 2)), 120,
                    barter ? 0.02 : 0.05 / 3);
            Years.Partner partner = years.partner(out, barter ? new Stream.Way(BARTER, 40, 0.02) : NOTHING, random);
            years.play(PERIODS);
            caught += partner.verdicts.stream().anyMatch(verdict -> verdict.next().floor().open()) ? 1 : 0;
            cost += partner.given;
        }
        System.out.printf("who returns a third: %d of 50 caught by the floor, %d visits given on average (%s)%n",
                caught,
                cost / 50, seed);
        // 40 to 47 were seen; the limit leaves room for chance.
        assertThat(caught).as(seed.toString()).isGreaterThanOrEqualTo(36);
    }

    @Test
    void comingBackUnderNewNamesDrawsOnOnePool() {
        Years years = new Years(Protection.STANDARD);
        SplittableRandom random = Seed.fresh().random();
        List<Years.Partner> names = new ArrayList<>();
        for (int name = 0; name < 30; name++) {
            names.add(years.partner(new Stream.Way(BARTER, 600, 0), NOTHING, random));
        }
        years.play(1);
        long first = names.stream().mapToLong(partner -> partner.given).sum();
        long each = Protection.STANDARD.trial().visits();
        System.out.printf("30 names of one taker: %d visits in the first period, instead of %d%n", first, 30 * each);
        assertThat(first).isLessThanOrEqualTo(Protection.STANDARD.trial().poolTrialsMin() * each);
        assertThat(first).isGreaterThan(each);
    }

    @Test
    void aThousandVisitsThatNeverBuyAreWorthFourOrders() {
        Years years = new Years(Protection.STANDARD);
        Years.Partner partner = years.partner(new Stream.Way(BARTER, 2_000, 0), new Stream.Way(BARTER, 0, 0),
                Seed.fresh().random());
        years.decide();
        partner.back.send(years.now(), 1_000);
        years.play(PERIODS);
        System.out.printf("1,000 visits of robots that no filter knew: %d visits taken in %d periods%n", partner.given,
                PERIODS);
        // Four orders at 2 % once in a life, and trial credits until the floor has seen enough.
        assertThat(partner.given).isLessThanOrEqualTo(200 + 5 * 25);
    }

    @Test
    void whoNeverPaysItsStatementsIsStopped() {
        Years years = new Years(Protection.STANDARD);
        Years.Partner debtor = years.partner(new Stream.Way(COMMISSION, 300, 0.02), NOTHING, Seed.fresh().random());
        debtor.neverPays(Protection.STANDARD.periods());
        years.play(PERIODS);
        System.out.printf("reports all, pays nothing: %d of %,d visits in %d periods%n", debtor.given, debtor.wished,
                PERIODS);
        // Its statements begin in the second period; three to six of them are five usual periods, the older ones twice.
        assertThat(debtor.here().next().mode()).isEqualTo(PairMode.PAUSED);
        assertThat(debtor.verdicts).extracting(verdict -> verdict.next().reason())
                .contains(PairReason.UNPAID_LINE_REACHED);
        assertThat(debtor.given).isLessThan(9 * 300L);
    }

    @Test
    void robotsUnderManyNamesDrawOnOnePool() {
        Years years = new Years(Protection.STANDARD);
        SplittableRandom random = Seed.fresh().random();
        for (int name = 0; name < 30; name++) {
            years.partner(new Stream.Way(BARTER, 2_000, 0), new Stream.Way(BARTER, 0, 0), random);
        }
        years.decide();
        years.partners().forEach(partner -> partner.back.send(years.now(), 1_000));
        years.play(1);
        long first = years.partners().stream().mapToLong(partner -> partner.given).sum();
        years.play(PERIODS - 1);
        long all = years.partners().stream().mapToLong(partner -> partner.given).sum();
        System.out.printf("30 names with 1,000 robots each: %d visits in the first period, %d in %d%n", first, all,
                PERIODS);
        // Four times what one may take: four orders at 2 %, and the trial credit.
        assertThat(first).isLessThanOrEqualTo(4 * (200 + 25));
        assertThat(all).isLessThanOrEqualTo(4 * (200 + 25) + 30 * 5 * 25);
    }
}
