package centuple.connect;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A reduced JSON object, read by paths such as {@code customer.orders_count}. Values are {@code String},
 * {@code BigDecimal}, {@code Boolean}, {@code List} and {@code Map}; null is absent. Immutable as long as its map is.
 *
 * @param fields by name
 */
public record Payload(Map<String, Object> fields) {
    public static final Payload EMPTY = new Payload(Map.of());

    private static final int NUMBER_CHARS_MAX = 32;
    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");

    /** What a path leads to. */
    public Optional<Object> value(String path) {
        Object value = fields;
        for (String step : path.split("\\.")) {
            value = value instanceof Map<?, ?> map ? map.get(step) : null;
            if (value == null) {
                return Optional.empty();
            }
        }
        return Optional.of(value);
    }

    public boolean has(String path) {
        return value(path).isPresent();
    }

    /** A text, or a number as it is written; empty where it is blank or something else. */
    public Optional<String> text(String path) {
        return value(path).flatMap(Payload::scalar).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** A text that must be there. */
    public String required(String path) {
        return text(path).orElseThrow(() -> new UnreadableException("the field " + path + " is missing"));
    }

    private static Optional<String> scalar(Object value) {
        return switch (value) {
            case String text -> Optional.of(text);
            case BigDecimal number -> Optional.of(number.toPlainString());
            default -> Optional.empty();
        };
    }

    /** A decimal number, written as number or text; empty where the field is absent. */
    public Optional<BigDecimal> decimal(String path) {
        return value(path).map(value -> {
            String text = scalar(value).map(String::strip).orElse("");
            try {
                if (text.length() <= NUMBER_CHARS_MAX) {
                    return new BigDecimal(text);
                }
            } catch (NumberFormatException e) {
                throw new UnreadableException("the field " + path + " is not a number", e);
            }
            throw new UnreadableException("the field " + path + " is a number of too many digits");
        });
    }

    /** A name the platform gives in digits, such as the number of an order. */
    public String id(String path) {
        String text = required(path);
        if (!ID.matcher(text).matches()) {
            throw new UnreadableException("the field " + path + " is not the number of something");
        }
        return text;
    }

    /** A whole number within bounds, written as number or text. */
    public Optional<Long> whole(String path, long min, long max) {
        return decimal(path).map(number -> {
            if (number.compareTo(BigDecimal.valueOf(min)) < 0 || number.compareTo(BigDecimal.valueOf(max)) > 0
                    || number.stripTrailingZeros().scale() > 0) {
                throw new UnreadableException(
                        "the field " + path + " is not a whole number between " + min + " and " + max);
            }
            return number.longValue();
        });
    }

    /** Yes or no, which must be there. */
    public boolean requiredFlag(String path) {
        return flag(path)
                .orElseThrow(() -> new UnreadableException("the field " + path + " is missing, or not true or false"));
    }

    public Optional<Boolean> flag(String path) {
        return value(path).filter(Boolean.class::isInstance).map(Boolean.class::cast);
    }

    /** A point in time: RFC 3339 with offset, or without one as UTC. */
    public Optional<Instant> time(String path) {
        return text(path).map(text -> {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeParseException withoutOffset) {
                try {
                    return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
                } catch (DateTimeParseException neither) {
                    throw new UnreadableException("the field " + path + " is not a time", neither);
                }
            }
        });
    }

    /** The same; empty also where it is not a time. */
    public Optional<Instant> timeIfAny(String path) {
        try {
            return time(path);
        } catch (UnreadableException notATime) {
            return Optional.empty();
        }
    }

    /** The objects of a list; other elements are left out, and no list is an empty one. */
    public List<Payload> list(String path) {
        List<Payload> all = new ArrayList<>();
        if (value(path).orElse(null) instanceof List<?> elements) {
            for (Object element : elements) {
                if (element instanceof Map<?, ?> map) {
                    all.add(of(map));
                }
            }
        }
        return all;
    }

    /** The objects of a list that must be there and hold nothing else: for what amounts are made of. */
    public List<Payload> rows(String path) {
        if (!(value(path).orElse(null) instanceof List<?> elements)) {
            throw new UnreadableException("the field " + path + " is missing, or not a list");
        }
        List<Payload> rows = list(path);
        if (rows.size() != elements.size()) {
            throw new UnreadableException("the field " + path + " holds something that is not an object");
        }
        return rows;
    }

    /** The {@link #rows} in the order of their {@link #id}, of which no two may be the same. */
    public List<Payload> rowsById(String path) {
        TreeMap<Long, Payload> byId = new TreeMap<>();
        for (Payload row : rows(path)) {
            if (byId.put(Long.valueOf(row.id("id")), row) != null) {
                throw new UnreadableException("two of the field " + path + " have the same id");
            }
        }
        return List.copyOf(byId.values());
    }

    /** The object at a path; an empty one where there is none. */
    public Payload object(String path) {
        return value(path).orElse(null) instanceof Map<?, ?> map ? of(map) : EMPTY;
    }

    /** The texts of a list. */
    public List<String> texts(String path) {
        return value(path).orElse(null) instanceof List<?> elements
                ? elements.stream().flatMap(element -> scalar(element).stream()).toList()
                : List.of();
    }

    /** The value of the first entry of a list of name-and-value objects that has this name. */
    public Optional<String> entry(String path, String nameField, String name, String valueField) {
        return list(path).stream().filter(entry -> entry.text(nameField).filter(name::equals).isPresent())
                .flatMap(entry -> entry.text(valueField).stream()).findFirst();
    }

    @SuppressWarnings("unchecked") // keys of a JSON object are texts
    private static Payload of(Map<?, ?> map) {
        return new Payload((Map<String, Object>) map);
    }
}
