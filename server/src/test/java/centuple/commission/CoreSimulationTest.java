package centuple.commission;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.ledger.Transfer;
import centuple.testkit.Seed;
import centuple.testkit.SoundBooks;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.SplittableRandom;

/**
 * A small exchange lives through random weeks: clicks, chains, orders in pieces and out of order, refunds, caps, holds,
 * statements, payments, new terms. After every step the books must be sound; the same seed must give the same books.
 */
class CoreSimulationTest {
    private static final int SEEDS = 6;
    private static final int STEPS = 300;

    @Test
    void theBooksAreSoundAfterEveryStep() {
        Seed first = Seed.fresh();
        long transfers = 0;
        for (int n = 0; n < SEEDS; n++) {
            Seed seed = first.next(n);
            SimulatedWeeks weeks = new SimulatedWeeks(seed.random());
            for (int step = 0; step < STEPS; step++) {
                String hint = seed + " step " + step + ": " + weeks.step();
                SoundBooks.require(weeks.exchange(), hint);
            }
            transfers += weeks.exchange().ledger.transfers().size();
        }
        assertThat(transfers).as(first + ": something must have happened").isGreaterThan(SEEDS * 10L);
    }

    @Test
    void theSameSeedGivesTheSameBooks() {
        Seed seed = Seed.fresh();
        assertThat(live(seed.random())).as(seed.toString()).isEqualTo(live(seed.random()));
    }

    private static List<Transfer> live(SplittableRandom random) {
        SimulatedWeeks weeks = new SimulatedWeeks(random);
        for (int step = 0; step < STEPS; step++) {
            weeks.step();
        }
        return weeks.exchange().ledger.transfers();
    }
}
