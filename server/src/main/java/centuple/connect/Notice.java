package centuple.connect;

/**
 * Which event a message is.
 *
 * @param eventId the platform's id of the event, the same in every repetition; empty where it sends none, and then the
 *        body's digest stands for it
 * @param topic the platform's name for what happened, such as {@code orders/paid}
 */
public record Notice(String eventId, String topic) {
    /** Characters of either; what is longer is cut, and what cannot be printed left out. */
    public static final int CHARS_MAX = 200;

    public Notice {
        eventId = cut(eventId);
        topic = cut(topic);
    }

    private static String cut(String text) {
        String printable = text.codePoints().filter(c -> c >= ' ' && c < 0xD800)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        return printable.length() <= CHARS_MAX ? printable : printable.substring(0, CHARS_MAX);
    }
}
