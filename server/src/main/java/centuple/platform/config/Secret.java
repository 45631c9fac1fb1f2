package centuple.platform.config;

/**
 * A value that is never printed.
 *
 * @param value empty: none was given
 */
public record Secret(String value) {
    /** Says only whether there is one. */
    @Override
    public String toString() {
        return value.isEmpty() ? "" : "***";
    }
}
