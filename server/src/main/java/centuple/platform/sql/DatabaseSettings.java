package centuple.platform.sql;

/**
 * How to reach the database.
 *
 * @param url {@code jdbc:postgresql://host:port/database}
 * @param user owner of the schema {@code centuple}
 * @param password empty: none
 * @param runtimeRole the role that works day by day, allowed less than the owner; of the whole PostgreSQL server
 * @param connectionsMax of the pool
 */
public record DatabaseSettings(String url, String user, String password, String runtimeRole, int connectionsMax) {
    /** The role's usual name. */
    public static final String RUNTIME_ROLE = "centuple_runtime";
    /** Enough for the orders' group commit, the shipper, jobs and the console of one server. */
    public static final int CONNECTIONS_MAX = 16;

    public DatabaseSettings {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("the database must be given as jdbc:postgresql://host:port/name");
        }
        plainRole(runtimeRole);
    }

    /**
     * The name, when it needs no quoting.
     *
     * @throws IllegalArgumentException otherwise
     */
    public static String plainRole(String name) {
        if (!name.matches("[a-z_][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException("the runtime role must be a plain lower-case name: " + name);
        }
        return name;
    }

    /** With the usual role and pool. */
    public static DatabaseSettings of(String url, String user, String password) {
        return new DatabaseSettings(url, user, password, RUNTIME_ROLE, CONNECTIONS_MAX);
    }

    /** Where it is, without user, password and options: for messages. */
    public String place() {
        return url.replaceFirst("^jdbc:", "").replaceFirst("//[^?]*@", "//").replaceFirst("\\?.*", "");
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "DatabaseSettings[" + place() + ", user=" + user
                + ", runtimeRole="
                + runtimeRole + ", connectionsMax=" + connectionsMax + "]";
    }
}
