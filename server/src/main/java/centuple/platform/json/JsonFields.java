package centuple.platform.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The fields of one JSON object, read one by one. What is wrong is collected with its JSON pointer while harmless
 * placeholders are handed out, so that the writer learns of all mistakes at once; {@link #finish} or {@link
 * #finishLoosely}
 * then throws. Build domain types only after that. A field set to null counts as absent. Not thread-safe.
 */
public final class JsonFields {
    private final ObjectNode node;
    private final String pointer;
    private final List<FieldError> errors;
    private final List<JsonFields> children = new ArrayList<>();
    private final Set<String> read = new HashSet<>();

    private JsonFields(ObjectNode node, String pointer, List<FieldError> errors) {
        this.node = node;
        this.pointer = pointer;
        this.errors = errors;
    }

    static JsonFields of(ObjectNode node) {
        return new JsonFields(node, "", new ArrayList<>());
    }

    /** Whether the field is there and not null. */
    public boolean has(String name) {
        return value(name) != null;
    }

    /** A string of that many characters, not all blank, without control characters and without changes of direction. */
    public String text(String name, int charsMin, int charsMax) {
        return required(name, optionalText(name, charsMin, charsMax), "");
    }

    public Optional<String> optionalText(String name, int charsMin, int charsMax) {
        return string(name).filter(text -> {
            if (text.length() < charsMin || text.length() > charsMax) {
                return refuse(name, "must have " + charsMin + " to " + charsMax + " characters");
            }
            return text.codePoints().noneMatch(JsonFields::unprintable)
                    || refuse(name, "must not contain control characters or half characters");
        }).filter(text -> {
            if (!text.isEmpty() && text.codePoints().allMatch(JsonFields::blank)) {
                return refuse(name, "must not be blank");
            }
            return text.codePoints().noneMatch(JsonFields::turning)
                    || refuse(name, "must not contain characters that turn the direction of writing");
        });
    }

    /** A string of that pattern, described in words where it does not match. */
    public String matching(String name, Pattern pattern, String inWords) {
        return required(name, optionalMatching(name, pattern, inWords), "");
    }

    public Optional<String> optionalMatching(String name, Pattern pattern, String inWords) {
        return string(name)
                .filter(text -> pattern.matcher(text).matches() || refuse(name, "must be " + inWords));
    }

    /** A string that the function can read, described in words where it cannot. */
    public <T> Optional<T> parsed(String name, Function<String, Optional<T>> parse, String inWords) {
        if (!has(name)) {
            refuse(name, "is missing");
            return Optional.empty();
        }
        return optionalParsed(name, parse, inWords);
    }

    public <T> Optional<T> optionalParsed(String name, Function<String, Optional<T>> parse, String inWords) {
        return string(name).flatMap(text -> {
            Optional<T> parsed = parse.apply(text);
            if (parsed.isEmpty()) {
                refuse(name, "must be " + inWords);
            }
            return parsed;
        });
    }

    /** A whole number in that range; 1.0, 1e3 and "1" are refused. */
    public long integer(String name, long min, long max) {
        return required(name, optionalInteger(name, min, max), min);
    }

    public Optional<Long> optionalInteger(String name, long min, long max) {
        JsonNode value = value(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < min
                || value.longValue() > max) {
            refuse(name, "must be a whole number from " + min + " to " + max);
            return Optional.empty();
        }
        return Optional.of(value.longValue());
    }

    /** True or false. */
    public Optional<Boolean> optionalFlag(String name) {
        JsonNode value = value(name);
        if (value != null && !value.isBoolean()) {
            refuse(name, "must be true or false");
            return Optional.empty();
        }
        return Optional.ofNullable(value).map(JsonNode::booleanValue);
    }

    /** A point in time with its offset (RFC 3339). */
    public Instant time(String name) {
        return required(name, optionalTime(name), Instant.EPOCH);
    }

    public Optional<Instant> optionalTime(String name) {
        return optionalParsed(name, JsonFields::rfc3339, "a time such as 2026-11-23T08:00:00Z");
    }

    /** One of an enum's constants, written in lower case. */
    public <E extends Enum<E>> E choice(String name, Class<E> type) {
        return required(name, optionalChoice(name, type), type.getEnumConstants()[0]);
    }

    public <E extends Enum<E>> Optional<E> optionalChoice(String name, Class<E> type) {
        return optionalParsed(name, text -> constant(type, text), "one of " + wireNames(type));
    }

    /** An object inside this one. */
    public Optional<JsonFields> optionalObject(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(child(value, pointerOf(name)));
    }

    /** The object of that name; an empty one, and an error, where there is none. */
    public JsonFields object(String name) {
        if (!has(name)) {
            refuse(name, "is missing");
        }
        return optionalObject(name)
                .orElseGet(() -> new JsonFields(node.objectNode(), pointerOf(name), new ArrayList<>()));
    }

    /** A list of objects; empty where the field is absent. */
    public <T> List<T> objects(String name, int countMax, Function<JsonFields, T> each) {
        List<T> all = new ArrayList<>();
        JsonNode value = array(name, countMax);
        for (int i = 0; value != null && i < value.size(); i++) {
            JsonFields child = child(value.get(i), pointerOf(name) + "/" + i);
            if (child != null) {
                all.add(each.apply(child));
            }
        }
        return all;
    }

    /** A list of objects, or one object alone; empty where the field is absent. */
    public <T> List<T> oneOrMore(String name, int countMax, Function<JsonFields, T> each) {
        if (!(value(name) instanceof ObjectNode)) {
            return objects(name, countMax, each);
        }
        return optionalObject(name).map(one -> List.of(each.apply(one))).orElse(List.of());
    }

    /** A string; where there is something else, or a longer one, the field is dropped. */
    public Optional<String> textOrDropped(String name, int charsMax) {
        JsonNode value = value(name);
        if (value == null || value.isString() && value.stringValue().length() <= charsMax) {
            return Optional.ofNullable(value).map(JsonNode::stringValue);
        }
        drop(name);
        return Optional.empty();
    }

    /** A list of strings of that pattern; empty where the field is absent. */
    public List<String> strings(String name, int countMax, Pattern pattern, String inWords) {
        List<String> all = new ArrayList<>();
        JsonNode value = array(name, countMax);
        for (int i = 0; value != null && i < value.size(); i++) {
            JsonNode item = value.get(i);
            if (item.isString() && pattern.matcher(item.stringValue()).matches()) {
                all.add(item.stringValue());
            } else {
                errors.add(new FieldError(pointerOf(name) + "/" + i, "must be " + inWords));
            }
        }
        return all;
    }

    /**
     * Notes that a field is wrong for a reason this class does not know; false, to be used in filters. Only the first
     * reason for a field is told: what follows is mostly the placeholder's fault.
     *
     * @param name the field; empty means the object itself
     */
    public boolean refuse(String name, String detail) {
        String at = name.isEmpty() ? pointer : pointerOf(name);
        if (errors.stream().noneMatch(error -> error.pointer().equals(at))) {
            errors.add(new FieldError(at, detail));
        }
        return false;
    }

    /** Notes that a field is of no use though it was read: it is named among those that were dropped. */
    public void drop(String name) {
        read.remove(name);
    }

    /** The JSON pointer of a field. */
    public String pointerOf(String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    /**
     * Ends the reading: a field nobody asked for is an error.
     *
     * @throws InvalidJsonException when anything was wrong
     */
    public void finish() {
        for (String unknown : ignored()) {
            errors.add(new FieldError(unknown, "unknown field"));
        }
        throwErrors();
    }

    /**
     * Ends the reading where fields nobody asked for are dropped.
     *
     * @return their JSON pointers
     * @throws InvalidJsonException when anything was wrong
     */
    public List<String> finishLoosely() {
        throwErrors();
        return ignored();
    }

    private List<String> ignored() {
        List<String> pointers = new ArrayList<>();
        for (String name : node.propertyNames()) {
            if (!read.contains(name)) {
                pointers.add(pointerOf(name));
            }
        }
        children.forEach(child -> pointers.addAll(child.ignored()));
        return pointers;
    }

    private void throwErrors() {
        if (!errors.isEmpty()) {
            throw new InvalidJsonException(errors);
        }
    }

    private <T> T required(String name, Optional<T> value, T placeholder) {
        if (value.isEmpty() && !has(name)) {
            refuse(name, "is missing");
        }
        return value.orElse(placeholder);
    }

    private Optional<String> string(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isString()) {
            refuse(name, "must be a string");
            return Optional.empty();
        }
        return Optional.of(value.stringValue());
    }

    private @Nullable JsonNode array(String name, int countMax) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isArray() || value.size() > countMax) {
            refuse(name, "must be a list of at most " + countMax);
            return null;
        }
        return value;
    }

    private @Nullable JsonFields child(JsonNode value, String at) {
        if (!(value instanceof ObjectNode object)) {
            errors.add(new FieldError(at, "must be an object"));
            return null;
        }
        JsonFields child = new JsonFields(object, at, errors);
        children.add(child);
        return child;
    }

    private @Nullable JsonNode value(String name) {
        read.add(name);
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private static boolean blank(int codePoint) {
        return Character.isSpaceChar(codePoint) || Character.isWhitespace(codePoint)
                || Character.getType(codePoint) == Character.FORMAT;
    }

    /** With them a name can be shown as another one. */
    private static boolean turning(int codePoint) {
        return codePoint == 0x061C || codePoint == 0x200E || codePoint == 0x200F
                || codePoint >= 0x202A && codePoint <= 0x202E || codePoint >= 0x2066 && codePoint <= 0x2069;
    }

    private static boolean unprintable(int codePoint) {
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
    }

    private static Optional<Instant> rfc3339(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static <E extends Enum<E>> Optional<E> constant(Class<E> type, String text) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
                return Optional.of(constant);
            }
        }
        return Optional.empty();
    }

    private static String wireNames(Class<? extends Enum<?>> type) {
        List<String> names = new ArrayList<>();
        for (Enum<?> constant : type.getEnumConstants()) {
            names.add(constant.name().toLowerCase(Locale.ROOT));
        }
        return String.join(", ", names);
    }
}
