package centuple.redirect.http;

import org.jspecify.annotations.Nullable;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/**
 * The pages that a visitor sees where a link does not lead on: small, readable by every device and aid, without any
 * resource from elsewhere. Immutable, safe for all threads.
 */
public final class PlainPages {
    private static final List<String> LANGUAGES = List.of("en", "fr", "de", "es", "it", "nl");
    private static final int ACCEPT_LANGUAGE_LENGTH_MAX = 200;

    private final String frame;
    private final Map<String, Properties> texts;

    private PlainPages(String frame, Map<String, Properties> texts) {
        this.frame = frame;
        this.texts = texts;
    }

    /** Reads the frame and the texts that are packed into the program. */
    public static PlainPages load() {
        Map<String, Properties> texts = new HashMap<>();
        for (String language : LANGUAGES) {
            Properties properties = new Properties();
            try (InputStreamReader reader = new InputStreamReader(open("pages_" + language + ".properties"),
                    StandardCharsets.UTF_8)) {
                properties.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            texts.put(language, properties);
        }
        try (InputStream input = open("page.html")) {
            return new PlainPages(new String(input.readAllBytes(), StandardCharsets.UTF_8), texts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A page.
     *
     * @param acceptLanguage what the visitor's browser asks for, or null
     * @param onward an address to offer as an ordinary link, or null
     */
    String page(PageKind kind, @Nullable String acceptLanguage, @Nullable String onward) {
        String language = language(acceptLanguage);
        Properties words = Objects.requireNonNull(texts.get(language));
        String name = kind.name().toLowerCase(Locale.ROOT);
        String link = onward == null
                ? ""
                : "<p>" + escaped(word(words, "onward")) + "</p>\n<p><a href=\""
                        + escaped(onward) + "\" rel=\"nofollow noreferrer\">" + escaped(hostOf(onward)) + "</a></p>";
        return frame.replace("{language}", language).replace("{title}", escaped(word(words, name + ".title")))
                .replace("{text}", escaped(word(words, name + ".text"))).replace("{link}", link);
    }

    /** The best of our languages for a visitor; English where none fits or the header cannot be read. */
    static String language(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.length() > ACCEPT_LANGUAGE_LENGTH_MAX) {
            return LANGUAGES.getFirst();
        }
        try {
            String found = Locale.lookupTag(Locale.LanguageRange.parse(acceptLanguage), LANGUAGES);
            return found == null ? LANGUAGES.getFirst() : found;
        } catch (IllegalArgumentException _) {
            return LANGUAGES.getFirst();
        }
    }

    static List<String> languages() {
        return LANGUAGES;
    }

    private static String word(Properties words, String key) {
        return Objects.requireNonNull(words.getProperty(key), key);
    }

    private static String hostOf(String address) {
        int start = address.indexOf("//") + 2;
        int end = address.indexOf('/', start);
        return end < 0 ? address.substring(start) : address.substring(start, end);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    private static InputStream open(String name) throws IOException {
        InputStream input = PlainPages.class.getResourceAsStream("/centuple/redirect/http/" + name);
        if (input == null) {
            throw new FileNotFoundException("the program was packed without " + name);
        }
        return input;
    }
}
