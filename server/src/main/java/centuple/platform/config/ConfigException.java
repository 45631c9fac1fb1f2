package centuple.platform.config;

import java.util.List;

/** Settings that cannot be used; the message has a line for each problem, so that all can be mended at once. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With at least one problem. */
    public ConfigException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
    }
}
