package centuple.redirect;

import org.jspecify.annotations.Nullable;

/** Reads single parameters out of a query as it came, without building a map of it. */
final class QueryString {
    private QueryString() {
    }

    /** The first value of a parameter, still encoded, or null. The name must be written plainly. */
    static @Nullable String value(@Nullable String query, String name) {
        int start = query == null ? -1 : find(query, name, 0);
        return query == null || start < 0 ? null : query.substring(start, end(query, start));
    }

    /** Whether a parameter occurs more than once. */
    static boolean isDoubled(@Nullable String query, String name) {
        int first = query == null ? -1 : find(query, name, 0);
        return query != null && first >= 0 && find(query, name, end(query, first)) >= 0;
    }

    /**
     * The text that a value stands for, or null where a percent sign is not followed by two hex digits or stands for
     * anything but ASCII. A bare plus is a blank, as in every form; no address holds one, so it is refused later on.
     */
    static @Nullable String decode(String value) {
        if (value.indexOf('%') < 0 && value.indexOf('+') < 0) {
            return value;
        }
        StringBuilder text = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '%') {
                int high = i + 2 < value.length() ? hex(value.charAt(i + 1)) : -1;
                int low = i + 2 < value.length() ? hex(value.charAt(i + 2)) : -1;
                if (high < 0 || high > 7 || low < 0) {
                    return null;
                }
                c = (char) (high << 4 | low);
                i += 2;
            } else if (c == '+') {
                c = ' ';
            }
            text.append(c);
        }
        return text.toString();
    }

    private static int find(String query, String name, int from) {
        for (int at = query.indexOf(name, from); at >= 0; at = query.indexOf(name, at + 1)) {
            int end = at + name.length();
            if ((at == 0 || query.charAt(at - 1) == '&') && end < query.length() && query.charAt(end) == '=') {
                return end + 1;
            }
        }
        return -1;
    }

    private static int end(String query, int start) {
        int end = query.indexOf('&', start);
        return end < 0 ? query.length() : end;
    }

    private static int hex(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }
}
