package centuple.connect.job;

import centuple.connect.Payload;
import centuple.platform.json.Json;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reduced bodies as the inbox keeps them. */
public final class InboxJson {
    /** Amounts are read digit by digit as they were written. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private InboxJson() {
    }

    public static String write(Payload body) {
        return Json.string(body.fields());
    }

    public static Payload read(String body) {
        return new Payload(object(MAPPER.readTree(body)));
    }

    private static Map<String, Object> object(JsonNode node) {
        Map<String, Object> fields = new LinkedHashMap<>();
        node.properties().forEach(field -> fields.put(field.getKey(), value(field.getValue())));
        return fields;
    }

    private static Object value(JsonNode node) {
        if (node.isObject()) {
            return object(node);
        }
        if (node.isArray()) {
            List<Object> all = new ArrayList<>();
            node.forEach(element -> all.add(value(element)));
            return all;
        }
        if (node.isNumber()) {
            return node.decimalValue();
        }
        return node.isBoolean() ? (Object) node.booleanValue() : node.stringValue();
    }
}
