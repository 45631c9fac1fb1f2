package centuple.routing;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Why a shop sends a visitor on: a closed set. */
public enum Reason {
    /** The product is out of stock. */
    OUT_OF_STOCK,
    /** The product is there, but not in the visitor's size. */
    WRONG_SIZE,
    /** The shop does not deliver to the visitor's country. */
    NO_DELIVERY,
    /** The visitor looks for something the shop does not sell. */
    OTHER_NICHE,
    /** The visitor has bought, and may want what goes with it. */
    AFTER_PURCHASE;

    private static final List<Reason> ALL = List.of(values());

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** As it is written in addresses and answers: {@code out_of_stock}. */
    public String wire() {
        return wire;
    }

    /** The reason of that name. */
    public static Optional<Reason> parse(String wire) {
        for (Reason reason : ALL) {
            if (reason.wire.equals(wire)) {
                return Optional.of(reason);
            }
        }
        return Optional.empty();
    }

    /**
     * Whether the visitor is lost to the giver anyway, so that he is worth nothing to it as long as it does not say
     * otherwise.
     */
    public boolean isLostAnyway() {
        return switch (this) {
            case OUT_OF_STOCK, WRONG_SIZE, NO_DELIVERY -> true;
            case OTHER_NICHE, AFTER_PURCHASE -> false;
        };
    }
}
