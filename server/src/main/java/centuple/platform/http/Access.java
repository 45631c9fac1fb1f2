package centuple.platform.http;

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
}
