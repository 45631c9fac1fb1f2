package centuple.connect;

import centuple.click.TokenCodec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Our own parameters of a landing address. Everything else in it may say more of a visitor than the books may know.
 * Safe for all threads.
 */
public final class Landing {
    /** The click token. */
    public static final String TOKEN = "ctp";

    /** Tokens read of one text. */
    public static final int TOKENS_MAX = 5;

    /** Who sent the visitor, where no click is told apart. */
    public static final String CAMPAIGN = "utm_campaign";

    /** Where the visitor came from. */
    public static final String SOURCE = "utm_source";

    /** What {@link #SOURCE} says of those who came by us. */
    public static final String US = "centuple";

    private static final Set<String> OURS = Set.of(TOKEN, SOURCE, "utm_medium", CAMPAIGN);
    /** What one of our parameters may be made of; none needs percent signs. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    /** What our click tokens look like, alone or in a text. They begin with their version, of which few are known. */
    private static final Pattern TOKEN_TEXT = Pattern.compile("(?<![A-Za-z0-9_-])A[A-Za-z0-9_-]{"
            + (TokenCodec.TEXT_LENGTH_MIN - 1) + "," + (TokenCodec.TEXT_LENGTH_MAX - 1) + "}(?![A-Za-z0-9_-])");

    private Landing() {
    }

    /**
     * What may be read of the landing address that a platform records, by itself and whatever the visitor answered to a
     * consent banner. What may not be read is not stored either.
     */
    public enum Rule {
        /** Nothing. */
        OFF,
        /** Which partner sent the visitor, which hundreds have in common; never a click token. */
        IDENTIFIER_FREE,
        /** The click token too: for shops whose platform records it after consent only, or that need none. */
        TOKEN;

        /** A rule by its name in the API and on the command line, such as {@code identifier_free}. */
        public static Optional<Rule> named(String name) {
            return Arrays.stream(values()).filter(rule -> rule.wire().equals(name)).findFirst();
        }

        /** Its name in the API and on the command line. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The address without everything but our parameters, such as {@code ?ctp=AQ...}; empty where it has none. */
    public static String reduced(String address, Rule rule) {
        List<String> ours = new ArrayList<>();
        for (String parameter : rule == Rule.OFF ? List.<String>of() : parameters(address)) {
            int equals = parameter.indexOf('=');
            String name = equals > 0 ? parameter.substring(0, equals) : "";
            if (OURS.contains(name) && PLAIN.matcher(parameter.substring(equals + 1)).matches()
                    && (rule == Rule.TOKEN || !name.equals(TOKEN))) {
                ours.add(parameter);
            }
        }
        return ours.isEmpty() ? "" : "?" + String.join("&", ours);
    }

    /** One of our parameters, as an address gives it first. */
    public static Optional<String> parameter(String address, String name) {
        return parameters(address).stream().filter(parameter -> parameter.startsWith(name + "="))
                .map(parameter -> parameter.substring(name.length() + 1)).findFirst();
    }

    /** What looks like click tokens in a text, each once; whether they are is for the books to say. */
    public static List<String> tokens(String text) {
        return TOKEN_TEXT.matcher(text).results().map(MatchResult::group).distinct().limit(TOKENS_MAX).toList();
    }

    private static List<String> parameters(String address) {
        int question = address.indexOf('?');
        if (question < 0) {
            return List.of();
        }
        int hash = address.indexOf('#', question);
        return List.of(address.substring(question + 1, hash < 0 ? address.length() : hash).split("&", -1));
    }
}
