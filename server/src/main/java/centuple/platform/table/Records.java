package centuple.platform.table;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The records of a table, separated by tabs, commas or else, as RFC 4180 quotes them. A quote that is never closed
 * breaks its own line only: reading goes on with the next one. That, and the names of lines in reports, is why this is
 * not left to a library. Not thread-safe.
 */
public final class Records {
    private final Lines lines;
    private final char separator;
    private final int recordLinesMax;
    private final Deque<String> pending = new ArrayDeque<>();
    private final List<String> fields = new ArrayList<>();
    private long pendingNumber;
    private long recordNumber;
    private long number;
    private String fault = "";

    /**
     * @param recordLinesMax lines over which one record may go
     */
    public Records(Lines lines, char separator, int recordLinesMax) {
        this.lines = lines;
        this.separator = separator;
        this.recordLinesMax = recordLinesMax;
    }

    /** Reads the next record; false behind the last. */
    public boolean next() throws IOException {
        fields.clear();
        fault = "";
        String first = nextLine();
        if (first == null) {
            return false;
        }
        number = recordNumber;
        if (lines.isTooLong(first)) {
            fault = "the line is longer than " + lines.charsMax() + " characters";
        } else if (!split(first)) {
            goOnOverLines(first);
        }
        return true;
    }

    /** The fields of the record read last; to be copied by whoever keeps them. Without meaning where it is broken. */
    public List<String> fields() {
        return fields;
    }

    /** What is wrong with the record as a whole; empty where nothing is. */
    public String fault() {
        return fault;
    }

    /** The number of the line it begins in, from 1. */
    public long number() {
        return number;
    }

    /** Whether it is an empty line. */
    public boolean isBlank() {
        return fault.isEmpty() && fields.size() == 1 && fields.getFirst().isBlank();
    }

    /** A quoted field goes on in the next line, or its quote is never closed. */
    private void goOnOverLines(String first) throws IOException {
        List<String> taken = new ArrayList<>();
        StringBuilder record = new StringBuilder(first);
        while (taken.size() < recordLinesMax && record.length() <= lines.charsMax()) {
            String more = nextLine();
            if (more == null) {
                break;
            }
            taken.add(more);
            record.append('\n').append(more);
            if (more.indexOf('"') >= 0 && split(record.toString())) {
                return;
            }
        }
        for (String line : taken.reversed()) {
            pending.addFirst(line);
        }
        pendingNumber = number;
        fault = "a quote is opened and not closed";
    }

    private @Nullable String nextLine() throws IOException {
        String waiting = pending.pollFirst();
        if (waiting != null) {
            recordNumber = ++pendingNumber;
            return waiting;
        }
        String line = lines.next();
        recordNumber = lines.number();
        return line;
    }

    /** Splits into {@link #fields}; false where a quote is still open at the end. */
    private boolean split(String record) {
        fields.clear();
        int at = 0;
        while (true) {
            if (at < record.length() && record.charAt(at) == '"') {
                StringBuilder field = new StringBuilder();
                at = quoted(record, at + 1, field);
                if (at < 0) {
                    return false;
                }
                int end = end(record, at);
                fields.add(field.append(record, at, end).toString());
                at = end;
            } else {
                int end = end(record, at);
                fields.add(record.substring(at, end));
                at = end;
            }
            if (at >= record.length()) {
                return true;
            }
            at++;
        }
    }

    private int end(String record, int from) {
        int end = record.indexOf(separator, from);
        return end < 0 ? record.length() : end;
    }

    /** Reads up to the closing quote, two of which are one; tells the place behind it, or -1. */
    private static int quoted(String record, int from, StringBuilder field) {
        int at = from;
        while (true) {
            int quote = record.indexOf('"', at);
            if (quote < 0) {
                return -1;
            }
            field.append(record, at, quote);
            if (quote + 1 >= record.length() || record.charAt(quote + 1) != '"') {
                return quote + 1;
            }
            field.append('"');
            at = quote + 2;
        }
    }
}
