package centuple.moving;

import java.util.EnumMap;
import java.util.Map;

/**
 * One row of a file: of its columns only those that are mapped. Used again for the next row. Not thread-safe.
 */
public final class Row {
    /** Characters of one field that is read; a longer one refuses its row. */
    public static final int FIELD_CHARS_MAX = 4_096;

    private static final char REPLACEMENT = '\uFFFD';

    private final Map<MovedField, String> texts = new EnumMap<>(MovedField.class);
    private long line;
    private String fault = "";

    /** Begins the row of that line. */
    public void reset(long number) {
        line = number;
        fault = "";
        texts.clear();
    }

    /** The line it begins in, from 1. */
    public long line() {
        return line;
    }

    /** The row as a whole cannot be read. */
    public void fault(String why) {
        fault = fault.isEmpty() ? why : fault;
    }

    public void set(MovedField field, String text) {
        texts.put(field, text);
    }

    /** Fails when the row as a whole cannot be read. */
    public void check() throws RefusedRowException {
        if (!fault.isEmpty()) {
            throw new RefusedRowException("", fault);
        }
    }

    /** The text of a field without blanks around it; empty where there is none. */
    public String text(MovedField field) throws RefusedRowException {
        String text = texts.getOrDefault(field, "").strip();
        if (text.length() > FIELD_CHARS_MAX) {
            throw RefusedRowException.of(field, "is longer than " + FIELD_CHARS_MAX + " characters");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == REPLACEMENT) {
                throw RefusedRowException.of(field, "has bytes that are not UTF-8");
            }
            if (Character.isISOControl(c)) {
                throw RefusedRowException.of(field, "has a control character or a line break in it");
            }
        }
        return text;
    }

    /** The same, where it must be there. */
    public String needed(MovedField field) throws RefusedRowException {
        String text = text(field);
        if (text.isEmpty()) {
            throw RefusedRowException.of(field, "is empty");
        }
        return text;
    }
}
