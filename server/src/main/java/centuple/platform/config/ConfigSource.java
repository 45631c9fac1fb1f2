package centuple.platform.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where settings come from.
 *
 * @param name as in "in the file centuple.properties"
 * @param values by the dotted name of their key
 * @param spelled by the same names, how the source itself writes the key
 * @param twice keys that it gives more than once
 */
public record ConfigSource(String name, Map<String, String> values, Map<String, String> spelled, List<String> twice) {
    static final String VARIABLE_PREFIX = "CENTUPLE_";
    /** Variables that are no settings: of the launcher script, and the key of commands that call a server. */
    private static final Set<String> OTHER_VARIABLES = Set.of("CENTUPLE_JAVA_OPTS", "CENTUPLE_JDK_FOLDERS",
            "CENTUPLE_KEY", "CENTUPLE_URL");

    /**
     * A file of {@code key = value} lines (Java properties, UTF-8).
     *
     * @throws ConfigException when it cannot be read
     */
    public static ConfigSource file(Path file) {
        String name = "in the file " + file;
        StrictProperties properties = new StrictProperties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException failure) {
            throw new ConfigException(List.of("the file " + file + " cannot be read: " + failure));
        }
        Map<String, String> values = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
        return new ConfigSource(name, values, Map.of(), properties.twice);
    }

    /** The variables that begin with {@code CENTUPLE_}. */
    public static ConfigSource environment(Map<String, String> environment) {
        Map<String, String> values = new TreeMap<>();
        Map<String, String> spelled = new TreeMap<>();
        environment.forEach((variable, value) -> {
            if (variable.startsWith(VARIABLE_PREFIX) && !OTHER_VARIABLES.contains(variable)) {
                String key = variable.substring(VARIABLE_PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '.');
                values.put(key, value);
                spelled.put(key, variable);
            }
        });
        return new ConfigSource("in the environment", values, spelled, List.of());
    }

    /** Flags as {@code --http-port} with their values. */
    public static ConfigSource flags(Map<String, String> flags) {
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, String> spelled = new LinkedHashMap<>();
        flags.forEach((flag, value) -> {
            String key = flag.replaceFirst("^--", "").replace('-', '.');
            values.put(key, value);
            spelled.put(key, flag);
        });
        return new ConfigSource("on the command line", values, spelled, List.of());
    }

    String spelling(String key) {
        return spelled.getOrDefault(key, key);
    }

    boolean isCommandLine() {
        return name.equals("on the command line");
    }

    /** Remembers keys given twice, where the usual properties silently keep the last. */
    private static final class StrictProperties extends Properties {
        private static final long serialVersionUID = 1;
        private final ArrayList<String> twice = new ArrayList<>();

        @Override
        public synchronized Object put(Object key, Object value) {
            if (containsKey(key)) {
                twice.add(String.valueOf(key));
            }
            return super.put(key, value);
        }
    }
}
