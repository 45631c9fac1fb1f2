package centuple.order;

import centuple.shop.ShopId;

import java.time.Instant;

/** Port: says of a text that an order carried whether it is a click token of ours. Thread-safe; never throws. */
@FunctionalInterface
public interface TokenVerifier {
    /**
     * Verifies a text.
     *
     * @param text whatever the order carried
     * @param receiver the shop that presents it
     * @param now decides which keys are still believed
     */
    PresentedToken verify(String text, FoundIn foundIn, ShopId receiver, Instant now);

    /**
     * The name under which shopping agents know these tokens: the host of the exchange. Empty where it has none.
     */
    default String provider() {
        return "";
    }
}
