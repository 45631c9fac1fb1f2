package centuple.platform.postgres;

import org.jspecify.annotations.Nullable;
import org.jspecify.annotations.Nullable;

/** The embedded PostgreSQL could not be unpacked, created, started or stopped; the message says what to do. */
public final class PostgresException extends RuntimeException {
    private static final long serialVersionUID = 1;

    PostgresException(String message) {
        super(message);
    }

    PostgresException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
