package centuple.click;

/**
 * What a visit counts as. All classes together are the gross number, all but {@link #COUNTED} are filtered.
 *
 * The codes are written to disk and into the database: they are never changed nor given to another class.
 */
public enum VisitClass {
    /** A visit of a person that counts as given. */
    COUNTED(1),
    /** A HEAD request: somebody looked where the link leads. */
    HEAD(2),
    /** A client that declares itself a bot. */
    BOT(3),
    /** The same person was sent over the same pair on the same day before. */
    REPEAT(4),
    /** The address prefix is over its rate. */
    RATE(5),
    /** The pair's cap is reached. */
    CAPPED(6);

    private static final VisitClass[] ALL = values();

    private final int code;

    VisitClass(int code) {
        this.code = code;
    }

    /** The stable number of this class, 1 to 6. */
    public int code() {
        return code;
    }

    /** Whether a code belongs to a class. */
    public static boolean isCode(int code) {
        return code >= 1 && code <= ALL.length;
    }

    /** The class of a code; throws IllegalArgumentException for a code that is none. */
    public static VisitClass ofCode(int code) {
        if (!isCode(code)) {
            throw new IllegalArgumentException("no visit class has the code " + code);
        }
        return ALL[code - 1];
    }
}
