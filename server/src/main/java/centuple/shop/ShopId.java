package centuple.shop;

import java.util.HexFormat;
import java.util.Optional;

/**
 * A shop of the exchange: a random 32-bit number, so that it tells nothing of how many there are.
 *
 * @param value the number, any sign; 0 is the exchange itself, the creditor of its fees
 */
public record ShopId(int value) implements Comparable<ShopId> {
    /** The operator's own account, never a giver or receiver. */
    public static final ShopId EXCHANGE = new ShopId(0);

    private static final String PREFIX = "shop_";

    /** Reads the public form, {@code shop_} and eight lower-case hex digits; empty when it is anything else. */
    public static Optional<ShopId> parse(String text) {
        if (text.length() != PREFIX.length() + 8 || !text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        for (int i = PREFIX.length(); i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
                return Optional.empty();
            }
        }
        return Optional.of(new ShopId(HexFormat.fromHexDigits(text, PREFIX.length(), text.length())));
    }

    @Override
    public int compareTo(ShopId other) {
        return Integer.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return PREFIX + HexFormat.of().toHexDigits(value);
    }
}
