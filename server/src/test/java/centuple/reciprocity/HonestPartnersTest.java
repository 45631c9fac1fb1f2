package centuple.reciprocity;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.testkit.Seed;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A/A: partners who keep what they declared are paused in at most 5 % of their periods, over 24 periods from the first
 * day on. A giver has ten partners, all of them new, each with the flow of a small shop.
 */
class HonestPartnersTest {
    private static final int PERIODS = 24;
    private static final int PARTNERS = 10;
    private static final int GIVERS = 5;

    @Test
    void atMostFivePercentOfHonestPeriodsArePaused() {
        Seed seed = Seed.fresh();
        List<String> table = new ArrayList<>();
        double worst = 0;
        long paused = 0;
        long all = 0;
        for (boolean paid : new boolean[]{false, true}) {
            for (double conversion : new double[]{0.005, 0.02, 0.05}) {
                for (int visits : new int[]{20, 60, 150, 300}) {
                    Shares shares = play(visits, conversion, paid, seed);
                    table.add(String.format(Locale.ROOT,
                            "%-8s conversion %.1f %%  %3d visits a period: paused %.1f %%, throttled %.1f %%",
                            paid ? "commission" : "barter", conversion * 100, visits, shares.pausedPercent(),
                            shares.throttledPercent()));
                    worst = Math.max(worst, shares.pausedPercent());
                    paused += shares.paused;
                    all += shares.periods;
                }
            }
        }
        System.out.printf("honest partners over %d periods (%s):%n%s%nall: paused %.1f %%%n", PERIODS, seed,
                String.join("\n", table), 100.0 * paused / all);
        assertThat(100.0 * paused / all).as(seed.toString()).isLessThanOrEqualTo(5);
        // Each cell is a sample of 50 partners: its own limit leaves room for chance.
        assertThat(worst).as(seed.toString()).isLessThanOrEqualTo(8);
    }

    private static Shares play(int visits, double conversion, boolean paid, Seed seed) {
        Promise promise = paid
                ? Promise.commission(Math.round(4_000 * conversion), new Promise.Order(4_000, 2))
                : Promise.visits(10, conversion);
        Stream.Way way = new Stream.Way(promise, visits, conversion);
        SplittableRandom random = seed.random();
        long paused = 0;
        long throttled = 0;
        for (int giver = 0; giver < GIVERS; giver++) {
            Years years = new Years(Protection.STANDARD);
            for (int partner = 0; partner < PARTNERS; partner++) {
                years.partner(way, way, random);
            }
            years.play(PERIODS);
            for (Years.Partner partner : years.partners()) {
                paused += partner.paused();
                throttled += partner.throttled();
            }
        }
        return new Shares(paused, throttled, (long) GIVERS * PARTNERS * PERIODS);
    }

    private record Shares(long paused, long throttled, long periods) {
        double pausedPercent() {
            return 100.0 * paused / periods;
        }

        double throttledPercent() {
            return 100.0 * throttled / periods;
        }
    }
}
