package centuple.platform.sql;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Statements of one open transaction whose answers nobody asks for: run at once, or gathered and then sent together. A
 * round trip costs both sides a switch of threads, which on a busy computer is dearer than the statement.
 *
 * <p>They run in the order in which they were added; the first that fails ends the transaction. What was gathered is
 * not seen by queries before {@link #send}. Not thread-safe.
 */
public final class Writes {
    private static final String BETWEEN = ";\n";

    private final Connection connection;
    private final boolean gathering;
    private final List<String> statements = new ArrayList<>();
    private final List<@Nullable Object> values = new ArrayList<>();

    private Writes(Connection connection, boolean gathering) {
        this.connection = connection;
        this.gathering = gathering;
    }

    /** Runs each statement when it is added. */
    public static Writes atOnce(Connection connection) {
        return new Writes(connection, false);
    }

    /** Keeps the statements until {@link #send}. */
    public static Writes gathered(Connection connection) {
        return new Writes(connection, true);
    }

    /** For queries in the same transaction. */
    public Connection connection() {
        return connection;
    }

    /** Adds a statement with its values, as {@link Sql} takes them. */
    public void add(String sql, @Nullable Object... more) throws SQLException {
        if (gathering) {
            statements.add(sql);
            Collections.addAll(values, more);
        } else {
            Sql.run(connection, sql, more);
        }
    }

    /** Runs what was gathered, in one round trip. */
    public void send() throws SQLException {
        if (!statements.isEmpty()) {
            Sql.run(connection, String.join(BETWEEN, statements), values.toArray());
            statements.clear();
            values.clear();
        }
    }
}
