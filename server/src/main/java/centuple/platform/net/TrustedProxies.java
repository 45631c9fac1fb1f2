package centuple.platform.net;

import centuple.platform.config.AddressRange;
import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.util.List;

/**
 * Whose word on the visitor's address is taken. {@code X-Forwarded-For} is read from the right: each trusted proxy
 * vouches for the entry to its left, and the first address that is not a trusted proxy is the visitor's. What a visitor
 * writes into the header itself stands further left and is never reached. Immutable, safe for all threads.
 */
public final class TrustedProxies {
    private static final int ADDRESS_LENGTH_MAX = 64;

    private final List<AddressRange> ranges;

    /** Takes the addresses of our own reverse proxies. */
    public TrustedProxies(List<AddressRange> ranges) {
        this.ranges = List.copyOf(ranges);
    }

    /** The literal address, or null when it is none. Nothing is looked up. */
    public static @Nullable InetAddress literal(String text) {
        if (text.isEmpty() || text.length() > ADDRESS_LENGTH_MAX) {
            return null;
        }
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /** Whether this is one of our proxies. */
    public boolean isTrusted(InetAddress address) {
        for (AddressRange range : ranges) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The visitor's address.
     *
     * @param peer the other end of the connection, a trusted proxy
     * @param forwardedFor the header's values, joined by commas; or null
     */
    public InetAddress visitor(InetAddress peer, @Nullable String forwardedFor) {
        InetAddress client = peer;
        String rest = forwardedFor == null ? "" : forwardedFor;
        while (!rest.isEmpty() && isTrusted(client)) {
            int comma = rest.lastIndexOf(',');
            InetAddress next = literal(withoutPort(rest.substring(comma + 1).strip()));
            if (next == null) {
                break; // not an address: nobody can vouch for what stands before it
            }
            client = next;
            rest = comma < 0 ? "" : rest.substring(0, comma);
        }
        return client;
    }

    /** Some proxies add the port. */
    private static String withoutPort(String entry) {
        if (entry.startsWith("[")) {
            int end = entry.indexOf(']');
            return end < 0 ? "" : entry.substring(1, end);
        }
        int colon = entry.indexOf(':');
        return colon >= 0 && colon == entry.lastIndexOf(':') ? entry.substring(0, colon) : entry;
    }
}
