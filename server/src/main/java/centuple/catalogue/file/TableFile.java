package centuple.catalogue.file;

import centuple.catalogue.feed.FeedField;
import centuple.catalogue.feed.FeedItem;
import centuple.catalogue.feed.FeedKind;
import centuple.catalogue.feed.FeedLimits;
import centuple.catalogue.feed.FeedSettings;
import centuple.catalogue.feed.UnreadableFeedException;
import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Tables with a header line, separated by tabs, commas or else, as RFC 4180 quotes them. A quote that is never closed
 * breaks its own line only: reading goes on with the next one. That, and the names of lines in the report, is why this
 * is not left to a library.
 */
final class TableFile implements FeedParser {
    private static final Map<String, FeedField> GOOGLE = Map.ofEntries(Map.entry("id", FeedField.ID),
            Map.entry("title", FeedField.TITLE), Map.entry("link", FeedField.LINK), Map.entry("gtin", FeedField.GTIN),
            Map.entry("brand", FeedField.BRAND), Map.entry("mpn", FeedField.MPN),
            Map.entry("google_product_category", FeedField.CATEGORY),
            Map.entry("product_type", FeedField.OWN_CATEGORY), Map.entry("size", FeedField.SIZE),
            Map.entry("item_group_id", FeedField.GROUP), Map.entry("availability", FeedField.AVAILABILITY),
            Map.entry("shipping", FeedField.COUNTRIES));

    private final FeedSettings settings;
    private final FeedItem item = new FeedItem();
    private final Deque<String> pending = new ArrayDeque<>();
    private final List<String> fields = new ArrayList<>();
    private long pendingNumber;
    private long recordNumber;

    TableFile(FeedSettings settings) {
        this.settings = settings;
    }

    @Override
    public void parse(FeedStream in, Consumer<FeedItem> items) throws IOException, UnreadableFeedException {
        Lines lines = new Lines(reader(in), in::step);
        if (!record(lines)) {
            throw new UnreadableFeedException("it is empty");
        }
        Map<FeedField, Integer> columns = columns(List.copyOf(fields));
        int width = fields.size();
        while (record(lines)) {
            if (item.fault().isEmpty() && fields.size() == 1 && fields.getFirst().isBlank()) {
                continue;
            }
            fill(columns, width);
            items.accept(item);
        }
    }

    private void fill(Map<FeedField, Integer> columns, int width) {
        if (item.fault().isEmpty() && fields.size() > width) {
            item.breakRow("it has " + fields.size() + " fields, the header " + width);
        }
        columns.forEach((field, column) -> {
            if (column < fields.size()) {
                item.set(field, fields.get(column));
            }
        });
    }

    /** Reads the next record into {@link #fields}; a broken one is noted in the item. False behind the last. */
    private boolean record(Lines lines) throws IOException {
        String first = nextLine(lines);
        if (first == null) {
            return false;
        }
        long number = recordNumber;
        item.reset(number);
        fields.clear();
        if (first.length() > FeedLimits.LINE_CHARS_MAX) {
            item.breakRow("the line is longer than " + FeedLimits.LINE_CHARS_MAX + " characters");
            return true;
        }
        if (split(first)) {
            return true;
        }
        return recordOverLines(lines, first, number);
    }

    /** A quoted field goes on in the next line, or its quote is never closed. */
    private boolean recordOverLines(Lines lines, String first, long number) throws IOException {
        List<String> taken = new ArrayList<>();
        StringBuilder record = new StringBuilder(first);
        while (taken.size() < FeedLimits.RECORD_LINES_MAX && record.length() <= FeedLimits.LINE_CHARS_MAX) {
            String more = nextLine(lines);
            if (more == null) {
                break;
            }
            taken.add(more);
            record.append('\n').append(more);
            if (more.indexOf('"') >= 0 && split(record.toString())) {
                return true;
            }
        }
        for (String line : taken.reversed()) {
            pending.addFirst(line);
        }
        pendingNumber = number;
        item.breakRow("a quote is opened and not closed");
        return true;
    }

    private @Nullable String nextLine(Lines lines) throws IOException {
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
        char separator = settings.table().separator();
        int at = 0;
        while (true) {
            if (at < record.length() && record.charAt(at) == '"') {
                StringBuilder field = new StringBuilder();
                at = quoted(record, at + 1, field);
                if (at < 0) {
                    return false;
                }
                int end = end(record, at, separator);
                fields.add(field.append(record, at, end).toString());
                at = end;
            } else {
                int end = end(record, at, separator);
                fields.add(record.substring(at, end));
                at = end;
            }
            if (at >= record.length()) {
                return true;
            }
            at++;
        }
    }

    private static int end(String record, int from, char separator) {
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

    private Map<FeedField, Integer> columns(List<String> header) throws UnreadableFeedException {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            places.putIfAbsent(plainName(header.get(i)), i);
        }
        Map<FeedField, Integer> columns = new EnumMap<>(FeedField.class);
        if (settings.kind() == FeedKind.GOOGLE_TSV) {
            GOOGLE.forEach((name, field) -> {
                Integer place = places.get(name);
                if (place != null) {
                    columns.put(field, place);
                }
            });
        } else {
            for (Map.Entry<FeedField, String> wanted : settings.table().columns().entrySet()) {
                Integer place = places.get(plainName(wanted.getValue()));
                if (place == null) {
                    throw new UnreadableFeedException("its header has no column " + wanted.getValue());
                }
                columns.put(wanted.getKey(), place);
            }
        }
        for (FeedField needed : List.of(FeedField.ID, FeedField.TITLE, FeedField.LINK)) {
            if (!columns.containsKey(needed)) {
                throw new UnreadableFeedException(
                        "its header has no column for " + needed.name().toLowerCase(Locale.ROOT));
            }
        }
        return columns;
    }

    /** Headers compare without case, and with spaces as underscores; {@code shipping(country:price)} is shipping. */
    private static String plainName(String column) {
        String name = column.strip().toLowerCase(Locale.ROOT).replaceFirst("^g:", "").replaceFirst("\\(.*\\)$", "");
        return name.strip().replace(' ', '_');
    }

    private Reader reader(FeedStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
        buffered.mark(4);
        int[] first = {buffered.read(), buffered.read(), buffered.read()};
        buffered.reset();
        String encoding = settings.table().encoding();
        Charset charset = encoding.isEmpty() ? StandardCharsets.UTF_8 : Charset.forName(encoding);
        if (first[0] == 0xef && first[1] == 0xbb && first[2] == 0xbf) {
            buffered.skipNBytes(3);
            charset = StandardCharsets.UTF_8;
        } else if (first[0] == 0xfe && first[1] == 0xff || first[0] == 0xff && first[1] == 0xfe) {
            charset = StandardCharsets.UTF_16;
        }
        // Bytes that are not of the encoding become U+FFFD, by which the row is refused later.
        return new InputStreamReader(buffered, charset);
    }
}
