package centuple.redirect;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.click.VisitClass;
import centuple.link.LinkSnapshot;
import centuple.link.Pair;
import centuple.link.PairTable;
import centuple.shop.ShopId;
import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

class VisitClassifierTest {
    private static final long NOON = 1_795_435_200_000L; // 2026-11-23T12:00Z
    private static final long DAY = 86_400_000;
    private static final VisitClassifier.Limits LIMITS = new VisitClassifier.Limits(10_000, 1_000, 3, 600_000);

    private final PairTable pairs = new PairTable();
    private final Pair pair = pairs.pair(1, 2);
    private final VisitClassifier classifier = new VisitClassifier(LIMITS, new Random(1));

    @Test
    void aPersonCountsOncePerPairAndDay() {
        assertThat(classify(pair, 1, NOON)).isEqualTo(VisitClass.COUNTED);
        assertThat(classify(pair, 1, NOON + DAY / 3)).isEqualTo(VisitClass.REPEAT);
        assertThat(classify(pairs.pair(2, 1), 1, NOON)).isEqualTo(VisitClass.COUNTED);
        assertThat(classify(pairs.pair(1, 3), 1, NOON)).isEqualTo(VisitClass.COUNTED);
        assertThat(classify(pair, 2, NOON + DAY / 3)).isEqualTo(VisitClass.COUNTED);
        assertThat(classify(pair, 1, NOON + DAY)).isEqualTo(VisitClass.COUNTED);
    }

    @Test
    void anotherBrowserBehindTheSameAddressIsAnotherPerson() {
        assertThat(classifier.classify(pair, address(1, 1), 10, NOON)).isEqualTo(VisitClass.COUNTED);
        assertThat(classifier.classify(pair, address(1, 1), 11, NOON)).isEqualTo(VisitClass.COUNTED);
    }

    @Test
    void theDayTurnsAtMidnightUtcAndDoesNotTurnBack() {
        long midnight = NOON + DAY / 2;
        assertThat(classify(pair, 1, midnight - 1)).isEqualTo(VisitClass.COUNTED);
        assertThat(classify(pair, 1, midnight)).isEqualTo(VisitClass.COUNTED);
        assertThat(classify(pair, 1, midnight - 1)).isEqualTo(VisitClass.REPEAT);
    }

    @Test
    void aPrefixHasItsRateAndGetsANewOneWithTheWindow() {
        for (int host = 1; host <= 3; host++) {
            assertThat(classifier.classify(pair, address(9, host), host, NOON)).isEqualTo(VisitClass.COUNTED);
        }
        assertThat(classifier.classify(pair, address(9, 4), 4, NOON)).isEqualTo(VisitClass.RATE);
        assertThat(classifier.classify(pair, address(8, 4), 4, NOON)).isEqualTo(VisitClass.COUNTED);
        assertThat(classifier.classify(pair, address(9, 4), 4, NOON + 600_000)).isEqualTo(VisitClass.COUNTED);
    }

    @Test
    void whoHasHadManyIsRememberedWhoeverElseComes() {
        PrefixRates rates = new PrefixRates(64, 99);
        for (int visit = 0; visit < 5; visit++) {
            assertThat(rates.takeVisit(0, 7, 1_000, 5)).isTrue();
        }
        for (long prefix = 100; prefix < 100_000; prefix++) {
            rates.takeVisit(0, prefix, 1_000, 5);
        }
        assertThat(rates.takeVisit(0, 7, 1_000, 5)).isFalse();
        assertThat(rates.takeVisit(1, 7, 1_000, 5)).as("a rate for something else").isTrue();
    }

    @Test
    void beyondTheCapVisitsAreCapped() {
        pairs.decide(List.of(new LinkSnapshot.PairRow(new ShopId(1), new ShopId(2), true, true)));
        assertThat(classify(pair, 1, NOON)).isEqualTo(VisitClass.CAPPED);
        pairs.decide(List.of());
        assertThat(classify(pair, 1, NOON)).isEqualTo(VisitClass.COUNTED);
    }

    @Test
    void ofManyThreadsWithTheSamePersonOneCounts() throws ExecutionException, InterruptedException {
        VisitClassifier wide = new VisitClassifier(new VisitClassifier.Limits(10_000, 1_000, 60_000, 600_000),
                new Random(2));
        int persons = 2_000;
        Callable<Integer> loop = () -> {
            int counted = 0;
            for (int person = 0; person < persons; person++) {
                // Half before, half after midnight, so that the day turns under load.
                long at = NOON + (person < persons / 2 ? 0 : DAY);
                if (wide.classify(pair, address(person % 200, person), person, at) == VisitClass.COUNTED) {
                    counted++;
                }
            }
            return counted;
        };
        int counted = 0;
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (Future<Integer> future : threads.invokeAll(List.of(loop, loop, loop, loop, loop, loop, loop, loop))) {
                counted += future.get();
            }
        }
        // A thread that is a day behind the others looks its first half up in the new day, where they count anew.
        assertThat(counted).isBetween(persons, persons + persons / 2);
    }

    @Test
    void theTableAgreesWithASetUntilItIsFull() {
        long seed = 77;
        Random random = new Random(seed);
        SeenPersons seen = new SeenPersons(5_000);
        Set<Long> set = new HashSet<>();
        for (int round = 0; round < 10_000; round++) {
            long hash = new SipHash(1, 2).word(random.nextInt(5_000)).finish();
            assertThat(seen.add(hash)).as("seed %s round %s", seed, round).isEqualTo(set.add(hash));
        }
    }

    @Test
    void aFullTableKeepsItsSizeAndStillSeesImmediateRepeats() {
        SeenPersons seen = new SeenPersons(100);
        for (int round = 0; round < 50_000; round++) {
            long hash = new SipHash(3, 4).word(round).finish();
            seen.add(hash);
            assertThat(seen.add(hash)).isFalse();
        }
        assertThat(seen.add(0)).isTrue();
        assertThat(seen.add(0)).isFalse();
    }

    @Test
    void aFloodOfPrefixesDoesNotBlockTheNext() {
        PrefixRates rates = new PrefixRates(64, 99);
        for (long prefix = 0; prefix < 100_000; prefix++) {
            assertThat(rates.takeVisit(0, prefix, 1_000, 5)).isTrue();
        }
        for (int visit = 0; visit < 5; visit++) {
            assertThat(rates.takeVisit(0, 7, 2_000, 5)).isTrue();
        }
        assertThat(rates.takeVisit(0, 7, 2_000, 5)).isFalse();
        assertThat(rates.takeVisit(0, 7, 2_000L + (1L << 24), 5)).as("window numbers wrap").isFalse();
        assertThat(rates.takeVisit(0, 7, 2_001, 5)).isTrue();
    }

    private VisitClass classify(Pair to, int person, long nowMillis) {
        return classifier.classify(to, address(person, 1), 5, nowMillis);
    }

    private static IpAddress address(int network, int host) {
        return IpAddress.of(new byte[]{10, (byte) (network >> 8), (byte) network, (byte) host});
    }
}
