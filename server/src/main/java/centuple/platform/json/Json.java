package centuple.platform.json;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * JSON as the exchange reads and writes it. Reading refuses what other readers let pass: duplicate keys, invalid UTF-8,
 * text after the end, deep nesting, endless names and numbers. Writing turns a record into an object with snake_case
 * keys in the order of its components. Thread-safe.
 */
public final class Json {
    /** Arrays and objects inside each other. */
    public static final int DEPTH_MAX = 16;
    /** Characters of one string. */
    public static final int STRING_CHARS_MAX = 16_384;
    /** Characters of one key. */
    public static final int NAME_CHARS_MAX = 256;
    /** Characters of one number. */
    public static final int NUMBER_CHARS_MAX = 32;
    /** Tokens of one document: a million empty arrays are small in bytes but not in memory. */
    public static final long TOKENS_MAX = 200_000;

    private static final JsonMapper MAPPER = JsonMapper
            .builder(JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX)
                            .maxStringLength(STRING_CHARS_MAX).maxNameLength(NAME_CHARS_MAX)
                            .maxNumberLength(NUMBER_CHARS_MAX).maxTokenCount(TOKENS_MAX).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

    private Json() {
    }

    /**
     * Reads one JSON object.
     *
     * @throws InvalidJsonException when the bytes are not UTF-8, not one JSON object, or beyond a limit
     */
    public static JsonFields fields(byte[] utf8) {
        return JsonFields.of(object(utf8));
    }

    /**
     * Reads one JSON object as a tree.
     *
     * @throws InvalidJsonException as {@link #fields}
     */
    public static ObjectNode object(byte[] utf8) {
        JsonNode node = tree(utf8);
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw refused("a JSON object is expected");
    }

    /**
     * Reads one JSON value as a tree.
     *
     * @throws InvalidJsonException as {@link #fields}
     */
    public static JsonNode tree(byte[] utf8) {
        try {
            JsonNode node = MAPPER.readTree(text(utf8));
            if (node.isMissingNode()) {
                throw refused("the body is empty");
            }
            return node;
        } catch (StreamConstraintsException e) {
            throw refused(limit(e.getOriginalMessage()) + place(e));
        } catch (JacksonException e) {
            throw refused("not JSON: " + reason(e) + place(e));
        }
    }

    /** Writes a record, map, list or tree as UTF-8. */
    public static byte[] bytes(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /** Writes a record, map, list or tree as text. */
    public static String string(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    private static String text(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT).decode(ByteBuffer.wrap(utf8)).toString();
        } catch (CharacterCodingException e) {
            throw refused("not valid UTF-8");
        }
    }

    /** The parser's reason without its excerpt of the body, which may hold somebody's name, and its advice to us. */
    private static String reason(JacksonException e) {
        return e.getOriginalMessage().lines().findFirst().orElse("").replaceFirst(": enable `.*", " is not allowed")
                .replaceFirst("Unrecognized token '[^']*'", "Unrecognized token");
    }

    private static String limit(String reason) {
        if (reason.contains("nesting depth")) {
            return "lists and objects are nested deeper than " + DEPTH_MAX;
        }
        if (reason.startsWith("String value")) {
            return "a text is longer than " + STRING_CHARS_MAX + " characters";
        }
        if (reason.startsWith("Name")) {
            return "the name of a field is longer than " + NAME_CHARS_MAX + " characters";
        }
        if (reason.startsWith("Number")) {
            return "a number is longer than " + NUMBER_CHARS_MAX + " characters";
        }
        return reason.startsWith("Token count")
                ? "there are more than " + TOKENS_MAX + " values"
                : "a limit is exceeded";
    }

    private static String place(JacksonException e) {
        var where = e.getLocation();
        return where == null ? "" : " (line " + where.getLineNr() + ", column " + where.getColumnNr() + ")";
    }

    private static InvalidJsonException refused(String detail) {
        return new InvalidJsonException(List.of(new FieldError("", detail)));
    }
}
