package centuple.money;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Splits an amount without losing or making a cent. Stateless. */
public final class Split {
    private Split() {
    }

    /**
     * Splits {@code totalMinor} in proportion to the weights by largest remainder: each part is its exact share rounded
     * down, and the cents left over go to the largest remainders, the earlier part first where they tie.
     *
     * @param totalMinor not negative
     * @param weights none negative
     * @return parts that sum to the total; all zero when every weight is zero
     */
    public static long[] byLargestRemainder(long totalMinor, long[] weights) {
        if (totalMinor < 0 || Arrays.stream(weights).anyMatch(weight -> weight < 0)) {
            throw new ArithmeticException("split needs a non-negative total and weights");
        }
        BigInteger sum = Arrays.stream(weights).mapToObj(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
        long[] parts = new long[weights.length];
        if (sum.signum() == 0) {
            return parts;
        }
        BigInteger[] remainders = new BigInteger[weights.length];
        long left = totalMinor;
        for (int i = 0; i < weights.length; i++) {
            BigInteger[] share = BigInteger.valueOf(totalMinor).multiply(BigInteger.valueOf(weights[i]))
                    .divideAndRemainder(sum);
            parts[i] = share[0].longValueExact();
            remainders[i] = share[1];
            left -= parts[i];
        }
        IntStream.range(0, weights.length).boxed().sorted(Comparator.comparing((Integer i) -> remainders[i]).reversed())
                .limit(left).forEach(i -> parts[i]++);
        return parts;
    }
}
