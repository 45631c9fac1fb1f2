package centuple.click;

/**
 * The giver's own marks on a click, {@code s1} to {@code s5}: which page, which banner. Empty where not given.
 *
 * They are for the giver's reports; the form keeps addresses and other personal data out. Immutable.
 */
public record SubIds(String s1, String s2, String s3, String s4, String s5) {

    /** How many marks a click may carry. */
    public static final int COUNT = 5;

    /** The longest mark, in characters. */
    public static final int LENGTH_MAX = 64;

    /** A click without marks. */
    public static final SubIds NONE = new SubIds("", "", "", "", "");

    /** Throws IllegalArgumentException where a mark is neither empty nor {@linkplain #isMark well-formed}. */
    public SubIds {
        requireMarkOrEmpty(s1);
        requireMarkOrEmpty(s2);
        requireMarkOrEmpty(s3);
        requireMarkOrEmpty(s4);
        requireMarkOrEmpty(s5);
    }

    /** The mark at an index, 0 being s1; throws IndexOutOfBoundsException outside 0 to 4. */
    public String get(int index) {
        return switch (index) {
            case 0 -> s1;
            case 1 -> s2;
            case 2 -> s3;
            case 3 -> s4;
            case 4 -> s5;
            default -> throw new IndexOutOfBoundsException("sub-id " + index + " of " + COUNT);
        };
    }

    /** Whether a text is a mark: 1 to 64 of {@code A-Z a-z 0-9 _ -}. */
    public static boolean isMark(String text) {
        if (text.isEmpty() || text.length() > LENGTH_MAX) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (!isMarkCharacter(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean isMarkCharacter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-';
    }

    private static void requireMarkOrEmpty(String text) {
        if (!text.isEmpty() && !isMark(text)) {
            throw new IllegalArgumentException("a sub-id must be 1 to 64 of A-Z a-z 0-9 _ -");
        }
    }
}
