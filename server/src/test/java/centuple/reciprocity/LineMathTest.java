package centuple.reciprocity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import centuple.testkit.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.SplittableRandom;

/** The closed forms against values that were reckoned elsewhere, and against walks that are played. */
class LineMathTest {
    @ParameterizedTest
    @CsvSource({"1, 1, 1/2", "9, 1, 9/10", "19, 1, 19/20", "99, 1, 99/100", "1, 2, 1/4", "2, 2, 4/9", "3, 3, 27/64"})
    void aLineServes(int width, int lines, String share) {
        assertThat(LineMath.served(width, lines)).hasToString(share);
    }

    @ParameterizedTest
    @CsvSource({"0.90, 9", "0.95, 19", "0.99, 99", "0, 0"})
    void widthForAShare(double share, int width) {
        assertThat(LineMath.widthFor(share)).isEqualTo(width);
    }

    @ParameterizedTest
    @CsvSource({"10, 0.5, 0.909091", "10, 0.6, 0.795322", "10, 0.4, 0.795322", "10, 0.8, 0.400000",
            "100, 0.6, 0.800000", "100000, 0.999, 0.002"})
    void aWiderLineDoesNotCureOneSidedFlow(int width, double given, double share) {
        assertThat(LineMath.served(width, given)).isCloseTo(share, within(5e-7));
        assertThat(share).isLessThanOrEqualTo(LineMath.servedAtMost(given) + 1e-9);
    }

    @ParameterizedTest
    @CsvSource({"100, 10, 0.319727", "100, 20, 0.046044", "100, 30, 0.002654", "1000, 62, 0.049985",
            "10000, 196, 0.050002", "1, 1, 0.5", "2, 1, 0.5", "2, 2, 0.25", "3, 1, 0.625", "3, 2, 0.25", "3, 3, 0.125"})
    void honestPartnersAreStopped(int events, int line, double chance) {
        assertThat(LineMath.falseStop(events, line)).isCloseTo(chance, within(5e-7));
    }

    @ParameterizedTest
    @CsvSource({"0.55, 15, 0.049289", "0.55, 10, 0.134431", "0.6, 10, 0.017342", "0.5, 10, 1", "0.3, 5, 1"})
    void everStopped(double returned, int line, double chance) {
        assertThat(LineMath.everStopped(returned, line)).isCloseTo(chance, within(5e-7));
    }

    @Test
    void aPlayedWalkIsStoppedAsOftenAsReckoned() {
        Seed seed = Seed.fresh();
        SplittableRandom random = seed.random();
        int events = 1 + random.nextInt(60);
        int line = 1 + random.nextInt(10);
        int stopped = 0;
        for (int walk = 0; walk < 40_000; walk++) {
            int balance = 0;
            int highest = 0;
            for (int event = 0; event < events; event++) {
                balance += random.nextBoolean() ? 1 : -1;
                highest = Math.max(highest, balance);
            }
            stopped += highest >= line ? 1 : 0;
        }
        assertThat(stopped / 40_000.0).as("%s events %d line %d", seed, events, line)
                .isCloseTo(LineMath.falseStop(events, line), within(0.0125));
    }

    @Test
    void sizesHaveALimit() {
        assertThatThrownBy(() -> LineMath.served(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LineMath.falseStop(LineMath.SIZE_MAX + 1, 3))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LineMath.widthFor(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LineMath.widthFor(0.9999999)).isInstanceOf(IllegalArgumentException.class);
    }
}
