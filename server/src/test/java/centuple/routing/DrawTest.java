package centuple.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import centuple.testkit.Seed;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The law of the draw: what it draws, and the probabilities it tells. */
class DrawTest {
    private static final int DRAWS = 1_000_000;

    private final Seed seed = Seed.fresh();
    private final Draw draw = new Draw(Candidates.COUNT_MAX);

    /** Against the law itself, worked out for every ordered triple, and against a plain sampler. */
    @Test
    void aMillionDrawsFollowTheLaw() {
        double[] weights = {0.45, 0.05, 0, 0.2, 0.125, 0.175};
        Map<String, Double> law = new HashMap<>();
        law(weights, "", 1, law);
        Map<String, Long> drawn = new HashMap<>();
        Map<String, Long> plain = new HashMap<>();
        RandomGenerator random = seed.random();
        int[] indexes = new int[3];
        double[] chances = new double[3];
        for (int i = 0; i < DRAWS; i++) {
            draw.draw(weights.clone(), weights.length, random, indexes, chances);
            drawn.merge("" + indexes[0] + indexes[1] + indexes[2], 1L, Long::sum);
            plain.merge(plainly(weights, random), 1L, Long::sum);
        }
        assertThat(law).hasSize(5 * 4 * 3);
        assertThat(drawn.keySet()).isEqualTo(law.keySet());
        double againstLaw = 0;
        double againstPlain = 0;
        for (Map.Entry<String, Double> triple : law.entrySet()) {
            double expected = triple.getValue() * DRAWS;
            double found = drawn.getOrDefault(triple.getKey(), 0L);
            double other = plain.getOrDefault(triple.getKey(), 0L);
            againstLaw += (found - expected) * (found - expected) / expected;
            againstPlain += (found - other) * (found - other) / (found + other);
        }
        // 59 degrees of freedom: 126.2 is passed by chance once in a million runs.
        assertThat(againstLaw).as("against the law, " + seed).isLessThan(126.2);
        assertThat(againstPlain).as("against the plain sampler, " + seed).isLessThan(126.2);
    }

    @Test
    void theProbabilitiesToldAreThoseOfTheLaw() {
        RandomGenerator random = seed.random();
        int[] indexes = new int[3];
        double[] chances = new double[3];
        for (int round = 0; round < 20_000; round++) {
            double[] weights = random.doubles(random.nextInt(0, 9)).map(w -> w < 0.3 ? 0 : w).toArray();
            int positive = (int) Arrays.stream(weights).filter(w -> w > 0).count();
            int drawn = draw.draw(weights.clone(), weights.length, random, indexes, chances);
            assertThat(drawn).as(seed.toString()).isEqualTo(Math.min(3, positive));
            double left = Arrays.stream(weights).sum();
            for (int i = 0; i < drawn; i++) {
                assertThat(weights[indexes[i]]).as(seed.toString()).isPositive();
                assertThat(chances[i]).as(seed.toString()).isEqualTo(weights[indexes[i]] / left, within(1e-9));
                left -= weights[indexes[i]];
                weights[indexes[i]] = 0;
            }
        }
    }

    /** The positive weights lie in several blocks, some of which have none. */
    @Test
    void amongAThousandItemsAsAmongFive() {
        int[] places = {3, 31, 32, 500, 999};
        double[] few = {0.45, 0.05, 0.2, 0.125, 0.175};
        double[] weights = new double[1_000];
        for (int i = 0; i < few.length; i++) {
            weights[places[i]] = few[i];
        }
        Map<String, Double> law = new HashMap<>();
        law(few, "", 1, law);
        Map<String, Long> drawn = new HashMap<>();
        RandomGenerator random = seed.random();
        int[] indexes = new int[3];
        for (int i = 0; i < DRAWS; i++) {
            draw.draw(weights, weights.length, random, indexes, new double[3]);
            StringBuilder triple = new StringBuilder();
            for (int index : indexes) {
                int item = Arrays.binarySearch(places, index);
                weights[index] = few[item];
                triple.append(item);
            }
            drawn.merge(triple.toString(), 1L, Long::sum);
        }
        assertThat(drawn.keySet()).isEqualTo(law.keySet());
        double againstLaw = 0;
        for (Map.Entry<String, Double> triple : law.entrySet()) {
            double expected = triple.getValue() * DRAWS;
            double found = Objects.requireNonNull(drawn.get(triple.getKey()));
            againstLaw += (found - expected) * (found - expected) / expected;
        }
        assertThat(againstLaw).as("against the law, " + seed).isLessThan(126.2);
    }

    /** Blocks are only a way to find the item sooner: one that goes from weight to weight finds the same. */
    @Test
    void equalsOneThatLooksAtEveryWeight() {
        RandomGenerator random = seed.random();
        int[] indexes = new int[3];
        double[] chances = new double[3];
        for (int round = 0; round < 3_000; round++) {
            double zeros = random.nextDouble();
            double[] weights = random.doubles(random.nextInt(1, 1_001))
                    .map(w -> w < zeros ? 0 : StrictMath.pow(w, 8)).toArray();
            long points = random.nextLong();
            double[] left = weights.clone();
            int drawn = draw.draw(weights, weights.length, new SplittableRandom(points), indexes, chances);
            RandomGenerator again = new SplittableRandom(points);
            for (int position = 0; position < drawn; position++) {
                double all = Arrays.stream(left).sum();
                double point = again.nextDouble() * all;
                int index = indexes[position];
                double before = Arrays.stream(left, 0, index).sum();
                assertThat(left[index]).as(seed.toString()).isPositive();
                assertThat(point).as(seed.toString()).isBetween(before - all * 1e-12,
                        before + left[index] + all * 1e-12);
                assertThat(chances[position]).as(seed.toString()).isEqualTo(left[index] / all, within(1e-12));
                assertThat(weights[index]).isZero();
                left[index] = 0;
            }
            assertThat(Arrays.stream(left).filter(w -> w > 0).count() == 0 || drawn == 3).as(seed.toString()).isTrue();
        }
    }

    @Test
    void theLargestDoubleBelowOneDrawsTheLast() {
        RandomGenerator highest = () -> -1L;
        int[] indexes = new int[3];
        assertThat(draw.draw(new double[]{0.1, 0.2, 0.7, 0}, 4, highest, indexes, new double[3])).isEqualTo(3);
        assertThat(indexes).containsExactly(2, 1, 0);
        assertThat(draw.draw(new double[]{0, 0}, 2, highest, indexes, new double[3])).isZero();
        assertThat(draw.draw(new double[]{Double.MIN_VALUE, 1e300, 0}, 3, highest, indexes, new double[3]))
                .isEqualTo(2);
    }

    /** Every item has as many tickets as its weight in thousandths; a ticket of one already drawn is drawn again. */
    private static String plainly(double[] weights, RandomGenerator random) {
        List<Integer> out = new ArrayList<>();
        while (out.size() < 3) {
            int ticket = random.nextInt(1_000);
            int item = 0;
            while (ticket >= Math.round(weights[item] * 1_000)) {
                ticket -= (int) Math.round(weights[item] * 1_000);
                item++;
            }
            if (!out.contains(item)) {
                out.add(item);
            }
        }
        return "" + out.get(0) + out.get(1) + out.get(2);
    }

    private static void law(double[] weights, String before, double probability, Map<String, Double> law) {
        if (before.length() == 3) {
            law.put(before, probability);
            return;
        }
        double left = 0;
        for (int i = 0; i < weights.length; i++) {
            left += before.indexOf('0' + i) < 0 ? weights[i] : 0;
        }
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0 && before.indexOf('0' + i) < 0) {
                law(weights, before + i, probability * weights[i] / left, law);
            }
        }
    }
}
