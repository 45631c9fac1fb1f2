package centuple.reciprocity;

import java.math.BigInteger;

/**
 * An exact fraction, in lowest terms.
 *
 * @param numerator of any sign
 * @param denominator greater than zero
 */
public record Ratio(BigInteger numerator, BigInteger denominator) {
    public Ratio {
        if (denominator.signum() <= 0) {
            throw new ArithmeticException("a denominator must be greater than zero");
        }
        BigInteger common = numerator.gcd(denominator);
        if (common.compareTo(BigInteger.ONE) > 0) {
            numerator = numerator.divide(common);
            denominator = denominator.divide(common);
        }
    }

    /** numerator / denominator, the latter greater than zero. */
    public static Ratio of(long numerator, long denominator) {
        return new Ratio(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
    }

    /** This one times itself that many times. */
    public Ratio pow(int exponent) {
        return new Ratio(numerator.pow(exponent), denominator.pow(exponent));
    }

    public double value() {
        return new java.math.BigDecimal(numerator)
                .divide(new java.math.BigDecimal(denominator), java.math.MathContext.DECIMAL64).doubleValue();
    }

    @Override
    public String toString() {
        return numerator + "/" + denominator;
    }
}
