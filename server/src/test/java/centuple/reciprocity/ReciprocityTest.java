package centuple.reciprocity;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.shop.ShopId;
import centuple.testkit.Seed;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;

/** What holds for verdicts whatever the facts are. */
class ReciprocityTest {
    private static final Reciprocity RECIPROCITY = new Reciprocity(Protection.STANDARD);
    private static final Instant DAY_0 = Protection.STANDARD.periods().start(700);

    @Test
    void verdictsDependOnFactsAndNotOnTheirOrder() {
        Seed seed = Seed.fresh();
        SplittableRandom random = seed.random();
        List<Reciprocity.Partner> partners = new ArrayList<>();
        for (int shop = 1; shop <= 12; shop++) {
            partners.add(new Reciprocity.Partner(facts(shop, random), null, seat(random)));
        }
        List<Verdict> first = RECIPROCITY.decide(partners, DAY_0);
        List<Reciprocity.Partner> later = new ArrayList<>();
        for (int i = 0; i < partners.size(); i++) {
            Reciprocity.Seat seat = random.nextInt(6) == 0 ? seat(random) : partners.get(i).seat();
            later.add(new Reciprocity.Partner(facts(i + 1, random), first.get(i).next(), seat));
        }
        Instant then = DAY_0.plus(Duration.ofDays(random.nextInt(90)));
        List<Verdict> straight = new ArrayList<>(RECIPROCITY.decide(later, then));
        Collections.shuffle(later, new Random(seed.value()));
        List<Verdict> shuffled = new ArrayList<>(RECIPROCITY.decide(later, then));
        straight.sort(java.util.Comparator.comparing(verdict -> verdict.pair().receiver()));
        shuffled.sort(java.util.Comparator.comparing(verdict -> verdict.pair().receiver()));
        assertThat(shuffled).as(seed.toString()).isEqualTo(straight);
    }

    @Test
    void looksInBetweenChangeNothingWhenNothingHappened() {
        Seed seed = Seed.fresh();
        SplittableRandom random = seed.random();
        PairFacts facts = facts(1, random);
        Verdict verdict = look(facts, null, DAY_0);
        for (int look = 0; look < 5; look++) {
            Verdict again = look(facts, verdict.next(), DAY_0.plusSeconds(60L * look));
            assertThat(again.changed()).as(seed.toString()).isFalse();
            assertThat(again.figures()).as(seed.toString()).isEqualTo(verdict.figures());
            verdict = again;
        }
    }

    @Test
    void whatIsNotReturnedNeverOutgrowsTheTrial() {
        Seed seed = Seed.fresh();
        SplittableRandom random = seed.random();
        Promise promise = Promise.visits(1 + random.nextInt(50), 0.005 + random.nextDouble() / 5);
        long given = 0;
        PairState state = null;
        for (int day = 0; day < 900; day++) {
            PairFacts facts = new PairFacts(pair(1),
                    new PairFacts.Way(promise, new Totals(given, given, 0, 0)),
                    new PairFacts.Way(promise, Totals.NOTHING), PairFacts.Debt.NONE, PairFacts.Wish.NONE);
            Verdict verdict = look(facts, state, DAY_0.plus(Duration.ofDays(day)));
            assertThat(verdict.figures().line()).as("%s day %d", seed, day).isEqualTo(25 * promise.valueMinor());
            assertThat(verdict.figures().stake()).as("%s day %d", seed, day)
                    .isLessThanOrEqualTo(verdict.figures().line());
            given += Math.min(random.nextInt(40), verdict.visitsLeft(promise.valueMinor()));
            state = verdict.next();
        }
        assertThat(given).as(seed.toString()).isLessThanOrEqualTo(51);
    }

    @Test
    void pausesLast0124MorePeriodsAndBeginAnewAfterOneWithout() {
        var count = new PairState.Count(10, PairState.Marks.of(facts(1, new SplittableRandom(1))), null, 0, false);
        List<Long> until = new ArrayList<>();
        for (int repeat = 0; repeat < 5; repeat++) {
            PairState.Count paused = count.pause(10);
            long last = Objects.requireNonNull(paused.pausedUntil());
            until.add(last - 11);
            assertThat(paused.lift().pause(10).pausedUntil()).as("again in the same period")
                    .isGreaterThanOrEqualTo(last);
            count = new PairState.Count(10, count.zero(), null, paused.repeats(), false);
        }
        assertThat(until).containsExactly(0L, 1L, 2L, 4L, 8L);
    }

    @Test
    void leasesNeverSumToMoreThanIsLeft() {
        Seed seed = Seed.fresh();
        SplittableRandom random = seed.random();
        for (int i = 0; i < 1_000; i++) {
            int nodes = 1 + random.nextInt(9);
            long left = random.nextLong(100);
            long sum = 0;
            for (int place = 0; place < nodes; place++) {
                sum += Leases.part(left, nodes, place);
            }
            assertThat(sum).as("%s left %d nodes %d", seed, left, nodes).isEqualTo(left);
        }
        assertThat(Leases.part(Long.MAX_VALUE, 3, 1)).isEqualTo(Long.MAX_VALUE);
    }

    private static Verdict look(PairFacts facts, @org.jspecify.annotations.Nullable PairState last, Instant now) {
        return RECIPROCITY.decide(List.of(new Reciprocity.Partner(facts, last)), now).getFirst();
    }

    private static PairFacts facts(int shop, SplittableRandom random) {
        Promise visits = Promise.visits(1 + random.nextInt(30), 0.005 + random.nextDouble() / 5);
        Promise paid = Promise.commission(1 + random.nextInt(30), new Promise.Order(1 + random.nextInt(900), 2));
        return new PairFacts(pair(shop),
                new PairFacts.Way(random.nextBoolean() ? paid : visits, totals(random)),
                new PairFacts.Way(random.nextBoolean() ? paid : visits, totals(random)),
                new PairFacts.Debt(random.nextInt(9_000), 0), new PairFacts.Wish(random.nextInt(9) == 0, null));
    }

    private static Reciprocity.Seat seat(SplittableRandom random) {
        String currency = random.nextBoolean() ? "EUR" : "JPY";
        return new Reciprocity.Seat(random.nextInt(6), currency, random.nextBoolean() ? currency : "",
                random.nextInt(4) == 0);
    }

    private static Totals totals(SplittableRandom random) {
        long visits = random.nextInt(400);
        return new Totals(visits, visits * random.nextDouble(), random.nextInt(4_000), random.nextInt(6));
    }

    private static PairFacts.Pair pair(int shop) {
        return new PairFacts.Pair(new ShopId(1000), new ShopId(shop));
    }
}
