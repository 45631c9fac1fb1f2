package centuple.redirect;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The clients that say of themselves that they are bots, by the patterns of the crawler-user-agents list. Immutable,
 * safe for all threads.
 *
 * <p>Nine of ten patterns are plain texts in disguise ({@code Googlebot\/}); these are searched as such, which is some
 * twenty times faster than a regular expression. The rest stays regular expressions.
 */
public final class DeclaredBots {
    private static final String META = ".^$*+?()[]{}|";

    private final String[] texts;
    private final Pattern[] patterns;

    /** Takes the list's patterns; throws PatternSyntaxException for one that cannot be read. */
    public DeclaredBots(List<String> patterns) {
        List<String> plain = new ArrayList<>();
        List<Pattern> rest = new ArrayList<>();
        for (String pattern : patterns) {
            String text = plainText(pattern);
            if (text == null) {
                rest.add(Pattern.compile(pattern));
            } else {
                plain.add(text);
            }
        }
        texts = plain.toArray(String[]::new);
        this.patterns = rest.toArray(Pattern[]::new);
    }

    /** Whether a user agent declares itself a bot. */
    public boolean contains(String userAgent) {
        for (String text : texts) {
            if (userAgent.contains(text)) {
                return true;
            }
        }
        for (Pattern pattern : patterns) {
            if (pattern.matcher(userAgent).find()) {
                return true;
            }
        }
        return false;
    }

    /** The text that a pattern searches for, or null when it is more than a text. */
    private static @Nullable String plainText(String pattern) {
        StringBuilder text = new StringBuilder(pattern.length());
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\') {
                i++;
                if (i == pattern.length() || Character.isLetterOrDigit(pattern.charAt(i))) {
                    return null;
                }
                text.append(pattern.charAt(i));
            } else if (META.indexOf(c) >= 0) {
                return null;
            } else {
                text.append(c);
            }
        }
        return text.isEmpty() ? null : text.toString();
    }
}
