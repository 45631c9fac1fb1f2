package centuple.moving;

import java.util.Locale;
import java.util.Optional;

/** What is read of a row; every other column is passed over and never stored. */
public enum MovedField {
    /** The address or the code of a short link in the other program. */
    SHORT_LINK,
    /** Where it leads. */
    TARGET,
    /** When one click was. */
    AT,
    /** Whether the other program took it for a robot: true, 1 or yes. */
    BOT,
    /** How many clicks a link had in all. */
    COUNT,
    /** Since when they were counted. */
    SINCE,
    /** The other program's name for the row. */
    ID,
    /** The shop's name for the order. */
    REFERENCE,
    /** The other program's name for the partner who sent the customer. */
    PARTNER,
    /** What the customer paid for the goods; below zero it is a refund. */
    AMOUNT,
    CURRENCY,
    /** Whether the partner was paid for it. */
    STATUS,
    /** What kind of row it is, where a file holds several. */
    TYPE,
    PLACED_AT,
    CATEGORY;

    /** The field of that name, in lower case. */
    public static Optional<MovedField> parse(String text) {
        for (MovedField field : values()) {
            if (field.wire().equals(text)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    /** As it is written in mappings and reports. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
