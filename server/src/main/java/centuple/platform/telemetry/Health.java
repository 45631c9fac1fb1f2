package centuple.platform.telemetry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/** The parts of the server and how each is doing now, asked when somebody wants to know. Thread-safe. */
public final class Health {
    private static final Logger LOG = LoggerFactory.getLogger(Health.class);

    private final Map<String, Check> checks = new ConcurrentSkipListMap<>();

    /** What follows when a part is not well. */
    public enum Weight {
        /** The process should be started anew. */
        LIVE,
        /** Visitors should be sent to another server. */
        READY,
        /** The operator should look; visitors and orders are served. */
        WATCHED
    }

    /**
     * How a part is doing.
     *
     * @param well false: not as it should be
     * @param detail a few words or figures for the operator, without personal data; may be empty
     */
    public record State(boolean well, String detail) {
        /** As it should be. */
        public static State well(String detail) {
            return new State(true, detail);
        }

        /** Not as it should be. */
        public static State unwell(String detail) {
            return new State(false, detail);
        }
    }

    /** A part as found by one look. */
    public record Part(String name, Weight weight, State state) {
    }

    /** One look at everything, parts by name. */
    public record Report(List<Part> parts) {
        /** Whether the process works at all. */
        public boolean isLive() {
            return parts.stream().noneMatch(part -> part.weight() == Weight.LIVE && !part.state().well());
        }

        /** Whether it should be sent visitors and orders. */
        public boolean isReady() {
            return isLive() && parts.stream().noneMatch(part -> part.weight() == Weight.READY && !part.state().well());
        }

        /** Whether all is as it should be. */
        public boolean isWell() {
            return parts.stream().allMatch(part -> part.state().well());
        }
    }

    private record Check(Weight weight, Supplier<State> look) {
    }

    /**
     * Adds a part, in place of one of the same name.
     *
     * @param look quick, and safe to be called from any thread; where it throws, the part is not well
     */
    public void add(String name, Weight weight, Supplier<State> look) {
        checks.put(name, new Check(weight, look));
    }

    /** Looks at every part. */
    public Report look() {
        return new Report(checks.entrySet().stream()
                .map(check -> new Part(check.getKey(), check.getValue().weight(),
                        state(check.getKey(), check.getValue())))
                .toList());
    }

    private static State state(String name, Check check) {
        try {
            return check.look().get();
        } catch (RuntimeException failure) {
            LOG.debug("the health of {} could not be seen", name, failure);
            return State.unwell("cannot be seen: " + failure.getClass().getSimpleName());
        }
    }
}
