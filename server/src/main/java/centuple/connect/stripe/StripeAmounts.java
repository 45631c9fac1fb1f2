package centuple.connect.stripe;

import centuple.connect.Amounts;
import centuple.connect.Payload;
import centuple.connect.UnreadableException;
import centuple.money.Currency;
import centuple.money.Minor;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Set;

/**
 * Stripe's whole numbers as minor units. Stripe counts most currencies in hundredths, some in whole units and some in
 * thousandths, and in a few cases not as ISO 4217 does. Source: docs.stripe.com/currencies. Immutable, safe for all
 * threads.
 */
record StripeAmounts(Amounts amounts) {
    /** Whole units; ISO 4217 agrees but for MGA. */
    private static final Set<String> WHOLE = Set.of("BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG",
            "RWF", "VND", "VUV", "XAF", "XOF", "XPF");
    /** Thousandths, of which Stripe wants the last digit to be 0. */
    private static final Set<String> THOUSANDTHS = Set.of("BHD", "JOD", "KWD", "OMR", "TND");
    /** Stripe's pages say both that it counts whole units and that it counts hundredths; that is not guessed. */
    private static final String UNCLEAR = "UGX";
    /** Hundredths that nobody pays in; amounts are so large that they are counted in whole units. */
    private static final Set<String> LARGE = Set.of("COP", "IDR");

    private static final int PLACES_USUAL = 2;
    /** A hundred times what is booked, so that hundredths may be whole units. */
    private static final BigDecimal NUMBER_MAX = BigDecimal.valueOf(100 * Minor.AMOUNT_MINOR_MAX);

    static StripeAmounts of(Payload object) {
        Amounts amounts = Amounts.of(object, "currency");
        String code = amounts.currency().code();
        boolean isUnknown = amounts.currency().exponent() > PLACES_USUAL && !THOUSANDTHS.contains(code);
        if (code.equals(UNCLEAR) || isUnknown) {
            throw new UnreadableException("how Stripe counts amounts in " + code
                    + " is not known here for certain; report this order by POST /v1/orders");
        }
        return new StripeAmounts(amounts);
    }

    Currency currency() {
        return amounts.currency();
    }

    /** Minor units of a field; 0 where it is absent. */
    long minor(Payload object, String path) {
        return object.has(path) ? requiredMinor(object, path) : 0;
    }

    /** Minor units of a field that must be there. */
    long requiredMinor(Payload object, String path) {
        return amounts.minor(number(object, path).movePointLeft(places()));
    }

    /**
     * What was paid or given back, as units that can be counted off each other: Stripe's own numbers.
     *
     * @throws UnreadableException when there are more than a line may have
     */
    int units(Payload object, String path) {
        BigDecimal number = number(object, path);
        BigDecimal units = LARGE.contains(currency().code())
                ? number.movePointLeft(places()).setScale(0, RoundingMode.HALF_UP)
                : number;
        if (units.signum() < 0 || units.compareTo(BigDecimal.valueOf(StripePlatform.UNITS_MAX)) > 0) {
            throw new UnreadableException("the field " + path + " is negative or too large to count refunds by; "
                    + "report this order by POST /v1/orders");
        }
        return units.intValueExact();
    }

    private int places() {
        String code = currency().code();
        return WHOLE.contains(code) ? 0 : THOUSANDTHS.contains(code) ? 3 : PLACES_USUAL;
    }

    private static BigDecimal number(Payload object, String path) {
        object.required(path);
        BigDecimal number = object.decimal(path).orElse(BigDecimal.ZERO);
        if (number.abs().compareTo(NUMBER_MAX) > 0 || number.stripTrailingZeros().scale() > 0) {
            throw new UnreadableException("the field " + path + " is not a whole number, or too large");
        }
        return number;
    }
}
