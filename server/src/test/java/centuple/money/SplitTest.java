package centuple.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import centuple.testkit.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.SplittableRandom;

class SplitTest {
    @ParameterizedTest(name = "{0} by {1} is {2}")
    @CsvSource(delimiter = '|', textBlock = """
            # total | weights   | parts
            100     | 1 1 1     | 34 33 33
            100     | 1 1 1 0   | 34 33 33 0
            2       | 10 10 10  | 1 1 0
            500     | 333 666   | 167 333
            1       | 1 2       | 0 1
            7       | 0 0       | 0 0
            0       | 3 4       | 0 0
            10000000000000 | 10000000000000 10000000000000 | 5000000000000 5000000000000""")
    void spreadsByLargestRemainder(long total, String weights, String parts) {
        assertThat(Split.byLargestRemainder(total, numbers(weights))).isEqualTo(numbers(parts));
    }

    @Test
    void losesAndMakesNothing() {
        Seed seed = Seed.fresh();
        SplittableRandom random = seed.random();
        for (int round = 0; round < 2_000; round++) {
            long[] weights = random.longs(random.nextInt(1, 12), 0, random.nextBoolean() ? 4 : Minor.AMOUNT_MINOR_MAX)
                    .toArray();
            long sum = Arrays.stream(weights).sum();
            long total = random.nextLong(0, random.nextBoolean() ? 20 : Minor.AMOUNT_MINOR_MAX);
            long[] parts = Split.byLargestRemainder(total, weights);
            String hint = seed + ": " + total + " by " + Arrays.toString(weights);
            assertThat(Arrays.stream(parts).sum()).as(hint).isEqualTo(sum == 0 ? 0 : total);
            for (int i = 0; i < parts.length && sum > 0; i++) {
                BigDecimal exact = BigDecimal.valueOf(total).multiply(BigDecimal.valueOf(weights[i]))
                        .divide(BigDecimal.valueOf(sum), 9, RoundingMode.HALF_EVEN);
                assertThat(BigDecimal.valueOf(parts[i]).subtract(exact).abs()).as(hint)
                        .isLessThan(BigDecimal.ONE);
                if (total <= sum) {
                    assertThat(parts[i]).as(hint + ": no part is more than its weight")
                            .isLessThanOrEqualTo(weights[i]);
                }
            }
        }
    }

    @Test
    void refusesWhatIsBelowZero() {
        assertThatThrownBy(() -> Split.byLargestRemainder(-1, new long[]{1})).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Split.byLargestRemainder(1, new long[]{1, -1}))
                .isInstanceOf(ArithmeticException.class);
    }

    private static long[] numbers(String text) {
        return Arrays.stream(text.split(" ")).mapToLong(Long::parseLong).toArray();
    }
}
