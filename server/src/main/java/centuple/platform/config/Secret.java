package centuple.platform.config;

/**
 * A value that is never printed.
 *
 * @param value empty: none was given
 */
public record Secret(String value) {
    /** A text, such as an address, without the passwords in it. */
    public static String hiddenIn(String text) {
        return text.replaceAll("//[^?]*@", "//***@").replaceAll("(?i)(password=)[^&]*", "$1***");
    }

    /** Says only whether there is one. */
    @Override
    public String toString() {
        return value.isEmpty() ? "" : "***";
    }
}
