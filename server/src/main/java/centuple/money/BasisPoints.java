package centuple.money;

/**
 * A share in hundredths of a percent, 0 to 10,000.
 *
 * @param value basis points; 10,000 is the whole
 */
public record BasisPoints(int value) {
    /** The whole: 100 %. */
    public static final int WHOLE = 10_000;

    public static final BasisPoints ZERO = new BasisPoints(0);

    public BasisPoints {
        if (value < 0 || value > WHOLE) {
            throw new IllegalArgumentException("basis points must be 0 to 10000: " + value);
        }
    }

    /**
     * This share of an amount, rounded half up.
     *
     * @param amountMinor minor units, not negative
     * @throws ArithmeticException when the amount is above {@link Minor#AMOUNT_MINOR_MAX}
     */
    public long of(long amountMinor) {
        return Minor.roundHalfUp(Minor.checked(amountMinor), value, WHOLE);
    }
}
