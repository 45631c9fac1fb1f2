package centuple.simulation.file;

import centuple.simulation.report.Wording;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/** Reads the words of the report, one file for each language. Stateless. */
public final class Wordings {
    private Wordings() {
    }

    public static Wording english() {
        return read(Locale.ENGLISH);
    }

    public static Wording french() {
        return read(Locale.FRENCH);
    }

    private static Wording read(Locale locale) {
        String name = "/centuple/simulation/texts_" + locale.getLanguage() + ".properties";
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(Wordings.class.getResourceAsStream(name), name),
                StandardCharsets.UTF_8)) {
            Properties properties = new Properties();
            properties.load(reader);
            Map<String, String> texts = new HashMap<>();
            properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
            return new Wording(texts, locale);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
