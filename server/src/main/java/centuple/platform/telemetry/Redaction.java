package centuple.platform.telemetry;

import java.util.regex.Pattern;

/**
 * Takes out of a text what could point to a person or let somebody act: e-mail addresses, network addresses, click
 * tokens and keys. The last line of defence; what is logged should not carry them in the first place. Stateless.
 */
final class Redaction {
    private static final Pattern EMAIL = Pattern.compile("[\\w.+%-]{1,64}@[\\w-]{1,63}(\\.[\\w-]{1,63})+");
    private static final Pattern IPV4 = Pattern
            .compile("(?<![\\w.])(?!127\\.|0\\.0\\.0\\.0)(\\d{1,3}\\.){3}\\d{1,3}(?![\\w.]*\\d)");
    private static final Pattern IPV6 = Pattern.compile("(?<![\\w:.])(?=[0-9a-fA-F:]*(::|(:[0-9a-fA-F]{1,4}){7}))"
            + "(?=[0-9a-fA-F:]*\\d)[0-9a-fA-F:]{7,39}(?![\\w:-])");
    private static final Pattern SECRET = Pattern
            .compile("(?<![\\w/.-])(?=[\\w-]*\\d)(?=[\\w-]*[A-Z])[\\w-]{40,}(?![\\w.-])");

    private Redaction() {
    }

    static String of(String text) {
        String redacted = text;
        if (text.indexOf('@') >= 0) {
            redacted = EMAIL.matcher(redacted).replaceAll("<e-mail>");
        }
        redacted = IPV4.matcher(redacted).replaceAll("<address>");
        redacted = IPV6.matcher(redacted).replaceAll("<address>");
        return SECRET.matcher(redacted).replaceAll("<secret>");
    }
}
