package centuple.link;

import org.jspecify.annotations.Nullable;

/**
 * A target made ready: where a token goes in is already known, so that a redirect joins three texts. Immutable.
 *
 * <p>Parameters of ours that the target has already are replaced, never doubled; the others stay as they are, and so
 * does the fragment.
 */
public final class LandingUrl {
    private final String plain;
    private final String head;
    private final String tail;
    private final boolean takesToken;

    private LandingUrl(String plain, String head, String tail, boolean takesToken) {
        this.plain = plain;
        this.head = head;
        this.tail = tail;
        this.takesToken = takesToken;
    }

    /** Makes a target ready. */
    public static LandingUrl of(TargetUrl target, LandingMarks marks) {
        String query = withoutOurs(target.query());
        String fragment = target.fragment() == null ? "" : "#" + target.fragment();
        String page = target.origin() + target.path();
        String plain = page + (query.isEmpty() ? "" : "?" + query) + fragment;
        String start = page + "?" + (query.isEmpty() ? "" : query + "&");
        return new LandingUrl(plain, marks.takesToken() ? start + LandingMarks.TOKEN_PARAMETER + "=" : start,
                fragment.isEmpty() ? marks.tail() : marks.tail() + fragment, marks.takesToken());
    }

    /** Whether a click token goes with the visitor. */
    public boolean takesToken() {
        return takesToken;
    }

    /** The address with a token, and with the marks that tell who sent the visitor; only where it takes a token. */
    public String withToken(String token) {
        return head.concat(token).concat(tail);
    }

    /** The address with those marks alone; only where it takes no token. */
    public String withoutToken() {
        return head.concat(tail);
    }

    /** The address without anything of ours: for bots, and as an ordinary link. */
    public String plain() {
        return plain;
    }

    private static String withoutOurs(@Nullable String query) {
        if (query == null) {
            return "";
        }
        if (query.indexOf('%') < 0 && !query.contains(LandingMarks.TOKEN_PARAMETER) && !query.contains("utm_")) {
            return query;
        }
        StringBuilder kept = new StringBuilder(query.length());
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            if (!LandingMarks.isOurs(decoded(equals < 0 ? parameter : parameter.substring(0, equals)))) {
                kept.append(kept.isEmpty() ? "" : "&").append(parameter);
            }
        }
        return kept.toString();
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
