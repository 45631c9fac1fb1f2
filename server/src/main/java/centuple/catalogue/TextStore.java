package centuple.catalogue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Texts of many products in few large arrays: each entry has several texts in UTF-8, with their lengths before them.
 * Filled by one thread, read by any.
 */
final class TextStore {
    /** Bytes of one text. */
    static final int TEXT_BYTES_MAX = 0xffff;

    private static final int CHUNK_BITS = 22;
    private static final int CHUNK_BYTES = 1 << CHUNK_BITS;

    private final List<byte[]> filling = new ArrayList<>();
    private byte[][] chunks = {};
    private int used = CHUNK_BYTES;

    /** Keeps the texts of one entry and tells where. */
    long add(String... texts) {
        byte[][] encoded = new byte[texts.length][];
        int length = 0;
        for (int i = 0; i < texts.length; i++) {
            encoded[i] = texts[i].getBytes(StandardCharsets.UTF_8);
            if (encoded[i].length > TEXT_BYTES_MAX) {
                throw new IllegalArgumentException("a text of " + encoded[i].length + " bytes");
            }
            length += 2 + encoded[i].length;
        }
        if (used + length > CHUNK_BYTES) {
            trimLast();
            filling.add(new byte[CHUNK_BYTES]);
            used = 0;
        }
        long at = (long) (filling.size() - 1) << CHUNK_BITS | used;
        byte[] chunk = filling.getLast();
        for (byte[] text : encoded) {
            chunk[used] = (byte) (text.length >> 8);
            chunk[used + 1] = (byte) text.length;
            System.arraycopy(text, 0, chunk, used + 2, text.length);
            used += 2 + text.length;
        }
        return at;
    }

    /** Ends the filling. */
    void finish() {
        trimLast();
        chunks = filling.toArray(byte[][]::new);
        filling.clear();
    }

    private void trimLast() {
        if (!filling.isEmpty()) {
            filling.set(filling.size() - 1, Arrays.copyOf(filling.getLast(), used));
        }
    }

    /** A text of an entry. */
    String text(long at, int which) {
        byte[] chunk = chunks[(int) (at >>> CHUNK_BITS)];
        int from = start(chunk, at, which);
        return new String(chunk, from + 2, length(chunk, from), StandardCharsets.UTF_8);
    }

    /** Whether the first text of an entry is this one. */
    boolean firstIs(long at, String text) {
        byte[] chunk = chunks[(int) (at >>> CHUNK_BITS)];
        int from = (int) at & CHUNK_BYTES - 1;
        int length = length(chunk, from);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 127) {
                return text(at, 0).equals(text);
            }
            if (i >= length || chunk[from + 2 + i] != c) {
                return false;
            }
        }
        return text.length() == length;
    }

    private static int start(byte[] chunk, long at, int which) {
        int from = (int) at & CHUNK_BYTES - 1;
        for (int i = 0; i < which; i++) {
            from += 2 + length(chunk, from);
        }
        return from;
    }

    private static int length(byte[] chunk, int at) {
        return (chunk[at] & 0xff) << 8 | chunk[at + 1] & 0xff;
    }

    long bytes() {
        long bytes = 0;
        for (byte[] chunk : chunks) {
            bytes += chunk.length;
        }
        return bytes;
    }
}
