package centuple.shop;

import java.util.Locale;
import java.util.Optional;

/** What an API key may do. */
public enum Scope {
    ORDERS_WRITE,
    ORDERS_READ,
    LINKS_WRITE,
    PARTNERS_WRITE,
    LEDGER_READ,
    SUGGESTIONS_READ,
    /** Reads the figures of the whole exchange: only keys of the operator. */
    METRICS_READ,
    /** Runs the exchange: only keys of the operator have it. */
    OPERATOR,
    /** Replays events with their own time: only keys of the operator, on an exchange that is not live. */
    REPLAY;

    /** As it is written in keys and answers: {@code orders:write}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', ':');
    }

    /** The scope of that name. */
    public static Optional<Scope> parse(String wire) {
        for (Scope scope : values()) {
            if (scope.wire().equals(wire)) {
                return Optional.of(scope);
            }
        }
        return Optional.empty();
    }

    /** Whether a shop's key may have it. */
    public boolean isForShops() {
        return this != OPERATOR && this != REPLAY && this != METRICS_READ;
    }
}
