package centuple.catalogue.file;

import centuple.catalogue.feed.FeedField;
import centuple.catalogue.feed.FeedItem;
import centuple.catalogue.feed.FeedKind;
import centuple.catalogue.feed.FeedLimits;
import centuple.catalogue.feed.FeedSettings;
import centuple.catalogue.feed.UnreadableFeedException;
import centuple.platform.table.Lines;
import centuple.platform.table.Records;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Tables with a header line, separated by tabs, commas or else, as {@link Records} reads them. */
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

    TableFile(FeedSettings settings) {
        this.settings = settings;
    }

    @Override
    public void parse(FeedStream in, Consumer<FeedItem> items) throws IOException, UnreadableFeedException {
        Records records = new Records(new Lines(reader(in), FeedLimits.LINE_CHARS_MAX, in::step),
                settings.table().separator(), FeedLimits.RECORD_LINES_MAX);
        if (!records.next()) {
            throw new UnreadableFeedException("it is empty");
        }
        Map<FeedField, Integer> columns = columns(List.copyOf(records.fields()));
        int width = records.fields().size();
        while (records.next()) {
            if (!records.isBlank()) {
                fill(records, columns, width);
                items.accept(item);
            }
        }
    }

    private void fill(Records records, Map<FeedField, Integer> columns, int width) {
        item.reset(records.number());
        List<String> fields = records.fields();
        if (!records.fault().isEmpty()) {
            item.breakRow(records.fault());
        } else if (fields.size() > width) {
            item.breakRow("it has " + fields.size() + " fields, the header " + width);
        }
        columns.forEach((field, column) -> {
            if (column < fields.size()) {
                item.set(field, fields.get(column));
            }
        });
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
