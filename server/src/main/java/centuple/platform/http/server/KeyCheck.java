package centuple.platform.http.server;

import centuple.platform.http.Caller;

import java.util.Optional;

/** Port: finds whose key a bearer secret is. Called on threads that may block; thread-safe. */
@FunctionalInterface
public interface KeyCheck {
    /** The caller of that secret; empty when there is no such key, or it was revoked. */
    Optional<Caller> find(String secret);
}
