package centuple.connect;

import centuple.money.Currency;
import centuple.money.Minor;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * Decimal amounts of platforms as minor units of one currency. Immutable, safe for all threads.
 *
 * @param currency whose exponent counts
 */
public record Amounts(Currency currency) {
    /** Digits behind the point that are read; platforms with more for taxes are rounded, half up. */
    public static final int DIGITS_MAX = 12;

    /** The currency of a text, which is a platform's code for it. */
    public static Amounts of(Payload body, String path) {
        return new Amounts(Currency.find(body.required(path))
                .orElseThrow(() -> new UnreadableException("the field " + path + " names no currency we know")));
    }

    /**
     * Minor units, half up; negative amounts stay negative.
     *
     * @throws UnreadableException when it has too many digits or is too large
     */
    public long minor(BigDecimal amount) {
        if (amount.scale() > DIGITS_MAX || (long) amount.precision() - amount.scale() > DIGITS_MAX + 2) {
            throw new UnreadableException("an amount has too many digits");
        }
        BigDecimal minor = amount.movePointRight(currency.exponent()).setScale(0, RoundingMode.HALF_UP);
        if (minor.abs().compareTo(BigDecimal.valueOf(Minor.AMOUNT_MINOR_MAX)) > 0) {
            throw new UnreadableException("an amount is larger than we book");
        }
        return minor.longValueExact();
    }

    /**
     * Sums that were given back with tax, shipping and all, as parts of the base: each takes of the base what it is of
     * the whole that was paid. They are rounded as a running sum, so that all of them together come to exactly the base
     * when all was given back, and each is the same however many follow it.
     *
     * @param baseMinor of the order, without tax and shipping
     * @param paidMinor the whole order, with both
     * @param givenBackMinor in the order in which they were given back; none negative
     * @throws UnreadableException when something was given back of nothing, or more than we book
     */
    public static long[] withoutTaxAndShipping(long baseMinor, long paidMinor, long[] givenBackMinor) {
        long[] parts = new long[givenBackMinor.length];
        BigInteger base = BigInteger.valueOf(baseMinor);
        BigInteger paid = BigInteger.valueOf(paidMinor);
        BigInteger soFar = BigInteger.ZERO;
        BigInteger taken = BigInteger.ZERO;
        for (int i = 0; i < parts.length; i++) {
            soFar = soFar.add(BigInteger.valueOf(givenBackMinor[i]));
            if (soFar.signum() > 0 && paid.signum() <= 0) {
                throw new UnreadableException("something is given back of an order that cost nothing");
            }
            BigInteger all = soFar.signum() == 0 ? soFar : halfUp(base.multiply(soFar), paid);
            BigInteger part = all.subtract(taken);
            if (part.compareTo(BigInteger.valueOf(Minor.AMOUNT_MINOR_MAX)) > 0) {
                throw new UnreadableException("an amount is larger than we book");
            }
            parts[i] = part.longValueExact();
            taken = all;
        }
        return parts;
    }

    private static BigInteger halfUp(BigInteger dividend, BigInteger divisor) {
        return dividend.shiftLeft(1).add(divisor).divide(divisor.shiftLeft(1));
    }

    /** The field as minor units; 0 where it is absent. */
    public long minor(Payload body, String path) {
        return body.decimal(path).map(this::minor).orElse(0L);
    }

    /**
     * The field as minor units.
     *
     * @throws UnreadableException where it is absent
     */
    public long requiredMinor(Payload body, String path) {
        return minor(body.decimal(path)
                .orElseThrow(() -> new UnreadableException("the field " + path + " is missing")));
    }
}
