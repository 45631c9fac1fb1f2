package centuple.simulation;

/**
 * A shop of the niche other than Jacques'.
 *
 * @param name as shown, such as {@code Boutique 07}
 * @param kind how it deals with visitors given to it
 */
public record Partner(String name, Kind kind) {
    /** How a partner behaves. The shares are in {@link NicheSettings.Partners}. */
    public enum Kind {
        /** Sends on those it cannot serve, and its shop reports every order. */
        HONEST,
        /** Takes visitors and sends none; its shop reports every order. */
        TAKER,
        /** Sends back only a part, and a part of the orders it owes for is never reported. */
        UNDER_RETURNER
    }
}
