package centuple.connect;

import centuple.money.Currency;
import centuple.money.Minor;

import java.math.BigDecimal;
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
        if (amount.scale() > DIGITS_MAX || amount.precision() - amount.scale() > DIGITS_MAX + 2) {
            throw new UnreadableException("an amount has too many digits");
        }
        BigDecimal minor = amount.movePointRight(currency.exponent()).setScale(0, RoundingMode.HALF_UP);
        if (minor.abs().compareTo(BigDecimal.valueOf(Minor.AMOUNT_MINOR_MAX)) > 0) {
            throw new UnreadableException("an amount is larger than we book");
        }
        return minor.longValueExact();
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
