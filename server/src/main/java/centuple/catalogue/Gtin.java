package centuple.catalogue;

/**
 * The number of a trade item (GTIN-8, -12, -13, -14; GS1 General Specifications, sections 1.4 and 7.9), as a {@code
 * long} of at most 14 digits: the shorter forms are the same number with zeros in front. Stateless.
 */
public final class Gtin {
    /** No GTIN. */
    public static final long NONE = 0;

    private static final int DIGITS = 14;
    private static final long GTIN_8_MAX = 99_999_999L;
    private static final long PREFIX_UNIT = 10_000_000_000L;
    private static final long INDICATOR_UNIT = 10_000_000_000_000L;

    private Gtin() {
    }

    /** What became of a text that should be a GTIN. */
    public sealed interface Reading {
    }

    /**
     * A number that names one trade item everywhere.
     *
     * @param number at most 14 digits, above zero
     */
    public record Good(long number) implements Reading {
    }

    /**
     * Not one.
     *
     * @param why in words for the shop
     */
    public record Bad(String why) implements Reading {
    }

    /** Reads 8, 12, 13 or 14 digits; spaces and hyphens between them do not count. */
    public static Reading read(String text) {
        long number = 0;
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
                if (digits > DIGITS) {
                    return new Bad("has more than 14 digits");
                }
                number = number * 10 + c - '0';
            } else if (c == 'E' || c == 'e') {
                return new Bad("was rounded by a spreadsheet");
            } else if (c != ' ' && c != '-') {
                return new Bad("has other characters than digits");
            }
        }
        if (digits != 8 && digits < 12) {
            return new Bad("has " + digits + " digits instead of 8, 12, 13 or 14");
        }
        if (number == 0) {
            return new Bad("is only zeros");
        }
        if (checkDigit(number / 10) != number % 10) {
            return new Bad("has a wrong check digit");
        }
        return isOfOneCompany(number) ? new Bad("is a number for use inside one company") : new Good(number);
    }

    /** The digit behind these up to 13 digits: weights 3, 1, 3 ... from the right, filled up to a multiple of ten. */
    public static int checkDigit(long digits) {
        long rest = digits;
        int sum = 0;
        for (int weight = 3; rest > 0; weight = 4 - weight) {
            sum += (int) (rest % 10) * weight;
            rest /= 10;
        }
        return (10 - sum % 10) % 10;
    }

    /** As 14 digits. */
    public static String text(long number) {
        return String.format(java.util.Locale.ROOT, "%014d", number);
    }

    /**
     * Numbers that two shops use for two things: restricted circulation (GS1 prefixes 02, 04, 2; GTIN-8 that start with
     * 0 or 2), coupons (05, 981-984, 99) and goods of variable measure (indicator 9).
     */
    private static boolean isOfOneCompany(long number) {
        if (number <= GTIN_8_MAX) {
            long first = number / (GTIN_8_MAX / 10 + 1);
            return first == 0 || first == 2;
        }
        if (number / INDICATOR_UNIT == 9) {
            return true;
        }
        int prefix = (int) (number / PREFIX_UNIT % 1_000);
        int tens = prefix / 10;
        return tens == 2 || tens == 4 || tens == 5 || prefix >= 200 && prefix < 300
                || prefix >= 981 && prefix <= 984 || prefix >= 990;
    }
}
