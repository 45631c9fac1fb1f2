package centuple.platform.config;

import java.util.Locale;

/**
 * One declared setting.
 *
 * @param name dotted lower-case words, as written in the file
 * @param expected what a value must be, in words
 * @param standard the value where none is given, as it would be written; empty: none
 * @param meaning one sentence for the operator
 * @param secret its value is never printed and not taken from the command line, where every user of the computer sees
 * it
 */
public record ConfigKey(String name, String expected, String standard, String meaning, boolean secret) {
    /** As an environment variable: {@code CENTUPLE_HTTP_PORT}. */
    public String variable() {
        return ConfigSource.VARIABLE_PREFIX + name.replace('.', '_').toUpperCase(Locale.ROOT);
    }

    /** On the command line: {@code --http-port}. */
    public String flag() {
        return "--" + name.replace('.', '-');
    }
}
