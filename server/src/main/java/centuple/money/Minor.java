package centuple.money;

import java.math.BigInteger;

/** Arithmetic on amounts in minor units (cents). Every function is exact: it rounds once, at the end. Stateless. */
public final class Minor {
    /** The largest amount a fact may carry: ten thousand billion minor units, far below overflow in any sum we make. */
    public static final long AMOUNT_MINOR_MAX = 10_000_000_000_000L;

    private Minor() {
    }

    /**
     * The amount itself when it lies between 0 and {@link #AMOUNT_MINOR_MAX}.
     *
     * @throws ArithmeticException otherwise
     */
    public static long checked(long amountMinor) {
        if (amountMinor < 0 || amountMinor > AMOUNT_MINOR_MAX) {
            throw new ArithmeticException("amount out of range: " + amountMinor);
        }
        return amountMinor;
    }

    /**
     * {@code amount * numerator / denominator}, rounded half up, for non-negative amounts.
     *
     * @param denominator greater than zero
     */
    public static long roundHalfUp(long amount, long numerator, long denominator) {
        if (amount < 0 || numerator < 0 || denominator <= 0) {
            throw new ArithmeticException(
                    "half up needs non-negative values: " + amount + " * " + numerator + " / " + denominator);
        }
        long high = Math.multiplyHigh(amount, numerator);
        long low = amount * numerator;
        if (high == 0 && low >= 0 && low <= Long.MAX_VALUE / 4 && denominator <= Long.MAX_VALUE / 4) {
            return (2 * low + denominator) / (2 * denominator);
        }
        BigInteger twice = BigInteger.valueOf(amount).multiply(BigInteger.valueOf(numerator)).shiftLeft(1);
        BigInteger divisor = BigInteger.valueOf(denominator);
        return twice.add(divisor).divide(divisor.shiftLeft(1)).longValueExact();
    }
}
