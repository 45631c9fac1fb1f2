package centuple.platform.table;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.Reader;

/** The lines of a text, however long one is: of too long ones only the beginning is kept. Not thread-safe. */
public final class Lines {
    private final Reader reader;
    private final int charsMax;
    private final Runnable onLine;
    private final char[] buffer = new char[1 << 15];
    private final StringBuilder line = new StringBuilder();
    private int at;
    private int end;
    private boolean afterReturn;
    private long number;

    /**
     * @param charsMax of a longer line one character more is kept, by which it is known
     * @param onLine told of each line that begins
     */
    public Lines(Reader reader, int charsMax, Runnable onLine) {
        this.reader = reader;
        this.charsMax = charsMax;
        this.onLine = onLine;
    }

    /** The next line without its end (LF, CR LF or CR); null behind the last. */
    public @Nullable String next() throws IOException {
        line.setLength(0);
        boolean any = false;
        onLine.run();
        while (fill()) {
            if (afterReturn && buffer[at] == '\n') {
                at++;
                afterReturn = false;
                continue;
            }
            afterReturn = false;
            any = true;
            int from = at;
            while (at < end && buffer[at] != '\n' && buffer[at] != '\r') {
                at++;
            }
            line.append(buffer, from, Math.min(at - from, charsMax + 1 - line.length()));
            if (at < end) {
                afterReturn = buffer[at++] == '\r';
                number++;
                return line.toString();
            }
            onLongLine();
        }
        number += any ? 1 : 0;
        return any ? line.toString() : null;
    }

    /** What is beyond the limit is passed over and takes no memory, so it does not count as one element. */
    private void onLongLine() {
        if (line.length() > charsMax) {
            onLine.run();
        }
    }

    /** Whether that line was longer than the limit, and so is cut. */
    boolean isTooLong(String text) {
        return text.length() > charsMax;
    }

    int charsMax() {
        return charsMax;
    }

    /** The number of the line handed out last, from 1. */
    public long number() {
        return number;
    }

    private boolean fill() throws IOException {
        if (at < end) {
            return true;
        }
        at = 0;
        end = Math.max(0, reader.read(buffer, 0, buffer.length));
        return end > 0;
    }
}
