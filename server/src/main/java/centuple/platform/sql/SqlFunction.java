package centuple.platform.sql;

import java.sql.SQLException;

/** A step that talks to the database. */
@FunctionalInterface
public interface SqlFunction<A, R extends @org.jspecify.annotations.Nullable Object> {
    /** Does it. */
    R apply(A argument) throws SQLException;
}
