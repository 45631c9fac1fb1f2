package centuple.simulation.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import centuple.reciprocity.LineMath;
import centuple.testkit.Seed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.SplittableRandom;

/** Lines that are played do what the closed forms say. */
class VisitLineTest {
    private static final int WALKS = 20_000;

    /** An honest partner is stopped by chance: 4.6 % of pairs in 100 visits with a line of 20. */
    @ParameterizedTest
    @CsvSource({"100, 10, 0.5, 0.319727", "100, 20, 0.5, 0.046044", "100, 30, 0.5, 0.002654",
            "1000, 62, 0.5, 0.049985", "2000, 15, 0.55, 0.049289", "2000, 10, 0.55, 0.134431",
            "1000, 10, 0.6, 0.017342"})
    void honestPartnersAreStoppedAsOftenAsReckoned(int events, int line, double returned, double chance) {
        Seed seed = Seed.fresh();
        SplittableRandom random = seed.random();
        int walks = events > 500 ? WALKS / 4 : WALKS;
        int stopped = 0;
        for (int walk = 0; walk < walks; walk++) {
            Flows flows = Flows.star(1);
            Guard guard = new VisitLine(flows, new Stops(2, 0), line);
            boolean open = true;
            for (int event = 0; event < events && open; event++) {
                flows.visited(random.nextDouble() < returned ? 1 : 0);
                open = guard.lets(0, event);
            }
            stopped += open ? 0 : 1;
        }
        double deviation = Math.sqrt(chance * (1 - chance) / walks);
        assertThat((double) stopped / walks).as(seed.toString()).isCloseTo(chance, within(5 * deviation));
    }

    /** Two lines that meet serve c/(c+1), and of one-sided flow what the formula says. */
    @ParameterizedTest
    @CsvSource({"1, 1, 0.5", "5, 4, 0.5", "10, 9, 0.5", "5, 5, 0.6", "5, 5, 0.8", "50, 50, 0.6"})
    void twoLinesServe(int mine, int theirs, double given) {
        Seed seed = Seed.fresh();
        SplittableRandom random = seed.random();
        Flows flows = Flows.star(1);
        Guard there = new VisitLine(flows, new Stops(2, 2), mine);
        Guard back = new VisitLine(flows, new Stops(2, 2), theirs);
        int events = 400_000;
        int served = 0;
        for (int event = 0; event < events; event++) {
            int edge = random.nextDouble() < given ? 0 : 1;
            if ((edge == 0 ? there : back).lets(edge, event)) {
                flows.visited(edge);
                served++;
            }
        }
        assertThat((double) served / events).as(seed.toString())
                .isCloseTo(LineMath.served(mine + theirs, given), within(0.01));
    }
}
