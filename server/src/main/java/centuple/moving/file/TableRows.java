package centuple.moving.file;

import centuple.moving.Mapping;
import centuple.moving.MovedField;
import centuple.moving.MovedKind;
import centuple.moving.Row;
import centuple.platform.cli.Refusal;
import centuple.platform.table.Lines;
import centuple.platform.table.Records;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The rows of a table whose first line names its columns. */
final class TableRows extends RowSource {
    private static final int RECORD_LINES_MAX = 100;
    private static final int COLUMNS_MAX = 1_000;

    private final Records records;
    private final Map<MovedField, Integer> places = new EnumMap<>(MovedField.class);
    private final Map<MovedField, String> constants = new EnumMap<>(MovedField.class);
    private final int width;

    TableRows(InputStream in, Lines lines, char separator, MovedKind kind, Mapping mapping) throws IOException {
        super(in);
        this.records = new Records(lines, separator, RECORD_LINES_MAX);
        if (!records.next() || !records.fault().isEmpty()) {
            throw new Refusal("line 1: the header cannot be read: " + records.fault());
        }
        List<String> header = List.copyOf(records.fields());
        this.width = header.size();
        if (width > COLUMNS_MAX) {
            throw new Refusal("line 1: more than " + COLUMNS_MAX + " columns");
        }
        List<String> missing = new ArrayList<>();
        kind.fields().forEach(field -> find(field, header, kind, mapping, missing));
        if (!missing.isEmpty()) {
            throw new Refusal("line 1: the header has no column for " + String.join(", and none for ", missing)
                    + "; it has: " + header.stream().limit(50).collect(Collectors.joining(", ")));
        }
    }

    private void find(MovedField field, List<String> header, MovedKind kind, Mapping mapping, List<String> missing) {
        List<String> names = mapping.columns().getOrDefault(field, List.of());
        if (names.size() == 1 && names.getFirst().startsWith(Mapping.CONSTANT)) {
            constants.put(field, names.getFirst().substring(1));
            return;
        }
        for (String name : names) {
            List<Integer> found = new ArrayList<>();
            for (int i = 0; i < header.size(); i++) {
                if (plain(header.get(i)).equals(plain(name))) {
                    found.add(i);
                }
            }
            if (found.size() > 1) {
                throw new Refusal("line 1: the header has more than one column " + name);
            }
            if (!found.isEmpty()) {
                places.put(field, found.getFirst());
                return;
            }
        }
        if (kind.needed().contains(field) || mapping.strict().contains(field)) {
            missing.add(field.wire() + (names.isEmpty() ? "" : " (" + String.join(" or ", names) + ")"));
        }
    }

    @Override
    public boolean next(Row row) throws IOException {
        do {
            if (!records.next()) {
                return false;
            }
        } while (records.isBlank());
        row.reset(records.number());
        List<String> fields = records.fields();
        if (!records.fault().isEmpty()) {
            row.fault(records.fault());
        } else if (fields.size() > width) {
            row.fault("it has " + fields.size() + " fields, the header " + width);
        }
        constants.forEach(row::set);
        places.forEach((field, place) -> {
            if (place < fields.size()) {
                row.set(field, fields.get(place));
            }
        });
        return true;
    }
}
