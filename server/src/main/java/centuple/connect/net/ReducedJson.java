package centuple.connect.net;

import centuple.connect.FieldMask;
import centuple.connect.Landing;
import centuple.connect.Payload;
import centuple.connect.UnreadableException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads of a JSON body only what a mask keeps. What is not kept is skipped in the bytes and never becomes a text in
 * memory: that is where names and addresses are. Stateless.
 */
public final class ReducedJson {
    /** Arrays and objects inside each other; shop plug-ins nest deeper than people do. */
    public static final int DEPTH_MAX = 100;
    /** Values of one body. */
    public static final long TOKENS_MAX = 500_000;
    /** Characters of a text that is kept. */
    public static final int KEPT_CHARS_MAX = 4_000;
    /** Values that are kept of one body. */
    public static final int KEPT_MAX = 50_000;
    /** The field by which a list at the top is read. */
    public static final String ITEMS = "items";

    private static final int SKIPPED_CHARS_MAX = 4 << 20;
    private static final int NUMBER_CHARS_MAX = 400;
    private static final int SCALE_MAX = 64;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX)
                    .maxStringLength(SKIPPED_CHARS_MAX).maxNumberLength(NUMBER_CHARS_MAX).maxTokenCount(TOKENS_MAX)
                    .build())
            .build()).build();

    private final JsonParser parser;
    private final Landing.Rule landing;
    private int kept;

    private ReducedJson(JsonParser parser, Landing.Rule landing) {
        this.parser = parser;
        this.landing = landing;
    }

    /** The same, with all that a mask keeps of landing addresses. */
    public static Payload read(byte[] utf8, FieldMask mask) {
        return read(utf8, mask, Landing.Rule.TOKEN);
    }

    /**
     * Reads an object; a list at the top is read as the field {@code items}.
     *
     * @param landing what of landing addresses is kept
     * @throws UnreadableException when it is not JSON, neither object nor list, or beyond a limit
     */
    public static Payload read(byte[] utf8, FieldMask mask, Landing.Rule landing) {
        try (JsonParser parser = MAPPER.createParser(utf8)) {
            Payload payload = new ReducedJson(parser, landing).top(mask);
            if (parser.nextToken() != null) {
                throw new UnreadableException("there is something behind the end of the JSON");
            }
            return payload;
        } catch (JacksonException e) {
            var place = e.getLocation();
            String where = place == null
                    ? ""
                    : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
            if (e instanceof StreamConstraintsException) {
                throw UnreadableException.beyondLimit("JSON that is deeper, longer or larger than is read" + where);
            }
            throw new UnreadableException("not JSON" + where);
        }
    }

    private Payload top(FieldMask mask) {
        JsonToken first = parser.nextToken();
        if (first == JsonToken.START_OBJECT) {
            return new Payload(object(mask.root()));
        }
        FieldMask.Node items = mask.root().field(ITEMS);
        if (first == JsonToken.START_ARRAY) {
            return items == null ? skipped() : new Payload(Map.of(ITEMS, list(items)));
        }
        throw new UnreadableException("a JSON object is expected");
    }

    private Payload skipped() {
        parser.skipChildren();
        return Payload.EMPTY;
    }

    private Map<String, Object> object(FieldMask.Node mask) {
        Map<String, Object> kept = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            FieldMask.Node field = mask.field(name);
            JsonToken token = parser.nextToken();
            Object value = field == null ? null : value(token, field);
            if (field == null) {
                parser.skipChildren();
            } else if (value != null) {
                kept.put(name, value);
            }
        }
        return kept;
    }

    private List<Object> list(FieldMask.Node mask) {
        List<Object> kept = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            Object element = value(token, mask);
            if (element == null && mask.hasFields()) {
                // Not left out: a list of amounts would silently be shorter.
                element = Map.of();
            }
            Object wanted = element instanceof Map<?, ?> ? mask.kept(named(element), landing) : element;
            if (wanted != null) {
                kept.add(wanted);
            }
        }
        return kept;
    }

    @SuppressWarnings("unchecked") // made by object() above
    private static Map<String, Object> named(Object object) {
        return (Map<String, Object>) object;
    }

    /** The value at the parser, read to its end; null where nothing of it is kept. */
    private @Nullable Object value(JsonToken token, FieldMask.Node mask) {
        count();
        return switch (token) {
            case START_OBJECT -> object(mask);
            case START_ARRAY -> list(mask);
            case VALUE_STRING -> mask.isLeaf() ? text(mask) : null;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> mask.isLeaf() ? number() : null;
            case VALUE_TRUE -> mask.isLeaf() ? Boolean.TRUE : null;
            case VALUE_FALSE -> mask.isLeaf() ? Boolean.FALSE : null;
            default -> null;
        };
    }

    private void count() {
        kept++;
        if (kept > KEPT_MAX) {
            throw UnreadableException.beyondLimit("there are more than " + KEPT_MAX + " values that matter");
        }
    }

    private @Nullable String text(FieldMask.Node mask) {
        String text = parser.getString();
        String reduced = mask.reduced(text, landing);
        if (reduced.length() > KEPT_CHARS_MAX && mask.mayBeForeign()) {
            // Plug-ins write whole pages into fields of their own.
            return null;
        } else if (reduced.length() > KEPT_CHARS_MAX) {
            throw UnreadableException.beyondLimit(
                    "the field " + parser.currentName() + " is longer than " + KEPT_CHARS_MAX + " characters");
        }
        return reduced.isEmpty() && !text.isEmpty() ? null : reduced;
    }

    /** Digits as they are written; an exponent so large that the number could not be written out is refused. */
    private BigDecimal number() {
        BigDecimal number = parser.getDecimalValue();
        if (Math.abs((long) number.scale()) > SCALE_MAX) {
            throw new UnreadableException("the field " + parser.currentName() + " is a number of too many digits");
        }
        return number;
    }
}
