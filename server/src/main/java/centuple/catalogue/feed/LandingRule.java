package centuple.catalogue.feed;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Which pages a feed may lead visitors to: on a host the shop has proven, in the one form that links may have.
 * Immutable.
 *
 * @param origins scheme and host of the proven hosts
 * @param form what is wrong with the form of an address; empty where nothing is
 */
public record LandingRule(Set<String> origins, Function<String, Optional<String>> form) {
    private static final String HEX = "0123456789ABCDEF";

    public LandingRule {
        origins = Set.copyOf(origins);
    }

    /** Why an address is refused; empty where it is not. */
    Optional<String> refusal(String url) {
        Optional<String> fault = form.apply(url);
        if (fault.isPresent()) {
            return fault;
        }
        int path = url.indexOf('/', url.indexOf("://") + 3);
        String origin = path < 0 ? url.split("[?#]", 2)[0] : url.substring(0, path);
        return origins.contains(origin)
                ? Optional.empty()
                : Optional.of("it is not on a host that the shop has proven");
    }

    /** The address with letters beyond ASCII written as browsers send them (RFC 3987, section 3.1). */
    static String ascii(String url) {
        if (url.chars().allMatch(c -> c < 128)) {
            return url;
        }
        StringBuilder ascii = new StringBuilder(url.length() + 32);
        for (byte b : url.getBytes(StandardCharsets.UTF_8)) {
            if (b >= 0) {
                ascii.append((char) b);
            } else {
                ascii.append('%').append(HEX.charAt(b >> 4 & 15)).append(HEX.charAt(b & 15));
            }
        }
        return ascii.toString();
    }
}
