package centuple.moving.file;

import centuple.moving.Mapping;
import centuple.moving.MovedField;
import centuple.moving.MovedKind;
import centuple.moving.Row;
import centuple.platform.cli.Refusal;
import centuple.platform.json.InvalidJsonException;
import centuple.platform.json.Json;
import centuple.platform.table.Lines;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The rows of a file with an object of JSON on each line. A column is a key, or a path as {@code partner.id}. */
final class ObjectRows extends RowSource {
    private final Lines lines;
    private final Map<MovedField, List<String>> names = new EnumMap<>(MovedField.class);
    private final Map<MovedField, String> constants = new EnumMap<>(MovedField.class);

    ObjectRows(InputStream in, Lines lines, MovedKind kind, Mapping mapping) {
        super(in);
        this.lines = lines;
        for (MovedField field : kind.fields()) {
            List<String> of = mapping.columns().getOrDefault(field, List.of());
            if (of.size() == 1 && of.getFirst().startsWith(Mapping.CONSTANT)) {
                constants.put(field, of.getFirst().substring(1));
            } else if (!of.isEmpty()) {
                names.put(field, of);
            } else if (kind.needed().contains(field)) {
                throw new Refusal("nothing is mapped to " + field.wire() + ": say --column " + field.wire() + "=KEY");
            }
        }
    }

    @Override
    public boolean next(Row row) throws IOException {
        String line;
        do {
            line = lines.next();
            if (line == null) {
                return false;
            }
        } while (line.isBlank());
        row.reset(lines.number());
        if (line.length() > ROW_CHARS_MAX) {
            row.fault("the line is longer than " + ROW_CHARS_MAX + " characters");
            return true;
        }
        constants.forEach(row::set);
        try {
            ObjectNode object = Json.object(line.getBytes(StandardCharsets.UTF_8));
            names.forEach((field, paths) -> row.set(field, text(object, paths, row)));
        } catch (InvalidJsonException invalid) {
            row.fault("it is no object of JSON: "
                    + invalid.errors().getFirst().detail().replace("(line 1, column", "(column"));
        }
        return true;
    }

    private static String text(ObjectNode object, List<String> paths, Row row) {
        for (String path : paths) {
            JsonNode value = value(object, path);
            if (value == null || value.isNull()) {
                continue;
            }
            if (value.isContainer()) {
                row.fault(path + " is a list or an object, not a text or number");
                return "";
            }
            return value.isNumber() && !value.isIntegralNumber()
                    ? value.decimalValue().toPlainString()
                    : value.asString();
        }
        return "";
    }

    private static @org.jspecify.annotations.Nullable JsonNode value(ObjectNode object, String path) {
        JsonNode at = object;
        for (String key : path.split("\\.", -1)) {
            JsonNode next = at.get(key);
            if (next == null && at instanceof ObjectNode of) {
                next = of.propertyNames().stream().filter(name -> plain(name).equals(plain(key))).findFirst()
                        .map(of::get).orElse(null);
            }
            if (next == null) {
                return null;
            }
            at = next;
        }
        return at;
    }
}
