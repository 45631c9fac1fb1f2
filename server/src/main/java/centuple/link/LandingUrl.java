package centuple.link;

import org.jspecify.annotations.Nullable;

/**
 * A target made ready: where a token goes in is already known, so that a redirect joins three texts. Immutable.
 *
 * <p>Parameters of ours that the target has already are replaced, never doubled; the others stay as they are, and so
 * does the fragment.
 */
public final class LandingUrl {
    /** The parameter that carries the click token. */
    public static final String TOKEN_PARAMETER = "ctp";

    private static final String MEDIUM = "&utm_source=centuple&utm_medium=partner";

    private final String plain;
    private final String head;
    private final String tail;

    private LandingUrl(String plain, String head, String tail) {
        this.plain = plain;
        this.head = head;
        this.tail = tail;
    }

    /** Makes a target ready. */
    public static LandingUrl of(TargetUrl target) {
        String query = withoutOurs(target.query());
        String fragment = target.fragment() == null ? "" : "#" + target.fragment();
        String page = target.origin() + target.path();
        String plain = page + (query.isEmpty() ? "" : "?" + query) + fragment;
        String head = page + "?" + (query.isEmpty() ? "" : query + "&") + TOKEN_PARAMETER + "=";
        return new LandingUrl(plain, head, MEDIUM + fragment);
    }

    /** The address with a token, and with the marks that analytics programs read. */
    public String withToken(String token) {
        return head.concat(token).concat(tail);
    }

    /** The address without anything of ours: for bots, and as an ordinary link. */
    public String plain() {
        return plain;
    }

    private static String withoutOurs(@Nullable String query) {
        if (query == null) {
            return "";
        }
        if (query.indexOf('%') < 0 && !query.contains(TOKEN_PARAMETER) && !query.contains("utm_")) {
            return query;
        }
        StringBuilder kept = new StringBuilder(query.length());
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            if (!isOurs(decoded(equals < 0 ? parameter : parameter.substring(0, equals)))) {
                kept.append(kept.isEmpty() ? "" : "&").append(parameter);
            }
        }
        return kept.toString();
    }

    private static boolean isOurs(String name) {
        return name.equals(TOKEN_PARAMETER) || name.equals("utm_source") || name.equals("utm_medium");
    }

    /** Single bytes only: all names of ours are ASCII, and no other encoding of theirs exists. */
    private static String decoded(String name) {
        if (name.indexOf('%') < 0) {
            return name;
        }
        StringBuilder text = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '%') {
                c = (char) TargetCharacters.encodedAt(name, i);
                i += 2;
            }
            text.append(c);
        }
        return text.toString();
    }
}
