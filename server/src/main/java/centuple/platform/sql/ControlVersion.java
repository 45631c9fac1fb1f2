package centuple.platform.sql;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Counts the changes of the control plane (links, partnerships, domains, keys). A server whose number is lower than the
 * database's builds its tables anew. Stateless.
 */
public final class ControlVersion {
    static final String CHANNEL = "centuple_control";

    private ControlVersion() {
    }

    /**
     * Every transaction that changes what servers hold in memory calls this once, late: the row stays locked until the
     * commit, so versions are in commit order.
     *
     * @return the version this transaction makes
     */
    public static long bump(Connection connection) throws SQLException {
        long version = Sql.one(connection, "update control_version set version = version + 1 returning version",
                row -> row.bigint("version"));
        Sql.run(connection, "select pg_notify(?, ?)", CHANNEL, Long.toString(version));
        return version;
    }

    /** The version this transaction sees. */
    public static long read(Connection connection) throws SQLException {
        return Sql.one(connection, "select version from control_version", row -> row.bigint("version"));
    }
}
