package centuple.platform.config;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads settings while declaring them: one call names the key, its standard value, its limits and its meaning, and
 * answers the value in force. What is wrong is collected; {@link #finish} throws it all at once. Not thread-safe.
 */
public final class ConfigReader {
    private final List<ConfigSource> strongestFirst;
    private final Map<String, ConfigKey> keys = new LinkedHashMap<>();
    private final Map<String, String> effective = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    /**
     * Over these sources.
     *
     * @param weakestFirst usually file, environment, command line
     */
    public ConfigReader(List<ConfigSource> weakestFirst) {
        this.strongestFirst = weakestFirst.reversed();
    }

    /** Any text. */
    public String text(String key, String standard, String meaning) {
        return read(new ConfigKey(key, "a text", standard, meaning, false), standard, text -> text);
    }

    /** A text that is never printed; none by itself. */
    public Secret secret(String key, String meaning) {
        return new Secret(read(new ConfigKey(key, "a text", "", meaning, true), "", text -> text));
    }

    /** A whole number within limits, both included. */
    public int integer(String key, int standard, int min, int max, String meaning) {
        return Math.toIntExact(whole(key, standard, min, max, meaning));
    }

    /** A whole number within limits, both included. */
    public long whole(String key, long standard, long min, long max, String meaning) {
        var declared = new ConfigKey(key, "a whole number from " + min + " to " + max, "" + standard, meaning, false);
        return read(declared, standard, text -> {
            long value = Long.parseLong(text);
            if (value < min || value > max) {
                throw new IllegalArgumentException("out of range");
            }
            return value;
        });
    }

    /** Yes or no. */
    public boolean bool(String key, boolean standard, String meaning) {
        return read(new ConfigKey(key, "true or false", "" + standard, meaning, false), standard,
                text -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new IllegalArgumentException("neither");
                });
    }

    /** One of the words of an enum, written in lower case. */
    public <E extends Enum<E>> E oneOf(String key, E standard, String meaning) {
        EnumSet<E> all = EnumSet.allOf(standard.getDeclaringClass());
        String words = all.stream().map(ConfigReader::word).collect(Collectors.joining(" or "));
        return read(new ConfigKey(key, words, word(standard), meaning, false), standard,
                text -> all.stream().filter(value -> word(value).equals(text)).findFirst().orElseThrow(
                        () -> new IllegalArgumentException("unknown word")));
    }

    /** A file or folder. */
    public Path path(String key, String standard, String meaning) {
        return read(new ConfigKey(key, "a path", standard, meaning, false), Path.of(standard), ConfigReader::plainPath);
    }

    /** A file or folder, none by itself. */
    public Optional<Path> pathIfGiven(String key, String meaning) {
        return read(new ConfigKey(key, "a path", "", meaning, false), Optional.empty(),
                text -> text.isEmpty() ? Optional.empty() : Optional.of(plainPath(text)));
    }

    /** Scheme, host and perhaps port of a site, nothing behind it. */
    public URI origin(String key, String standard, String meaning) {
        return read(new ConfigKey(key, "an address as https://links.example.org", standard, meaning, false),
                URI.create(standard), ConfigReader::plainOrigin);
    }

    /** Ranges of addresses, separated by commas; none by itself. */
    public List<AddressRange> addressRanges(String key, String meaning) {
        var declared = new ConfigKey(key, "address ranges as 10.0.0.0/8,fd00::/8", "", meaning, false);
        return read(declared, List.of(), text -> Arrays.stream(text.split(",")).map(String::strip)
                .filter(range -> !range.isEmpty()).map(AddressRange::parse).toList());
    }

    /** Something with a form of its own. */
    public <T> T custom(ConfigKey key, Parser<T> parser) {
        return read(key, parser.parse(key.standard()), parser);
    }

    /** Adds a problem between several settings. */
    public void refuse(String problem) {
        problems.add(problem);
    }

    /**
     * To be called after the last key.
     *
     * @throws ConfigException naming every wrong value and every unknown key, with the key that was probably meant
     */
    public void finish() {
        for (ConfigSource source : strongestFirst) {
            source.twice().forEach(key -> problems.add("'" + key + "' is given twice " + source.name()));
            for (String given : new TreeSet<>(source.values().keySet())) {
                if (!keys.containsKey(given)) {
                    problems.add(unknown(source, given));
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }

    private String unknown(ConfigSource source, String given) {
        String meant = NearestWord.of(given, keys.keySet()).map(word -> "; did you mean '" + word + "'?").orElse("");
        return "unknown setting '" + source.spelling(given) + "' " + source.name() + meant;
    }

    /** All declared keys, in the order of their declaration. */
    public List<ConfigKey> keys() {
        return List.copyOf(keys.values());
    }

    /** The values in force, as they would be written, secrets hidden. */
    public Map<String, String> effective() {
        return new LinkedHashMap<>(effective);
    }

    private <T> T read(ConfigKey key, T standard, Parser<T> parser) {
        if (keys.put(key.name(), key) != null) {
            throw new IllegalStateException("declared twice: " + key.name());
        }
        for (ConfigSource source : strongestFirst) {
            @Nullable
            String given = source.values().get(key.name());
            if (given != null) {
                effective.put(key.name(), key.secret() ? "***" : Secret.hiddenIn(given.strip()));
                return parse(key, source, given.strip(), standard, parser);
            }
        }
        effective.put(key.name(), key.standard());
        return standard;
    }

    private <T> T parse(ConfigKey key, ConfigSource source, String given, T standard, Parser<T> parser) {
        String spelled = "'" + source.spelling(key.name()) + "' " + source.name();
        if (key.secret() && source.isCommandLine()) {
            problems.add(spelled + " would be seen by every user of this computer: give it in the file or as "
                    + key.variable());
            return standard;
        }
        try {
            return parser.parse(given);
        } catch (IllegalArgumentException failure) {
            problems.add(spelled + " is '" + (key.secret() ? "***" : Secret.hiddenIn(given)) + "'; expected is "
                    + key.expected());
            return standard;
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Path plainPath(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("empty");
        }
        return Path.of(text);
    }

    private static URI plainOrigin(String text) {
        URI uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        boolean bare = "".equals(uri.getRawPath()) && uri.getRawQuery() == null && uri.getRawFragment() == null
                && uri.getRawUserInfo() == null;
        if (!web || !bare || uri.getHost() == null) {
            throw new IllegalArgumentException("not an origin");
        }
        return uri;
    }

    /** Makes a value of its text. */
    @FunctionalInterface
    public interface Parser<T> {
        /**
         * Parses.
         *
         * @throws IllegalArgumentException when it is none
         */
        T parse(String text);
    }
}
