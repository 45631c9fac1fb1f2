package centuple.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import centuple.click.TestKeys;
import centuple.link.Pair;
import centuple.link.PairRoute;
import centuple.link.PairTable;
import centuple.testkit.Seed;
import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The decision as a whole: against a plain twin on random input, and each step by itself. */
class RouterTest {
    private static final int GIVER = 77;

    private final Seed seed = Seed.fresh();
    private final Candidates candidates = new Candidates();
    private final Decision decision = new Decision();
    private final PairTable pairs = new PairTable();

    @Test
    void equalsItsPlainTwin() {
        RandomGenerator random = seed.random();
        for (int round = 0; round < 3_000; round++) {
            Scene scene = Scene.of(random, pairs);
            scene.fill(candidates);
            long drawSeed = random.nextLong();
            Router.decide(scene.question, scene.routes, candidates, new SplittableRandom(drawSeed), decision);
            Twin twin = Twin.of(scene);
            assertThat(decision.eligible()).as(seed.toString()).isEqualTo(twin.weights.size());
            for (Ineligible reason : Ineligible.values()) {
                assertThat(decision.refusals(reason)).as(reason + " " + seed)
                        .isEqualTo(twin.refusals.getOrDefault(reason, 0));
            }
            assertThat(decision.shown()).as(seed.toString()).isEqualTo(Math.min(3, twin.weights.size()));
            for (int position = 0; position < decision.shown(); position++) {
                int receiver = candidates.partner(decision.candidate(position)).pair().receiver();
                double left = twin.weights.values().stream().mapToDouble(Double::doubleValue).sum();
                assertThat(twin.weights).as("eligible and not drawn before, " + seed).containsKey(receiver);
                double weight = Objects.requireNonNull(twin.weights.remove(receiver));
                assertThat(decision.probability(position)).as(seed.toString()).isEqualTo(weight / left,
                        within(1e-9));
            }
        }
    }

    @Test
    void aDecisionAllocatesNothing() {
        RandomGenerator random = seed.random();
        List<Scene> scenes = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            scenes.add(Scene.of(random, pairs));
        }
        SplittableRandom draws = new SplittableRandom(5);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) { // the first rounds load classes
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < scenes.size(); i++) {
                Scene scene = scenes.get(i);
                candidates.clear();
                for (int at = 0; at < scene.offered.size(); at++) {
                    Offered one = scene.offered.get(at);
                    Partner partner = scene.routes.partner(one.partner.receiver());
                    if (partner != null) {
                        candidates.add(partner, at, one.same, one.proven);
                    }
                }
                Router.decide(scene.question, scene.routes, candidates, draws, decision);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).as(seed.toString()).isZero();
    }

    /** As many as fill the table of partners, with numbers that lie close together. */
    @Test
    void everyPartnerIsFoundAndNobodyElse() {
        for (int count : new int[]{1, 2, 15, 16, 1_000, 1_024}) {
            List<Partner> partners = new ArrayList<>();
            for (int place = 0; place < count; place++) {
                partners.add(new Partner(route(pairs.pair(GIVER, place * 2 - count), 1), 5, place));
            }
            GiverRoutes routes = new GiverRoutes(partners, GiverRoutes.OwnWorth.UNSET, Map.of(), new double[count]);
            for (Partner partner : partners) {
                assertThat(routes.partner(partner.receiver())).isSameAs(partner);
                assertThat(routes.partner(partner.receiver() + 1)).isNull();
            }
            assertThat(routes.receivers()).hasSize(count);
            partners.set(count - 1, new Partner(partners.getFirst().route(), 5, count - 1));
            assertThatThrownBy(
                    () -> new GiverRoutes(count == 1 ? List.of(partners.getFirst(), partners.getFirst()) : partners,
                            GiverRoutes.OwnWorth.UNSET, Map.of(), new double[count]))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void nobodyIsAskedForWhatTheGiverCanServeOrDoesNotSell() {
        GiverRoutes routes = oneRoute(1, 100, GiverRoutes.OwnWorth.UNSET);
        for (Question.OwnFeed standing : Question.OwnFeed.values()) {
            candidates.clear();
            candidates.add(partner(routes), 0, true, true);
            Router.decide(question(Reason.OUT_OF_STOCK, standing), routes, candidates, seed.random(), decision);
            assertThat(decision.shown()).isEqualTo(standing == Question.OwnFeed.CANNOT_SERVE ? 1 : 0);
        }
        assertThat(Eligibility.look(question(Reason.OUT_OF_STOCK, Question.OwnFeed.ABSENT)))
                .isEqualTo(Ineligible.NOT_IN_OWN_FEED);
        assertThat(Eligibility.look(question(Reason.OUT_OF_STOCK, Question.OwnFeed.SERVES)))
                .isEqualTo(Ineligible.GIVER_CAN_SERVE);
    }

    @Test
    void othersThanLostVisitorsAreSentOnlyWhenTheGiverSaysSo() {
        var worthTen = new GiverRoutes.OwnWorth(Map.of(Reason.OTHER_NICHE, 10L, Reason.OUT_OF_STOCK, 20L));
        assertThat(shown(Reason.OTHER_NICHE, 15, GiverRoutes.OwnWorth.UNSET)).isFalse();
        assertThat(shown(Reason.AFTER_PURCHASE, 15, GiverRoutes.OwnWorth.UNSET)).isFalse();
        assertThat(shown(Reason.WRONG_SIZE, 15, GiverRoutes.OwnWorth.UNSET)).isTrue();
        assertThat(shown(Reason.NO_DELIVERY, 0, GiverRoutes.OwnWorth.UNSET)).as("nothing is not more than nothing")
                .isFalse();
        assertThat(shown(Reason.OTHER_NICHE, 15, worthTen)).isTrue();
        assertThat(shown(Reason.OTHER_NICHE, 10, worthTen)).isFalse();
        assertThat(shown(Reason.OUT_OF_STOCK, 15, worthTen)).isFalse();
        assertThat(shown(Reason.OUT_OF_STOCK, Double.NaN, GiverRoutes.OwnWorth.UNSET)).as("in another currency")
                .isTrue();
        assertThat(shown(Reason.OTHER_NICHE, Double.NaN, worthTen)).isFalse();
    }

    @Test
    void theThrottleOfThisMomentCounts() {
        Pair one = pairs.pair(GIVER, 1);
        Pair two = pairs.pair(GIVER, 2);
        GiverRoutes routes = new GiverRoutes(
                List.of(new Partner(route(one, 1), 5, 0), new Partner(route(two, 1), 5, 1)),
                GiverRoutes.OwnWorth.UNSET, Map.of(), new double[]{0.5, 0.5});
        one.throttle(0.25);
        decide(routes, one, two);
        int first = candidates.partner(decision.candidate(0)).pair().receiver();
        assertThat(decision.probability(0)).isEqualTo(first == 1 ? 0.2 : 0.8, within(1e-12));
        one.throttle(0);
        decide(routes, one, two);
        assertThat(decision.eligible()).isEqualTo(1);
        assertThat(candidates.obstacle(0)).isEqualTo(Ineligible.THROTTLED);
        one.throttle(1);
        two.lease(0);
        decide(routes, one, two);
        assertThat(candidates.obstacle(1)).isEqualTo(Ineligible.PAIR_PAUSED);
        two.lease(Pair.UNLIMITED);
    }

    @Test
    void weightsAreThoseOfTheNearestCell() {
        double[] overall = {1, 0};
        GiverRoutes routes = new GiverRoutes(
                List.of(new Partner(route(pairs.pair(GIVER, 1), 1), 5, 0),
                        new Partner(route(pairs.pair(GIVER, 2), 1), 5, 1)),
                GiverRoutes.OwnWorth.UNSET,
                Map.of("shoes", Map.of("", new double[]{0.5, 0.5}, "FR", new double[]{0.1, 0.9})), overall);
        assertThat(routes.weights("shoes", "FR")).containsExactly(0.1, 0.9);
        assertThat(routes.weights("shoes", "DE")).containsExactly(0.5, 0.5);
        assertThat(routes.weights("shoes", "")).containsExactly(0.5, 0.5);
        assertThat(routes.weights("hats", "FR")).containsExactly(1, 0);
        assertThat(routes.partner(1)).isNotNull();
        assertThat(routes.partner(3)).isNull();
        assertThat(GiverRoutes.NONE.partner(0)).isNull();
    }

    private void decide(GiverRoutes routes, Pair... among) {
        candidates.clear();
        for (Pair pair : among) {
            candidates.add(java.util.Objects.requireNonNull(routes.partner(pair.receiver())), 0, true, true);
        }
        Router.decide(question(Reason.OUT_OF_STOCK, Question.OwnFeed.CANNOT_SERVE), routes, candidates, seed.random(),
                decision);
    }

    private boolean shown(Reason reason, double worthMinor, GiverRoutes.OwnWorth ownWorth) {
        GiverRoutes routes = oneRoute(1, worthMinor, ownWorth);
        candidates.clear();
        candidates.add(partner(routes), 0, true, true);
        Router.decide(question(reason, Question.OwnFeed.CANNOT_SERVE), routes, candidates, seed.random(), decision);
        return decision.shown() == 1;
    }

    private GiverRoutes oneRoute(int receiver, double worthMinor, GiverRoutes.OwnWorth ownWorth) {
        return new GiverRoutes(List.of(new Partner(route(pairs.pair(GIVER, receiver), 1), worthMinor, 0)), ownWorth,
                Map.of(),
                new double[]{1});
    }

    static PairRoute route(Pair pair, int termsVersion) {
        return new PairRoute(pair, termsVersion, TestKeys.ring().signingKey(pair.giver(), pair.receiver()), Set.of(),
                List.of());
    }

    private static Partner partner(GiverRoutes routes) {
        return java.util.Objects.requireNonNull(routes.partner(1));
    }

    private static Question question(Reason reason, Question.OwnFeed standing) {
        return new Question(GIVER, reason, "shoes", "FR", standing);
    }

    /** Partners in all states, and who of them has what. */
    private record Scene(Question question, GiverRoutes routes, List<Offered> offered, double ownWorthMinor,
            double[] weights) {
        static Scene of(RandomGenerator random, PairTable pairs) {
            int count = random.nextInt(0, 40);
            List<Partner> partners = new ArrayList<>();
            List<Offered> offered = new ArrayList<>();
            double[] weights = random.doubles(count).toArray();
            for (int place = 0; place < count; place++) {
                Pair pair = pairs.pair(GIVER, 1 + place * 0x1234_5677);
                pair.decide(random.nextInt(8) > 0, random.nextInt(8) == 0);
                pair.lease(random.nextInt(8) == 0 ? 0 : Pair.UNLIMITED);
                pair.throttle(random.nextInt(8) == 0 ? 0 : random.nextDouble());
                double worth = random.nextInt(10) == 0 ? Double.NaN : random.nextInt(10);
                Partner partner = new Partner(route(pair, random.nextInt(8) == 0 ? 0 : 3), worth, place);
                partners.add(partner);
                if (random.nextInt(4) > 0) {
                    offered.add(new Offered(partner, random.nextInt(4) == 0, random.nextInt(8) > 0));
                }
            }
            Reason reason = Reason.values()[random.nextInt(5)];
            Map<Reason, Long> said = random.nextBoolean() ? Map.of(reason, (long) random.nextInt(10)) : Map.of();
            double own = said.isEmpty()
                    ? reason.ordinal() < 3 ? 0 : Double.NaN
                    : Objects.requireNonNull(said.get(reason)).doubleValue();
            Question.OwnFeed standing = Question.OwnFeed.values()[random.nextInt(10) == 0 ? random.nextInt(3) : 2];
            return new Scene(new Question(GIVER, reason, "", "", standing),
                    new GiverRoutes(partners, new GiverRoutes.OwnWorth(said), Map.of(), weights), offered, own,
                    weights);
        }

        void fill(Candidates candidates) {
            candidates.clear();
            offered.forEach(one -> candidates.add(
                    java.util.Objects.requireNonNull(routes.partner(one.partner.pair().receiver())), 0, one.same,
                    one.proven));
        }
    }

    private record Offered(Partner partner, boolean same, boolean proven) {
    }

    /** The same rule, said as plainly as it can be. */
    private record Twin(Map<Integer, Double> weights, Map<Ineligible, Integer> refusals) {
        static Twin of(Scene scene) {
            Map<Integer, Double> weights = new java.util.HashMap<>();
            Map<Ineligible, Integer> refusals = new EnumMap<>(Ineligible.class);
            if (scene.question.standing() != Question.OwnFeed.CANNOT_SERVE) {
                refusals.put(scene.question.standing() == Question.OwnFeed.ABSENT
                        ? Ineligible.NOT_IN_OWN_FEED
                        : Ineligible.GIVER_CAN_SERVE, 1);
                return new Twin(weights, refusals);
            }
            boolean anySame = scene.offered.stream()
                    .anyMatch(one -> one.same && obstacle(one, scene.ownWorthMinor) == null);
            for (Offered one : scene.offered) {
                Ineligible obstacle = obstacle(one, scene.ownWorthMinor);
                if (obstacle == null && anySame && !one.same) {
                    obstacle = Ineligible.ANOTHER_HAS_IT;
                }
                if (obstacle == null) {
                    weights.put(one.partner.pair().receiver(),
                            scene.weights[one.partner.place()] * one.partner.pair().throttle());
                } else {
                    refusals.merge(obstacle, 1, Integer::sum);
                }
            }
            return new Twin(weights, refusals);
        }

        private static @org.jspecify.annotations.Nullable Ineligible obstacle(Offered one, double own) {
            if (!one.proven) {
                return Ineligible.PAGE_NOT_PROVEN;
            }
            if (one.partner.route().termsVersion() == 0) {
                return Ineligible.NO_TERMS;
            }
            if (!one.partner.pair().isOpen()) {
                return Ineligible.PAIR_PAUSED;
            }
            if (one.partner.pair().isCapReached()) {
                return Ineligible.CAP_REACHED;
            }
            double worth = one.partner.worthMinor();
            if (Double.isNaN(worth) ? own != 0 : !(worth > own)) {
                return Ineligible.NOT_WORTH_IT;
            }
            return one.partner.pair().throttle() == 0 ? Ineligible.THROTTLED : null;
        }
    }
}
