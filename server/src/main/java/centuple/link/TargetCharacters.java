package centuple.link;

import org.jspecify.annotations.Nullable;

/** Which characters and percent-encodings an address may hold. */
final class TargetCharacters {
    /** RFC 3986, and square brackets, which shops use bare in queries. */
    private static final String PUNCTUATION = "-._~:/?#[]@!$&'()*+,;=%";

    private TargetCharacters() {
    }

    /** The first fault that a text has in any place of it, or null. */
    static @Nullable TargetFault faultOf(String text) {
        if (text.length() > TargetUrl.LENGTH_MAX) {
            return TargetFault.TOO_LONG;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isLetterOrDigit(c) && PUNCTUATION.indexOf(c) < 0) {
                return TargetFault.CHARACTER;
            }
            if (c == '%') {
                int value = encodedAt(text, i);
                if (value < 0x20 || value == 0x7f) { // also -1, no two hex digits
                    return TargetFault.PERCENT_ENCODING;
                }
            }
        }
        return null;
    }

    /** The first fault of a path that has no fault by {@link #faultOf}, or null. The empty path is good. */
    static @Nullable TargetFault faultOfPath(String path) {
        int start = 1;
        for (int i = 1; i <= path.length(); i++) {
            if (i < path.length() && path.charAt(i) != '/') {
                continue;
            }
            TargetFault fault = faultOfSegment(path.substring(start, i), i == path.length());
            if (fault != null) {
                return fault;
            }
            start = i + 1;
        }
        return null;
    }

    private static @Nullable TargetFault faultOfSegment(String segment, boolean last) {
        if (segment.isEmpty()) {
            return last ? null : TargetFault.EMPTY_SEGMENT;
        }
        StringBuilder decoded = new StringBuilder(segment.length());
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c == '[' || c == ']') {
                return TargetFault.CHARACTER;
            }
            if (c == '%') {
                c = (char) encodedAt(segment, i);
                i += 2;
                // A slash in disguise; or an encoding that a server which decodes twice would read as something else.
                if (c == '/' || c == '\\' || c == '%' && isHex(segment, i + 1) && isHex(segment, i + 2)) {
                    return TargetFault.PERCENT_ENCODING;
                }
            }
            decoded.append(c);
        }
        // Some servers cut "..;name=value" at the semicolon before they resolve it.
        int semicolon = decoded.indexOf(";");
        String name = semicolon < 0 ? decoded.toString() : decoded.substring(0, semicolon);
        return name.equals(".") || name.equals("..") ? TargetFault.DOT_SEGMENT : null;
    }

    /** The byte that the percent sign here stands for, or -1. */
    static int encodedAt(String text, int percent) {
        return isHex(text, percent + 1) && isHex(text, percent + 2)
                ? Character.digit(text.charAt(percent + 1), 16) << 4 | Character.digit(text.charAt(percent + 2), 16)
                : -1;
    }

    private static boolean isHex(String text, int at) {
        return at < text.length() && text.charAt(at) < 0x80 && Character.digit(text.charAt(at), 16) >= 0;
    }

    private static boolean isLetterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }
}
