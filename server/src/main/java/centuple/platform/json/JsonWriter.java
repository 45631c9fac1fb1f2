package centuple.platform.json;

import java.util.Arrays;

/**
 * Writes JSON by hand into bytes that are used again, where a tree of maps would cost more than what it says. Commas
 * are set by it; that names and values alternate and brackets match is for the caller. Not thread-safe.
 */
public final class JsonWriter {
    private static final int BYTES_PER_CHAR_MAX = 6;
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private byte[] bytes;
    private int length;
    private boolean follows;

    /** Begins with room for so many bytes; it grows. */
    public JsonWriter(int bytesUsual) {
        this.bytes = new byte[bytesUsual];
    }

    /** Forgets what was written. */
    public JsonWriter clear() {
        length = 0;
        follows = false;
        return this;
    }

    /** Opens an object or list. */
    public JsonWriter open(char bracket) {
        comma();
        put(bracket);
        follows = false;
        return this;
    }

    /** Closes it. */
    public JsonWriter close(char bracket) {
        room(1);
        put(bracket);
        follows = true;
        return this;
    }

    /** The name of the value that comes next. */
    public JsonWriter name(String name) {
        string(name);
        room(1);
        put(':');
        follows = false;
        return this;
    }

    /** A text; half a surrogate pair is written as a question mark. */
    public JsonWriter string(CharSequence text) {
        comma();
        room(text.length() * BYTES_PER_CHAR_MAX + 2);
        put('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7f && c != '"' && c != '\\') {
                put(c);
            } else if (Character.isHighSurrogate(c) && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                pair(Character.toCodePoint(c, text.charAt(i)));
            } else {
                other(c);
            }
        }
        put('"');
        follows = true;
        return this;
    }

    /** What was written since it was cleared. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void other(char c) {
        if (c == '"' || c == '\\') {
            put('\\');
            put(c);
        } else if (c < ' ') {
            put('\\');
            put('u');
            put('0');
            put('0');
            put(HEX[c >> 4]);
            put(HEX[c & 15]);
        } else if (c < 0x80) {
            put(c);
        } else if (c < 0x800) {
            put(0xc0 | c >> 6);
            put(0x80 | c & 0x3f);
        } else if (Character.isSurrogate(c)) {
            put('?');
        } else {
            put(0xe0 | c >> 12);
            put(0x80 | c >> 6 & 0x3f);
            put(0x80 | c & 0x3f);
        }
    }

    private void pair(int codePoint) {
        put(0xf0 | codePoint >> 18);
        put(0x80 | codePoint >> 12 & 0x3f);
        put(0x80 | codePoint >> 6 & 0x3f);
        put(0x80 | codePoint & 0x3f);
    }

    private void comma() {
        room(2);
        if (follows) {
            put(',');
        }
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    private void put(int value) {
        bytes[length++] = (byte) value;
    }
}
