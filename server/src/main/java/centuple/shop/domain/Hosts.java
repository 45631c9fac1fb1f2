package centuple.shop.domain;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Host names as people write them, brought to the one form in which they are stored and compared. Stateless. */
public final class Hosts {
    private static final int CHARS_MAX = 253;
    private static final Pattern PUBLIC = Pattern
            .compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern LOOPBACK = Pattern.compile("(localhost|127\\.0\\.0\\.1)(:[1-9][0-9]{0,4})?");

    private Hosts() {
    }

    /**
     * A public host name in lower-case ASCII (IDN as punycode): at least two labels, no port, no address, no final dot.
     * One that starts with {@code www.} is refused, because the name without it covers both.
     */
    public static Optional<String> parse(String text) {
        String ascii;
        try {
            ascii = IDN.toASCII(text.strip().toLowerCase(Locale.ROOT), IDN.USE_STD3_ASCII_RULES);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        boolean good = ascii.length() <= CHARS_MAX && PUBLIC.matcher(ascii).matches() && !ascii.startsWith("www.")
                && !ascii.endsWith(".localhost") && !ascii.endsWith(".local") && !ascii.endsWith(".internal");
        return good ? Optional.of(ascii) : Optional.empty();
    }

    /** Also this machine, with or without a port: only where the exchange's settings allow it, for trials. */
    public static Optional<String> parseOrLoopback(String text) {
        return isLoopback(text) ? Optional.of(text) : parse(text);
    }

    /** Whether a text is this machine, with or without a port. */
    public static boolean isLoopback(String text) {
        return LOOPBACK.matcher(text).matches();
    }

    /** The address of the host's home page without the final slash: https, but plain http on this machine. */
    public static String origin(String host) {
        return (isLoopback(host) ? "http://" : "https://") + host;
    }

    /** Whether a proof of the first host covers the second: itself and its {@code www.}. */
    public static boolean covers(String proven, String host) {
        return host.equals(proven) || host.equals("www." + proven);
    }
}
