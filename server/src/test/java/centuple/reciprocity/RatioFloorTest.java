package centuple.reciprocity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import centuple.testkit.Seed;
import org.junit.jupiter.api.Test;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Odds of 100 against an honest partner come at most once in a hundred lives, however often one looks. */
class RatioFloorTest {
    private static final int LIVES = 4_000;

    @Test
    void constantAmountsGiveTheLikelihoodRatioOfPoisson() {
        var order = new Promise.Order(400, 1);
        // 10 orders due, 3 came: e^(10/2) / 2^3.
        assertThat(Math.exp(RatioFloor.againstHalf(4_000, 1_200, order))).isCloseTo(18.5516, within(1e-4));
    }

    @Test
    void whoReportsNoOrderMeetsOddsOfItsOwn() {
        var order = new Promise.Order(400, 1);
        // 6 orders due, none came: e^(6 x 0.95); one came: a twentieth of it.
        assertThat(Math.exp(RatioFloor.againstSilence(2_400, 0, order))).isCloseTo(298.867, within(1e-3));
        assertThat(Math.exp(RatioFloor.againstSilence(2_400, 1, order))).isCloseTo(14.9434, within(1e-4));
        // A third of that and two thirds of e^(6/2): the alarm at 100 needs 5.9 orders, not 9.2.
        assertThat(Math.exp(RatioFloor.againstCommission(2_400, 0, 0, order))).isCloseTo(113.013, within(1e-3));
        // Where orders differ more than usual, their mean is believed less.
        assertThat(RatioFloor.againstSilence(2_400, 0, new Promise.Order(400, 4))).isCloseTo(2.85, within(1e-9));
    }

    @Test
    void visitsAreCoins() {
        Promise visit = Promise.visits(10, 0.02);
        // (4/3)^9 (2/3)^2
        assertThat(Math.exp(RatioFloor.againstVisits(9, 2, visit, visit))).isCloseTo(5.9193, within(1e-4));
        Promise twice = Promise.visits(20, 0.02);
        // One visit worth 20 is due for two worth 10: honest 1/3, half 1/5.
        assertThat(RatioFloor.againstVisits(6, 1, visit, twice))
                .isCloseTo(6 * Math.log((4 / 5.0) / (2 / 3.0)) + Math.log((1 / 5.0) / (1 / 3.0)), within(1e-12));
    }

    @Test
    void honestPayersAreRarelyAccused() {
        Seed seed = Seed.fresh();
        SplittableRandom random = seed.random();
        for (double spread : new double[]{1, 2, 6}) {
            var order = new Promise.Order(400, spread);
            int accused = 0;
            for (int life = 0; life < LIVES; life++) {
                accused += highestOfPayer(order, random) >= Math.log(100) ? 1 : 0;
            }
            System.out.printf("floor: %.2f %% of honest payers with spread %.0f accused in 200 orders (%s)%n",
                    100.0 * accused / LIVES, spread, seed);
            // 1 % and four standard errors of the count.
            assertThat(accused).as("spread %f, %s", spread, seed).isLessThanOrEqualTo(LIVES / 100 + 26);
        }
    }

    /** Amounts of the extreme law for their spread: often nothing, rarely much. */
    private static double highestOfPayer(Promise.Order order, RandomGenerator random) {
        double given = 0;
        double returned = 0;
        int orders = 0;
        double highest = 0;
        for (int due = 0; due < 200; due++) {
            given += -Math.log1p(-random.nextDouble()) * order.meanMinor();
            highest = Math.max(highest, RatioFloor.againstCommission(given, returned, orders, order));
            returned += random.nextDouble() < 1 / order.spread() ? order.meanMinor() * order.spread() : 0;
            orders++;
        }
        return highest;
    }

    @Test
    void honestSwappersAreRarelyAccused() {
        Seed seed = Seed.fresh();
        SplittableRandom random = seed.random();
        Promise visit = Promise.visits(10, 0.02);
        int accused = 0;
        for (int life = 0; life < LIVES; life++) {
            int given = 0;
            double highest = 0;
            for (int event = 1; event <= 2_000; event++) {
                given += random.nextBoolean() ? 1 : 0;
                highest = Math.max(highest, RatioFloor.againstVisits(given, event - given, visit, visit));
            }
            accused += highest >= Math.log(100) ? 1 : 0;
        }
        System.out.printf("floor: %.2f %% of honest swappers accused in 2,000 visits (%s)%n", 100.0 * accused / LIVES,
                seed);
        assertThat(accused).as(seed.toString()).isLessThanOrEqualTo(LIVES / 100 + 26);
    }
}
