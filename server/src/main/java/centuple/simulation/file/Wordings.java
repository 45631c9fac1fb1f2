package centuple.simulation.file;

import centuple.simulation.report.Wording;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/** Reads the words of the reports, one file for each language. Stateless. */
public final class Wordings {
    private Wordings() {
    }

    public static Wording english() {
        return read("texts", Locale.ENGLISH);
    }

    /** The words of a simulation, the language of the terminal first. */
    public static List<Wording> simulation() {
        return List.of(read("market", Locale.ENGLISH), read("market", Locale.FRENCH));
    }

    /** The styles of a simulation's page. */
    public static String simulationStyle() {
        try (InputStream style = Objects.requireNonNull(
                Wordings.class.getResourceAsStream("/centuple/simulation/market.css"), "market.css")) {
            return new String(style.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Wording french() {
        return read("texts", Locale.FRENCH);
    }

    private static Wording read(String base, Locale locale) {
        String name = "/centuple/simulation/" + base + "_" + locale.getLanguage() + ".properties";
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
