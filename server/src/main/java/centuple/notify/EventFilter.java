package centuple.notify;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Which events an endpoint wants. Immutable, safe for all threads.
 *
 * @param patterns kinds such as {@code giving.paused}, or all of one beginning such as {@code giving.*}; none means all
 */
public record EventFilter(List<String> patterns) {
    /** Patterns of one filter. */
    public static final int PATTERNS_MAX = 50;
    /** Every event. */
    public static final EventFilter ALL = new EventFilter(List.of());
    /** The form of one pattern. */
    public static final Pattern FORM = Pattern.compile("[a-z_]{1,40}(\\.[a-z_]{1,40}){0,2}\\.([a-z_]{1,40}|\\*)");

    private static final String ANY = "*";

    public EventFilter {
        patterns = List.copyOf(patterns);
        if (patterns.size() > PATTERNS_MAX) {
            throw new IllegalArgumentException("a filter has at most " + PATTERNS_MAX + " patterns");
        }
    }

    /** Whether an event of that kind is wanted. */
    public boolean wants(String kind) {
        return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> matches(pattern, kind));
    }

    private static boolean matches(String pattern, String kind) {
        return pattern.endsWith(ANY)
                ? kind.startsWith(pattern.substring(0, pattern.length() - ANY.length()))
                : kind.equals(pattern);
    }
}
