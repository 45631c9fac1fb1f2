package centuple.link;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.testkit.Seed;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** An allowance is never used twice, whoever takes and whoever leases meanwhile. */
class PairTest {
    private final Pair pair = new PairTable(0).pair(1, 2);

    @Test
    void nothingGoesBeforeTheFirstLease() {
        assertThat(pair.isOpen()).isFalse();
        assertThat(pair.takeVisit()).isFalse();
        assertThat(pair.allowanceVisits()).isZero();
        pair.lease(1);
        assertThat(pair.takeVisit()).isTrue();
        assertThat(pair.takeVisit()).isFalse();
    }

    @Test
    void whatIsTakenWhileALeaseIsReckonedIsNotGrantedAgain() {
        pair.lease(10);
        for (int visit = 0; visit < 4; visit++) {
            assertThat(pair.takeVisit()).isTrue();
        }
        long known = pair.takenVisits();
        assertThat(pair.takeVisit()).isTrue();
        assertThat(pair.takeVisit()).isTrue();
        pair.lease(6, known);
        assertThat(pair.allowanceVisits()).isEqualTo(4);
        pair.lease(6, known);
        assertThat(pair.allowanceVisits()).as("the same lease once more").isEqualTo(4);
    }

    @Test
    void whatIsHeldIsWhatMayStillGoAndWhatIsNotKnown() {
        pair.lease(10);
        for (int visit = 0; visit < 4; visit++) {
            assertThat(pair.takeVisit()).isTrue();
        }
        pair.visitWritten(true);
        pair.visitWritten(true);
        pair.visitWritten(false);
        assertThat(pair.keptVisits()).isEqualTo(2);
        assertThat(pair.lostVisits()).isOne();
        assertThat(pair.heldVisits(0)).isEqualTo(10);
        assertThat(pair.heldVisits(2)).isEqualTo(8);
        pair.lease(1, 2);
        assertThat(pair.heldVisits(2)).as("taken beyond the new lease").isEqualTo(2);
        pair.lease(Pair.UNLIMITED);
        assertThat(pair.heldVisits(3)).as("without a line").isEqualTo(1);
    }

    @Test
    void aLowerLeaseStopsAndNoLineCountsOn() {
        pair.lease(Pair.UNLIMITED);
        for (int visit = 0; visit < 100; visit++) {
            assertThat(pair.takeVisit()).isTrue();
        }
        assertThat(pair.allowanceVisits()).isEqualTo(Pair.UNLIMITED);
        pair.lease(5, 90);
        assertThat(pair.isOpen()).isFalse();
        assertThat(pair.allowanceVisits()).isZero();
    }

    @Test
    void manyTakersGetExactlyWhatIsLeased() throws Exception {
        Seed seed = Seed.fresh();
        SplittableRandom random = seed.random();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long granted = 0;
            long taken = 0;
            for (int round = 0; round < 20; round++) {
                long more = random.nextInt(2_000);
                granted += more;
                // All that is left, and more, as of what was taken by then.
                pair.lease(granted - pair.takenVisits(), pair.takenVisits());
                List<Callable<Integer>> takers = IntStream.range(0, 64).<Callable<Integer>>mapToObj(_ -> () -> {
                    int mine = 0;
                    while (mine < 40 && pair.takeVisit()) {
                        mine++;
                    }
                    return mine;
                }).toList();
                for (Future<Integer> each : threads.invokeAll(takers)) {
                    taken += each.get();
                }
                assertThat(taken).as(seed.toString()).isLessThanOrEqualTo(granted);
            }
            assertThat(pair.takenVisits()).as(seed.toString()).isEqualTo(taken);
            assertThat(pair.allowanceVisits()).as(seed.toString()).isEqualTo(granted - taken);
        }
    }
}
