package centuple.shop.domain;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;

/** The one form in which host names are stored and compared: lower case ASCII, IDN as punycode, no final dot. */
public final class HostName {
    /** The longest host name, in characters. */
    public static final int LENGTH_MAX = 253;

    private static final int LABEL_LENGTH_MAX = 63;
    private static final int PORT_MAX = 65_535;

    private HostName() {
    }

    /**
     * A host name as people write it, brought to this form: at least two labels, no port, no address. One that starts
     * with {@code www.} is refused, because the name without it covers both; so are names of local networks.
     */
    public static Optional<String> parse(String text) {
        String ascii;
        try {
            ascii = IDN.toASCII(text.strip().toLowerCase(Locale.ROOT), IDN.USE_STD3_ASCII_RULES);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        boolean good = isPublic(ascii) && !ascii.startsWith("www.") && !ascii.endsWith(".local")
                && !ascii.endsWith(".internal");
        return good ? Optional.of(ascii) : Optional.empty();
    }

    /** Also this machine, with or without a port: only where the exchange's settings allow it, for trials. */
    public static Optional<String> parseOrLoopback(String text) {
        return isLoopback(text) ? Optional.of(text) : parse(text);
    }

    /**
     * Whether a text is a public host name in this form: at least two labels of {@code a-z 0-9 -}, the last of which
     * starts with a letter, so that no form of an IP address is one.
     */
    public static boolean isPublic(String text) {
        if (text.length() > LENGTH_MAX || text.indexOf('.') < 0) {
            return false;
        }
        int labelStart = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == '.') {
                if (!isLabel(text, labelStart, i)) {
                    return false;
                }
                if (i < text.length()) {
                    labelStart = i + 1;
                }
            }
        }
        return isLetter(text.charAt(labelStart)) && !text.endsWith(".localhost");
    }

    /**
     * Whether a text is this machine under a name that a test may use: {@code localhost} or {@code 127.0.0.1}, with or
     * without a port written without leading zeros.
     */
    public static boolean isLoopback(String text) {
        int colon = text.indexOf(':');
        String host = colon < 0 ? text : text.substring(0, colon);
        return (host.equals("localhost") || host.equals("127.0.0.1"))
                && (colon < 0 || isPort(text.substring(colon + 1)));
    }

    /** The origin that a proven host stands for: https and no port; plain http for a loopback host. */
    public static String originOf(String host) {
        return (isLoopback(host) ? "http://" : "https://") + host;
    }

    private static boolean isLabel(String text, int from, int to) {
        int length = to - from;
        if (length < 1 || length > LABEL_LENGTH_MAX || text.charAt(from) == '-' || text.charAt(to - 1) == '-') {
            return false;
        }
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!isLetter(c) && !(c >= '0' && c <= '9') && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isPort(String text) {
        if (text.isEmpty() || text.length() > 5 || text.charAt(0) == '0') {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return Integer.parseInt(text) <= PORT_MAX;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z';
    }
}
