package centuple.money;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An ISO 4217 currency that has minor units.
 *
 * @param code three capital letters known to the platform
 */
public record Currency(String code) {
    private static final Set<String> KNOWN = java.util.Currency.getAvailableCurrencies().stream()
            .filter(currency -> currency.getDefaultFractionDigits() >= 0).map(java.util.Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    public Currency {
        if (!KNOWN.contains(code)) {
            throw new IllegalArgumentException("unknown currency: " + code);
        }
    }

    /** The currency of that code, or empty when there is none; lower case is accepted. */
    public static Optional<Currency> find(String code) {
        String upper = code.toUpperCase(java.util.Locale.ROOT);
        return KNOWN.contains(upper) ? Optional.of(new Currency(upper)) : Optional.empty();
    }

    /** Digits after the point: 2 for EUR, 0 for JPY, 3 for KWD. */
    public int exponent() {
        return java.util.Currency.getInstance(code).getDefaultFractionDigits();
    }

    /** The amount written with its point and code, such as {@code 12.34 EUR}. */
    public String format(long amountMinor) {
        return java.math.BigDecimal.valueOf(amountMinor, exponent()).toPlainString() + " " + code;
    }

    @Override
    public String toString() {
        return code;
    }
}
