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

/**
 * A reduced JSON object, read by paths such as {@code customer.orders_count}. Values are {@code String},
 * {@code BigDecimal}, {@code Boolean}, {@code List} and {@code Map}; null is absent. Immutable as long as its map is.
 *
 * @param fields by name
 */
public record Payload(Map<String, Object> fields) {
    public static final Payload EMPTY = new Payload(Map.of());

    private static final int NUMBER_CHARS_MAX = 32;

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

    /** A decimal number, written as number or text. */
    public Optional<BigDecimal> decimal(String path) {
        return text(path).map(text -> {
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
