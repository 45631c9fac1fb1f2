package centuple.moving;

import centuple.money.Currency;
import centuple.money.Minor;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads amounts of money as other programs write them. What could mean two sums is refused. Stateless. */
final class Amounts {
    private static final Pattern MINOR = Pattern.compile("(-?)([0-9]{1,15})");
    private static final Pattern DECIMAL = Pattern.compile("(-?)([0-9]{1,15})(?:\\.([0-9]{1,10}))?");
    private static final Pattern DISPLAY = Pattern.compile(
            "(-?)([^0-9.,-]{1,8})([0-9]{1,3}(?:,[0-9]{3}){0,4}|[0-9]{1,15})(?:\\.([0-9]{1,10}))?");
    private static final Pattern CODE = Pattern.compile("[A-Za-z]{3}");
    /** Where a comma or point stands before so many digits, nobody knows whether it parts thousands. */
    private static final int DIGITS_OF_A_GROUP = 3;

    private Amounts() {
    }

    /** The amount in minor units; below zero it was given back. */
    static long minor(String text, AmountForm form, Currency currency) throws RefusedRowException {
        return switch (form) {
            case MINOR -> whole(text);
            case DECIMAL -> decimal(text, currency);
            case DISPLAY -> display(text, currency);
        };
    }

    private static long whole(String text) throws RefusedRowException {
        Matcher found = MINOR.matcher(text);
        if (!found.matches()) {
            throw refused("is not a whole number of minor units, such as 1234");
        }
        return signed(found.group(1), new BigDecimal(found.group(2)), 0);
    }

    private static long decimal(String text, Currency currency) throws RefusedRowException {
        Matcher found = DECIMAL.matcher(text);
        if (!found.matches()) {
            throw refused("is not a decimal number such as 1234.56, with a point and nothing between thousands");
        }
        return of(found.group(1), found.group(2), found.group(3), currency);
    }

    private static long display(String text, Currency currency) throws RefusedRowException {
        if (MINOR.matcher(text).matches()) {
            throw refused("has no sign of a currency: an older export, in minor units? Then say --amounts minor");
        }
        Matcher found = DISPLAY.matcher(text);
        if (!found.matches()) {
            throw refused("is not an amount such as $1,234.56");
        }
        String sign = found.group(2).replace('\u00a0', ' ').strip();
        if (CODE.matcher(sign).matches() && !sign.toUpperCase(Locale.ROOT).equals(currency.code())) {
            throw refused("is in another currency than the row says");
        }
        return of(found.group(1), found.group(3).replace(",", ""), found.group(4), currency);
    }

    private static long of(String sign, String whole, @org.jspecify.annotations.Nullable String fraction,
            Currency currency) throws RefusedRowException {
        if (fraction == null) {
            return signed(sign, new BigDecimal(whole), currency.exponent());
        }
        int exponent = currency.exponent();
        if (fraction.length() == DIGITS_OF_A_GROUP && exponent != DIGITS_OF_A_GROUP) {
            throw refused("has three digits after the point: with " + currency.code()
                    + " that might part thousands, so it is not guessed");
        }
        if (fraction.length() > exponent && !fraction.substring(exponent).chars().allMatch(digit -> digit == '0')) {
            throw refused("has more digits after the point than " + currency.code() + " has");
        }
        return signed(sign, new BigDecimal(whole + "." + fraction), exponent);
    }

    private static long signed(String sign, BigDecimal amount, int exponent) throws RefusedRowException {
        BigDecimal minor = amount.movePointRight(exponent);
        if (minor.compareTo(BigDecimal.valueOf(Minor.AMOUNT_MINOR_MAX)) > 0) {
            throw refused("is more than any order may be");
        }
        long value = minor.longValueExact();
        return sign.isEmpty() ? value : -value;
    }

    private static RefusedRowException refused(String why) {
        return RefusedRowException.of(MovedField.AMOUNT, why);
    }
}
