package centuple.order.http;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Names the fields that were dropped, for the answer: without their values, and without names that look like values.
 */
final class IgnoredFields {
    /** Fields named in one answer; more are counted only. */
    static final int NAMED_MAX = 50;

    private static final Pattern PLACE = Pattern.compile("/\\d+(?=/)");
    private static final Pattern PLAIN = Pattern.compile("(/[A-Za-z][A-Za-z0-9_-]{0,63}|/\\*)+");
    private static final String OTHER = "(others)";

    private IgnoredFields() {
    }

    /** Each name once, places in lists written as {@code *}, in alphabetical order. */
    static List<String> named(List<String> pointers) {
        TreeSet<String> names = new TreeSet<>();
        boolean others = false;
        for (String pointer : pointers) {
            String name = PLACE.matcher(pointer).replaceAll("/*");
            if (PLAIN.matcher(name).matches() && (names.size() < NAMED_MAX || names.contains(name))) {
                names.add(name);
            } else {
                others = true;
            }
        }
        List<String> all = new ArrayList<>(names);
        if (others) {
            all.add(OTHER);
        }
        return all;
    }
}
