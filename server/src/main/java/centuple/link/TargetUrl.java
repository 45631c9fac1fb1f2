package centuple.link;

import centuple.shop.domain.HostName;
import org.jspecify.annotations.Nullable;

/**
 * An address to which visitors may be sent, in parts. Immutable; made only by the strict reader here, which both the
 * links' own targets and the {@code to=} of a request pass.
 *
 * <p>Every text that could mean one thing to us and another to a browser or to the shop's server is refused: there is
 * nothing to normalise and nothing to repair. See the list of hostile forms in the test.
 *
 * @param origin scheme and host, for example {@code https://shop.example}
 * @param path starts with a slash; no dot segments, no empty segments but the last
 * @param query what stands after the question mark, or null where there is none
 * @param fragment what stands after the number sign, or null where there is none
 */
public record TargetUrl(String origin, String path, @Nullable String query, @Nullable String fragment) {
    /** The longest address, in characters. */
    public static final int LENGTH_MAX = 2048;

    private static final String HTTPS = "https://";
    private static final String HTTP = "http://";

    /** Reads a whole address: https, a public host name. */
    public static TargetReading read(String text) {
        return read(text, HostRule.PUBLIC);
    }

    /** Reads a whole address; by the second rule also plain http to a loopback host, which only tests allow. */
    public static TargetReading read(String text, HostRule rule) {
        TargetFault fault = TargetCharacters.faultOf(text);
        if (fault != null) {
            return new TargetReading.Bad(fault);
        }
        boolean https = text.startsWith(HTTPS);
        if (!https && !(rule == HostRule.PUBLIC_OR_LOOPBACK && text.startsWith(HTTP))) {
            return new TargetReading.Bad(TargetFault.SCHEME);
        }
        int hostStart = https ? HTTPS.length() : HTTP.length();
        int hostEnd = hostStart;
        while (hostEnd < text.length() && "/?#".indexOf(text.charAt(hostEnd)) < 0) {
            hostEnd++;
        }
        String host = text.substring(hostStart, hostEnd);
        if (https ? !HostName.isPublic(host) : !HostName.isLoopback(host)) {
            return new TargetReading.Bad(TargetFault.HOST);
        }
        return readRest(text.substring(0, hostEnd), text.substring(hostEnd));
    }

    /** Reads an address below an origin already known: one slash, then path, query and fragment. */
    public static TargetReading readBelow(String origin, String text) {
        TargetFault fault = TargetCharacters.faultOf(text);
        if (fault != null) {
            return new TargetReading.Bad(fault);
        }
        if (!text.startsWith("/") || text.startsWith("//")) {
            return new TargetReading.Bad(TargetFault.SCHEME);
        }
        return readRest(origin, text);
    }

    private static TargetReading readRest(String origin, String rest) {
        int hash = rest.indexOf('#');
        String fragment = hash < 0 ? null : rest.substring(hash + 1);
        String beforeHash = hash < 0 ? rest : rest.substring(0, hash);
        int question = beforeHash.indexOf('?');
        String query = question < 0 ? null : beforeHash.substring(question + 1);
        String path = question < 0 ? beforeHash : beforeHash.substring(0, question);
        TargetFault fault = TargetCharacters.faultOfPath(path);
        if (fault == null && fragment != null && fragment.indexOf('#') >= 0) {
            fault = TargetFault.CHARACTER;
        }
        if (fault != null) {
            return new TargetReading.Bad(fault);
        }
        return new TargetReading.Good(new TargetUrl(origin, path.isEmpty() ? "/" : path, query, fragment));
    }

    /** Whether the path is one of the prefixes or lies below one; true where there are none. */
    public boolean isBelow(Iterable<String> pathPrefixes) {
        boolean any = false;
        for (String prefix : pathPrefixes) {
            if (path.startsWith(prefix) && (path.length() == prefix.length() || prefix.endsWith("/")
                    || path.charAt(prefix.length()) == '/')) {
                return true;
            }
            any = true;
        }
        return !any;
    }

    /** The address rebuilt from its parts. */
    @Override
    public String toString() {
        return origin + path + (query == null ? "" : "?" + query) + (fragment == null ? "" : "#" + fragment);
    }

    /** Which hosts an address may name at all. */
    public enum HostRule {
        /** https to public host names. */
        PUBLIC,
        /** Also plain http to {@code localhost} or {@code 127.0.0.1}, for tests and trials on one machine. */
        PUBLIC_OR_LOOPBACK
    }
}
