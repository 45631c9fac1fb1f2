package centuple.testkit;

import centuple.platform.http.OpenApiDocument;
import centuple.platform.json.Json;
import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The API's description, and whether an answer is as it says. Knows the part of JSON Schema that the document uses. */
public final class ApiDescription {
    private static final JsonNode DOCUMENT = Json.tree(OpenApiDocument.bytes());

    private ApiDescription() {
    }

    public static JsonNode document() {
        return DOCUMENT;
    }

    /** What is wrong with an answer; empty where nothing is, or the address is not described. */
    public static List<String> faults(String method, String path, int status, String body) {
        Optional<JsonNode> operation = operation(method, path);
        if (operation.isEmpty() || body.isEmpty()) {
            return List.of();
        }
        JsonNode responses = operation.get().get("responses");
        if (status < 400 && !responses.has(Integer.toString(status))) {
            return List.of("status " + status + " is not described");
        }
        if (status < 400 && !responses.get(Integer.toString(status)).at("/content").has("application/json")) {
            return List.of();
        }
        JsonNode schema = status >= 400
                ? DOCUMENT.at("/components/schemas/Problem")
                : responses.get(Integer.toString(status)).at("/content/application~1json/schema");
        List<String> faults = new ArrayList<>();
        check(Json.tree(body.getBytes(java.nio.charset.StandardCharsets.UTF_8)), schema, "", faults);
        return faults;
    }

    private static Optional<JsonNode> operation(String method, String path) {
        for (Map.Entry<String, JsonNode> described : DOCUMENT.get("paths").properties()) {
            if (path.split("\\?", 2)[0].matches(described.getKey().replaceAll("\\{[a-z_]+}", "[^/]+"))) {
                return Optional.ofNullable(described.getValue().get(method.toLowerCase(java.util.Locale.ROOT)));
            }
        }
        return Optional.empty();
    }

    private static void check(JsonNode value, JsonNode schema, String at, List<String> faults) {
        if (schema.has("$ref")) {
            check(value, DOCUMENT.at(schema.get("$ref").stringValue().substring(1)), at, faults);
            return;
        }
        if (schema.has("anyOf")) {
            if (value.isNull()) {
                return;
            }
            check(value, schema.get("anyOf").get(0), at, faults);
            return;
        }
        if (schema.has("type") && !isOfType(value, schema.get("type"))) {
            faults.add(at + " is not of type " + schema.get("type"));
            return;
        }
        if (schema.has("enum") && schema.get("enum").values().stream().noneMatch(value::equals)) {
            faults.add(at + " is none of " + schema.get("enum") + ": " + value);
        }
        if (schema.has("pattern") && value.isString()
                && !value.stringValue().matches(schema.get("pattern").stringValue())) {
            faults.add(at + " does not match " + schema.get("pattern"));
        }
        for (int i = 0; value.isArray() && schema.has("items") && i < value.size(); i++) {
            check(value.get(i), schema.get("items"), at + "/" + i, faults);
        }
        if (value.isObject()) {
            checkObject(value, schema, at, faults);
        }
    }

    private static void checkObject(JsonNode value, JsonNode schema, String at, List<String> faults) {
        for (JsonNode required : schema.path("required")) {
            if (!value.has(required.stringValue())) {
                faults.add(at + "/" + required.stringValue() + " is missing");
            }
        }
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            JsonNode described = schema.path("properties").get(field.getKey());
            if (described != null) {
                check(field.getValue(), described, at + "/" + field.getKey(), faults);
            } else if (schema.has("additionalProperties")) {
                faults.add(at + "/" + field.getKey() + " is not described");
            }
        }
    }

    private static boolean isOfType(JsonNode value, JsonNode type) {
        if (type.isArray()) {
            return type.values().stream().anyMatch(one -> isOfType(value, one));
        }
        return switch (type.stringValue()) {
            case "string" -> value.isString();
            case "integer" -> value.isIntegralNumber();
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            case "null" -> value.isNull();
            default -> false;
        };
    }
}
