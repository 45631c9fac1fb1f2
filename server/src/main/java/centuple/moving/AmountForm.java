package centuple.moving;

import java.util.Locale;
import java.util.Optional;

/** How the amounts of a file are written. */
public enum AmountForm {
    /** {@code 1234.56}: a decimal point, no signs of currency, nothing between thousands. */
    DECIMAL,
    /** {@code 123456}: whole minor units. */
    MINOR,
    /** {@code $1,234.56}: as shown to people in US English, with the sign or code of the currency. */
    DISPLAY;

    /** The form of that name, in lower case. */
    public static Optional<AmountForm> parse(String text) {
        for (AmountForm form : values()) {
            if (form.name().toLowerCase(Locale.ROOT).equals(text)) {
                return Optional.of(form);
            }
        }
        return Optional.empty();
    }
}
