package centuple.link;

/** Why an address is not one that visitors are sent to; a closed set. */
public enum TargetFault {
    /** Longer than {@link TargetUrl#LENGTH_MAX} characters. */
    TOO_LONG("is longer than 2048 characters"),
    /** A character that does not belong in a URL, among them blanks, control characters and the backslash. */
    CHARACTER("has a character that must be percent-encoded or must not be there"),
    /** Not https. */
    SCHEME("must start with https:// or, where a path is enough, with a single /"),
    /** No host name in the one accepted form: user names, ports, IP addresses and upper case are refused. */
    HOST("must name a plain lower-case host, without user name, port or IP address"),
    /**
     * A percent sign without two hex digits, or one that hides a control character, a slash or another percent sign.
     */
    PERCENT_ENCODING("has a percent-encoding that is broken or hides a character of meaning"),
    /** A path with {@code .} or {@code ..} segments, however written. */
    DOT_SEGMENT("has a . or .. in its path"),
    /** A path with two slashes in a row. */
    EMPTY_SEGMENT("has two slashes in a row in its path");

    private final String explanation;

    TargetFault(String explanation) {
        this.explanation = explanation;
    }

    /** What is wrong, as the end of a sentence that starts with "the URL". */
    public String explanation() {
        return explanation;
    }
}
