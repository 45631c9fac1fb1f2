package centuple.click;

/**
 * The kind of device a visitor used, as coarse as it can be: it tells screens apart, never people.
 *
 * The codes are written to disk and into the database: they are never changed nor given to another kind.
 */
public enum Device {
    /** Not told, or not recognised. */
    UNKNOWN(0),
    /** A computer. */
    DESKTOP(1),
    /** A telephone. */
    MOBILE(2),
    /** A tablet. */
    TABLET(3);

    private static final Device[] ALL = values();

    private final int code;

    Device(int code) {
        this.code = code;
    }

    /** The stable number of this kind, 0 to 3. */
    public int code() {
        return code;
    }

    /** Whether a code belongs to a kind. */
    public static boolean isCode(int code) {
        return code >= 0 && code < ALL.length;
    }

    /** The kind of a code; throws IllegalArgumentException for a code that is none. */
    public static Device ofCode(int code) {
        if (!isCode(code)) {
            throw new IllegalArgumentException("no device has the code " + code);
        }
        return ALL[code];
    }
}
