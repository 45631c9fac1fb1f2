package centuple.moving;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which columns of a file mean what, and how its values are written. Immutable.
 *
 * @param columns for each field the names its column may have; one that begins with {@code =} is the value itself
 * @param strict fields whose column must be there, because whoever mapped them said so
 * @param amounts how amounts are written
 * @param zone where times without an offset were
 * @param states what the words of the status column mean, in lower case
 * @param types of the type column those that are sales, in lower case; empty where all are
 */
public record Mapping(Map<MovedField, List<String>> columns, Set<MovedField> strict, AmountForm amounts, ZoneId zone,
        Map<String, SaleState> states, Set<String> types) {
    /** Before a value that every row has. */
    public static final String CONSTANT = "=";

    /** Nothing yet: amounts are decimal, times are UTC. */
    public static final Mapping NONE = new Mapping(Map.of(), Set.of(), AmountForm.DECIMAL, ZoneOffset.UTC, Map.of(),
            Set.of());

    public Mapping {
        columns = Map.copyOf(columns);
        strict = Set.copyOf(strict);
        states = Map.copyOf(states);
        types = Set.copyOf(types);
    }

    /** With a column of one name for a field, which must be there; or a value for all rows. */
    public Mapping with(MovedField field, String column) {
        Map<MovedField, List<String>> more = new EnumMap<>(MovedField.class);
        more.putAll(columns);
        more.put(field, List.of(column));
        Set<MovedField> also = new java.util.HashSet<>(strict);
        also.add(field);
        return new Mapping(more, also, amounts, zone, states, types);
    }

    public Mapping with(AmountForm form) {
        return new Mapping(columns, strict, form, zone, states, types);
    }

    public Mapping with(ZoneId other) {
        return new Mapping(columns, strict, amounts, other, states, types);
    }

    /** With words of the status column that mean a state. */
    public Mapping with(SaleState state, List<String> words) {
        Map<String, SaleState> more = new java.util.HashMap<>(states);
        words.forEach(word -> more.put(word.strip().toLowerCase(Locale.ROOT), state));
        return new Mapping(columns, strict, amounts, zone, more, types);
    }

    /** With words of the type column that are sales. */
    public Mapping withTypes(List<String> words) {
        return new Mapping(columns, strict, amounts, zone, states,
                Set.copyOf(words.stream().map(word -> word.strip().toLowerCase(Locale.ROOT)).toList()));
    }
}
