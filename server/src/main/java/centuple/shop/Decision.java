package centuple.shop;

import java.util.List;
import java.util.function.Function;

/** What became of a wish: a new state with the events that tell of it, or a refusal with its reason. */
public sealed interface Decision<T> {
    /**
     * Granted.
     *
     * @param value the new state, to be written
     * @param events to be written with it
     */
    record Made<T>(T value, List<Event> events) implements Decision<T> {
        public Made {
            events = List.copyOf(events);
        }
    }

    /** Not granted; nothing changes. */
    record Refused<T>(Refusal reason) implements Decision<T> {
    }

    static <T> Decision<T> made(T value, Event... events) {
        return new Made<>(value, List.of(events));
    }

    static <T> Decision<T> refused(Refusal reason) {
        return new Refused<>(reason);
    }

    /** The same decision about something made of the value. */
    default <R> Decision<R> map(Function<T, R> function) {
        return switch (this) {
            case Made<T>(T value, List<Event> events) -> new Made<>(function.apply(value), events);
            case Refused<T>(Refusal reason) -> new Refused<>(reason);
        };
    }
}
