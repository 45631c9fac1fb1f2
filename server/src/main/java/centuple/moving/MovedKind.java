package centuple.moving;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a file holds. */
public enum MovedKind {
    LINKS, CLICKS, SALES;

    /** The kind of that name, in lower case. */
    public static Optional<MovedKind> parse(String text) {
        for (MovedKind kind : values()) {
            if (kind.wire().equals(text)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** As it is written on the command line and in reports. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The fields its files may have. */
    public Set<MovedField> fields() {
        return switch (this) {
            case LINKS -> EnumSet.of(MovedField.SHORT_LINK, MovedField.TARGET);
            case CLICKS -> EnumSet.of(MovedField.SHORT_LINK, MovedField.AT, MovedField.BOT, MovedField.COUNT,
                    MovedField.SINCE);
            case SALES -> EnumSet.of(MovedField.ID, MovedField.REFERENCE, MovedField.PARTNER, MovedField.AMOUNT,
                    MovedField.CURRENCY, MovedField.STATUS, MovedField.TYPE, MovedField.PLACED_AT,
                    MovedField.CATEGORY);
        };
    }

    /** Those without which a file says nothing. */
    public Set<MovedField> needed() {
        return switch (this) {
            case LINKS -> EnumSet.of(MovedField.SHORT_LINK, MovedField.TARGET);
            case CLICKS -> EnumSet.of(MovedField.SHORT_LINK);
            case SALES -> EnumSet.of(MovedField.PARTNER, MovedField.AMOUNT, MovedField.CURRENCY, MovedField.STATUS,
                    MovedField.PLACED_AT);
        };
    }
}
