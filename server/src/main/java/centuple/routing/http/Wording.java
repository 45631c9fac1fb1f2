package centuple.routing.http;

import centuple.catalogue.MatchReason;
import centuple.platform.http.Request;
import centuple.routing.Ineligible;
import centuple.routing.Reason;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/** The words of suggestions in one language, and the published rule. Immutable, safe for all threads. */
final class Wording {
    private static final Wording ENGLISH = load(Locale.ENGLISH);
    private static final Wording FRENCH = load(Locale.FRENCH);
    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.FRENCH);
    private static final int ACCEPT_LANGUAGE_CHARS_MAX = 200;

    /** Browsers send few different headers, and reading one compiles a dozen expressions. */
    private static final Map<String, Wording> KNOWN = new ConcurrentHashMap<>();
    private static final int KNOWN_MAX = 1_000;

    private final Locale language;
    private final Properties texts;
    private final String howWeChoose;
    private final Map<Reason, Map<MatchReason, String>> why = new EnumMap<>(Reason.class);

    private Wording(Locale language, Properties texts, String howWeChoose) {
        this.language = language;
        this.texts = texts;
        this.howWeChoose = howWeChoose;
        for (Reason reason : Reason.values()) {
            Map<MatchReason, String> byMatch = new EnumMap<>(MatchReason.class);
            for (MatchReason match : MatchReason.values()) {
                byMatch.put(match, text("reason." + reason.wire()) + " " + match(match));
            }
            why.put(reason, byMatch);
        }
    }

    /** In the language that the request asks for; English where it asks for none of ours. */
    static Wording of(Request request) {
        String accepted = request.header("accept-language").orElse("");
        if (accepted.length() > ACCEPT_LANGUAGE_CHARS_MAX) {
            return ENGLISH;
        }
        Wording known = KNOWN.get(accepted);
        if (known == null) {
            known = find(accepted);
            if (KNOWN.size() < KNOWN_MAX) {
                KNOWN.put(accepted, known);
            }
        }
        return known;
    }

    private static Wording find(String accepted) {
        try {
            return Locale.FRENCH.equals(Locale.lookup(Locale.LanguageRange.parse(accepted), LANGUAGES))
                    ? FRENCH
                    : ENGLISH;
        } catch (IllegalArgumentException _) {
            return ENGLISH;
        }
    }

    String language() {
        return language.getLanguage();
    }

    /** Why this partner is shown. */
    String why(Reason reason, MatchReason match) {
        return Objects.requireNonNull(Objects.requireNonNull(why.get(reason)).get(match));
    }

    /** Why its product stands for the one that was wanted. */
    String match(MatchReason match) {
        return text("match." + match.wire());
    }

    /** Why a partner was not asked. */
    String ineligible(Ineligible reason) {
        return text("ineligible." + reason.wire());
    }

    /** The published rule as a page. */
    String howWeChoose() {
        return howWeChoose;
    }

    private String text(String key) {
        String text = texts.getProperty(key);
        if (text == null) {
            throw new IllegalStateException("no text " + key + " in " + language);
        }
        return text;
    }

    private static Wording load(Locale language) {
        Properties texts = new Properties();
        try (InputStream words = open("words_" + language.getLanguage() + ".properties");
                InputStream page = open("how-we-choose_" + language.getLanguage() + ".html")) {
            texts.load(new InputStreamReader(words, StandardCharsets.UTF_8));
            return new Wording(language, texts, new String(page.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String name) throws IOException {
        InputStream input = Wording.class.getResourceAsStream(name);
        if (input == null) {
            throw new FileNotFoundException(name + " is not packed into the program");
        }
        return input;
    }
}
