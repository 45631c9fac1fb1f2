package centuple.routing.weight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.Arrays;

/** Known answers: the delayed conversions of Chapelle's model, and Efron and Morris's baseball players. */
class DelayAndShrinkageTest {
    private static final ConversionDelay WEEK = new ConversionDelay(7);

    @Test
    void theShareOfOrdersThatHaveComeByAnAge() {
        double[] ages = {1, 3, 7, 14, 21, 30};
        double[] shares = {.133122, .348561, .632121, .864665, .950213, .986236};
        for (int i = 0; i < ages.length; i++) {
            assertThat(WEEK.arrived(ages[i])).isEqualTo(shares[i], within(1e-6));
        }
        assertThat(WEEK.arrived(0)).isZero();
        assertThat(WEEK.arrived(-1)).as("a clock that went back").isZero();
    }

    @Test
    void withoutTheCorrectionAMonthLooksAQuarterTooBad() {
        int parts = 300_000;
        double seen = 0;
        for (int i = 0; i < parts; i++) {
            seen += WEEK.arrived(30 * (i + 0.5) / parts);
        }
        assertThat(seen / parts).isEqualTo(.769878, within(1e-6));
    }

    @Test
    void fiveBatchesCorrected() {
        double[] ages = {1, 3, 7, 14, 30};
        long orders = 4 + 10 + 19 + 26 + 30;
        double ripe = Arrays.stream(ages).map(age -> WEEK.ripeVisits(1_000, age)).sum();
        assertThat(ripe).isEqualTo(2964.7045, within(1e-4));
        assertThat(orders / ripe).isEqualTo(.0300199, within(1e-7));
        assertThat(orders / 5_000.0).as("as it would look without").isEqualTo(.0178, within(1e-9));
        assertThat(Conversions.of(orders, ripe)).isEqualTo(new Conversions(1 + 89, 1 + ripe - 89));
    }

    @Test
    void aMeanDelayIsBelievedFromThirtyOrdersOn() {
        assertThat(ConversionDelay.of(29, 2).meanDays()).isEqualTo(7);
        assertThat(ConversionDelay.of(30, 2).meanDays()).isEqualTo(2);
        assertThat(ConversionDelay.of(30, 0).meanDays()).isEqualTo(7);
        assertThat(ConversionDelay.of(30, 1e9).meanDays()).isEqualTo(90);
    }

    @Test
    void moreOrdersThanRipeVisitsMakeNoNegativeCount() {
        assertThat(Conversions.of(3, 1)).isEqualTo(new Conversions(4, 1));
        assertThat(Conversions.expecting(0.5)).isEqualTo(Conversions.UNKNOWN);
        assertThat(Conversions.expecting(0.02).mean()).isEqualTo(0.02, within(1e-12));
    }

    @Test
    void eighteenPlayersShrunk() {
        double[] hits = {18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7};
        double[] rates = Arrays.stream(hits).map(hit -> hit / 45).toArray();
        double mean = Arrays.stream(rates).average().orElseThrow();
        double variance = mean * (1 - mean) / 45;
        double kept = Shrinkage.kept(rates, variance);
        assertThat(mean).isEqualTo(.265432, within(1e-6));
        assertThat(Math.sqrt(variance)).isEqualTo(.065824, within(1e-6));
        assertThat(kept).isEqualTo(.211653, within(1e-6));
        double[] shrunk = Shrinkage.rates(hits, filled(18, 45));
        assertThat(shrunk[0]).isEqualTo(.293914, within(1e-6));
        assertThat(shrunk[17]).isEqualTo(.242176, within(1e-6));
        // What the eighteen hit in the rest of the season.
        double[] truth = {.346, .298, .276, .222, .273, .270, .263, .210, .269, .230, .264, .256, .303, .264, .226,
                .285, .316, .200};
        assertThat(squaredErrors(rates, truth)).isEqualTo(.075317, within(2e-3));
        assertThat(squaredErrors(rates, truth) / squaredErrors(shrunk, truth)).isEqualTo(3.5349, within(0.1));
    }

    @Test
    void fewPartnersAllHaveTheMeanAndUnknownOnesToo() {
        assertThat(Shrinkage.rates(new double[]{1, 0, 0}, new double[]{10, 10, 0})).containsOnly(0.05);
        assertThat(Shrinkage.rates(new double[]{0, 0}, new double[]{0, 0})).containsOnly(0);
        assertThat(Shrinkage.rates(new double[0], new double[0])).isEmpty();
    }

    @Test
    void whoHasManyOrdersKeepsMoreOfItsOwnRate() {
        double[] rates = Shrinkage.rates(new double[]{5, 500, 20, 0, 30}, new double[]{10, 1_000, 1_000, 50, 1_000});
        double mean = 555.0 / 3_060;
        assertThat(rates[0]).as("5 of 10").isBetween(mean, 0.5);
        assertThat(rates[1]).as("500 of 1,000").isBetween(rates[0], 0.5);
        assertThat(rates[3]).as("none of 50").isBetween(0.0, mean);
    }

    private static double[] filled(int length, double value) {
        double[] all = new double[length];
        Arrays.fill(all, value);
        return all;
    }

    private static double squaredErrors(double[] estimates, double[] truth) {
        double sum = 0;
        for (int i = 0; i < truth.length; i++) {
            sum += (estimates[i] - truth[i]) * (estimates[i] - truth[i]);
        }
        return sum;
    }
}
