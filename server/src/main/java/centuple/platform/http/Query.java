package centuple.platform.http;

import centuple.platform.json.FieldError;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The parameters behind the question mark, read one by one; {@link #finish} refuses what was wrong and what nobody
 * asked
 * for. Not thread-safe.
 */
public final class Query {
    /** Characters of one parameter. */
    public static final int VALUE_CHARS_MAX = 512;

    private final Map<String, List<String>> parameters;
    private final Set<String> read = new HashSet<>();
    private final List<FieldError> errors = new ArrayList<>();

    public Query(Map<String, List<String>> parameters) {
        this.parameters = parameters;
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(value(name));
    }

    /** A value that the function can read, described in words where it cannot. */
    public <T> Optional<T> parsed(String name, Function<String, Optional<T>> parse, String inWords) {
        return text(name).flatMap(text -> {
            Optional<T> parsed = parse.apply(text);
            if (parsed.isEmpty()) {
                refuse(name, "must be " + inWords);
            }
            return parsed;
        });
    }

    /** A whole number in that range, or the one given where the parameter is absent. */
    public int integer(String name, int min, int max, int otherwise) {
        return this.<Integer>parsed(name, text -> {
            if (!text.matches("[0-9]{1,9}")) {
                return Optional.empty();
            }
            int number = Integer.parseInt(text);
            return number < min || number > max ? Optional.empty() : Optional.of(number);
        }, "a whole number from " + min + " to " + max).orElse(otherwise);
    }

    /**
     * Whose view a reader gets: an account sees its own, the operator that of the account it names.
     *
     * @param name of the parameter by which the operator names it; for others it is unknown
     * @param parse reads the account's public id
     */
    public int account(Caller caller, String name, Function<String, Optional<Integer>> parse) {
        if (!caller.isOperator()) {
            return caller.account();
        }
        Optional<Integer> account = parsed(name, parse, "the id of a " + name);
        if (text(name).isEmpty()) {
            refuse(name, "is missing: with a key of the operator, name the " + name + " whose view is wanted");
        }
        return account.orElse(caller.account());
    }

    /** Notes that a parameter is wrong. */
    public void refuse(String name, String detail) {
        errors.add(new FieldError("?" + name, detail));
    }

    /**
     * Ends the reading.
     *
     * @throws ProblemException when a parameter was wrong, given twice or unknown
     */
    public void finish() {
        for (String name : parameters.keySet()) {
            if (!read.contains(name)) {
                refuse(name, "unknown parameter");
            }
        }
        if (!errors.isEmpty()) {
            throw new Problem(CommonProblem.INVALID_REQUEST, "a query parameter is wrong", errors).exception();
        }
    }

    private @Nullable String value(String name) {
        boolean first = read.add(name);
        List<String> values = parameters.getOrDefault(name, List.of());
        if (first && values.size() > 1) {
            refuse(name, "is given more than once");
        }
        if (values.isEmpty()) {
            return null;
        }
        if (values.getFirst().length() > VALUE_CHARS_MAX) {
            refuse(name, "is longer than " + VALUE_CHARS_MAX + " characters");
            return null;
        }
        return values.getFirst();
    }
}
