package centuple.platform.http;

import java.util.Map;
import java.util.Set;

/** Who may call a route. */
public sealed interface Access {
    /** Everybody, without a key. */
    Access ANYONE = new Anyone();

    /** Every valid key, whatever its scopes. */
    Access ANY_KEY = new AnyKey();

    /** A key with at least one of these scopes. */
    static Access scope(String... scopes) {
        return new Scoped(Set.of(scopes));
    }

    /** Everybody, without a key. */
    record Anyone() implements Access {
    }

    /** Everybody, without a key, who names somebody that the gate knows. Who is refused often is slowed down. */
    record Gated(Gate gate) implements Access {
    }

    /** Every valid key. */
    record AnyKey() implements Access {
    }

    /** A key with at least one of the scopes. */
    record Scoped(Set<String> scopes) implements Access {
        public Scoped {
            scopes = Set.copyOf(scopes);
            if (scopes.isEmpty()) {
                throw new IllegalArgumentException("a scoped route names at least one scope");
            }
        }
    }

    /**
     * Port: looks at whom a request is for before its body is read. Called on event loops, so it waits for nothing;
     * thread-safe.
     */
    @FunctionalInterface
    interface Gate {
        /**
         * Whose share of memory and of work the request takes.
         *
         * @param names of the route's path
         * @throws ProblemException to refuse
         */
        String share(Map<String, String> names);
    }
}
