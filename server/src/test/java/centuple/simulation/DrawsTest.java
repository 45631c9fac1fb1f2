package centuple.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DrawsTest {
    /** The first outputs of SplitMix64 for seed 1234567, as its reference code prints them. */
    @Test
    void isSplitMix64() {
        Draws draws = new Draws(1_234_567);

        assertThat(Long.toUnsignedString(draws.nextLong())).isEqualTo("6457827717110365317");
        assertThat(Long.toUnsignedString(draws.nextLong())).isEqualTo("3203168211198807973");
        assertThat(Long.toUnsignedString(draws.nextLong())).isEqualTo("9817491932198370423");
    }

    @Test
    void hasTheMeansItPromises() {
        Draws draws = new Draws(7);
        double uniform = 0;
        double exponential = 0;
        double normal = 0;
        int count = 200_000;
        for (int i = 0; i < count; i++) {
            uniform += draws.share();
            exponential += draws.exponential(3);
            normal += draws.normal();
            assertThat(draws.below(5)).isBetween(0, 4);
        }
        assertThat(uniform / count).isCloseTo(0.5, within(0.005));
        assertThat(exponential / count).isCloseTo(3, within(0.05));
        assertThat(normal / count).isCloseTo(0, within(0.02));
    }
}
