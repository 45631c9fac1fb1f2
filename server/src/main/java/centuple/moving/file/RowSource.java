package centuple.moving.file;

import centuple.moving.Mapping;
import centuple.moving.MovedKind;
import centuple.moving.Row;
import centuple.platform.cli.Refusal;
import centuple.platform.table.Lines;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The rows of a file: a table with a header, or an object of JSON on each line. Not thread-safe. */
public abstract class RowSource implements AutoCloseable {
    /** Rows of one file; a larger one is to be split. */
    public static final long ROWS_MAX = 2_000_000;
    /** Characters of one row; a longer one is refused and passed over. */
    public static final int ROW_CHARS_MAX = 262_144;

    private static final int PEEKED_BYTES = 1 << 16;

    private final InputStream in;

    RowSource(InputStream in) {
        this.in = in;
    }

    /**
     * Opens a file and reads its header, if it has one.
     *
     * @throws Refusal where it has not the columns that are mapped, or is no text
     */
    public static RowSource open(Path file, MovedKind kind, Mapping mapping) throws IOException {
        InputStream in = Files.newInputStream(file);
        try {
            BufferedInputStream buffered = new BufferedInputStream(in, PEEKED_BYTES);
            String head = peek(buffered);
            Lines lines = new Lines(new InputStreamReader(buffered, StandardCharsets.UTF_8), ROW_CHARS_MAX, () -> {
            });
            return head.stripLeading().startsWith("{")
                    ? new ObjectRows(in, lines, kind, mapping)
                    : new TableRows(in, lines, separator(head), kind, mapping);
        } catch (IOException | RuntimeException failure) {
            in.close();
            throw failure;
        }
    }

    /** The first line, as far as it matters; a byte order mark is passed over. */
    private static String peek(BufferedInputStream in) throws IOException {
        in.mark(PEEKED_BYTES);
        byte[] head = in.readNBytes(PEEKED_BYTES - 1);
        in.reset();
        if (head.length >= 2 && (head[0] & 0xff) + (head[1] & 0xff) == 0xfe + 0xff && (head[0] & 0xff) >= 0xfe) {
            throw new Refusal("the file is UTF-16: save it as UTF-8");
        }
        if (head.length >= 3 && (head[0] & 0xff) == 0xef && (head[1] & 0xff) == 0xbb && (head[2] & 0xff) == 0xbf) {
            in.skipNBytes(3);
        }
        String text = new String(head, StandardCharsets.UTF_8);
        if (text.indexOf('\0') >= 0) {
            throw new Refusal("the file is no text; a spreadsheet is to be saved as CSV");
        }
        if (text.isBlank()) {
            throw new Refusal("the file is empty");
        }
        return text.lines().findFirst().orElse("").replace("\ufeff", "");
    }

    /** What parts most of the header: a comma, a semicolon as some spreadsheets write, or a tab. */
    private static char separator(String header) {
        char best = ',';
        for (char candidate : new char[]{';', '\t'}) {
            if (count(header, candidate) > count(header, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    /** Reads the next row into this one; false behind the last. */
    public abstract boolean next(Row row) throws IOException;

    @Override
    public final void close() throws IOException {
        in.close();
    }

    /** Names compare without case, blanks, hyphens and underscores: {@code Invoice ID} is {@code invoiceId}. */
    static String plain(String name) {
        return name.replaceAll("[\\s_\\u00a0-]", "").toLowerCase(java.util.Locale.ROOT);
    }
}
