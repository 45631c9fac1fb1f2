package centuple.platform.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The exchange's database: transactions as the runtime role, which may do only what the migrations granted it.
 * Thread-safe.
 */
public final class Database implements AutoCloseable {
    /** The schema everything lives in; first and only on the search path. */
    public static final String SCHEMA = "centuple";

    private static final int TRANSACTION_ATTEMPTS_MAX = 5;
    private static final int RETRY_PAUSE_MILLIS_MAX = 20;
    private static final long CONNECTION_WAIT_MILLIS_MAX = 10_000;

    private final DatabaseSettings settings;
    private final HikariDataSource pool;

    private Database(DatabaseSettings settings, HikariDataSource pool) {
        this.settings = settings;
        this.pool = pool;
    }

    /**
     * Brings the database to this version and opens it.
     *
     * @throws DatabaseException when it cannot be reached or refuses
     * @throws UnfitDatabaseException when it is not one this server can work on; the message says what to do
     */
    public static Database open(DatabaseSettings settings) {
        Migrations.run(settings);
        return openMigrated(settings);
    }

    /** Opens a database that is known to be at this version. */
    public static Database openMigrated(DatabaseSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("centuple");
        config.setJdbcUrl(settings.url());
        config.setDataSourceProperties(asRuntime(settings));
        config.setMaximumPoolSize(settings.connectionsMax());
        config.setMinimumIdle(Math.min(2, settings.connectionsMax()));
        config.setConnectionTimeout(CONNECTION_WAIT_MILLIS_MAX);
        config.setInitializationFailTimeout(CONNECTION_WAIT_MILLIS_MAX);
        config.setAutoCommit(false);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        return new Database(settings, new HikariDataSource(config));
    }

    /** A connection of its own as the runtime role, outside of the pool, committing each statement: for listening. */
    public static Connection connect(DatabaseSettings settings) throws SQLException {
        return DriverManager.getConnection(settings.url(), asRuntime(settings));
    }

    /** A connection of its own with all rights of the owner, committing each statement: for migration and restore. */
    public static Connection connectAsOwner(DatabaseSettings settings) throws SQLException {
        return DriverManager.getConnection(settings.url(), properties(settings));
    }

    /** The role is taken on while connecting, so that no statement, not even RESET ROLE, finds its way back. */
    private static Properties asRuntime(DatabaseSettings settings) {
        Properties properties = properties(settings);
        properties.setProperty("options", "-c role=" + settings.runtimeRole());
        return properties;
    }

    private static Properties properties(DatabaseSettings settings) {
        Properties properties = new Properties();
        properties.setProperty("user", settings.user());
        if (!settings.password().isEmpty()) {
            properties.setProperty("password", settings.password());
        }
        properties.setProperty("currentSchema", SCHEMA);
        properties.setProperty("ApplicationName", "centuple");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", "10");
        // The values of a failing statement stay out of exception messages and so out of the logs.
        properties.setProperty("logServerErrorDetail", "false");
        properties.setProperty("binaryTransferEnable", BinaryArray.OIDS);
        // COPY and batches of many rows travel in few packets.
        properties.setProperty("reWriteBatchedInserts", "true");
        return properties;
    }

    /** How this database is reached. */
    public DatabaseSettings settings() {
        return settings;
    }

    /**
     * Runs the work in one transaction (READ COMMITTED) and returns its answer after the commit. When it met another
     * transaction (serialization failure, deadlock) it is run again as a whole, so the work must not do anything that
     * cannot be done twice. Any exception rolls back.
     *
     * @throws DatabaseException for every SQLException
     */
    public <R extends @Nullable Object> R inTransaction(SqlFunction<Connection, R> work) {
        return run(work, false);
    }

    /** Runs read-only work that sees one moment of the database, however many statements it has. */
    public <R extends @Nullable Object> R read(SqlFunction<Connection, R> work) {
        return run(work, true);
    }

    private <R extends @Nullable Object> R run(SqlFunction<Connection, R> work, boolean readOnly) {
        for (int attempt = 1;; attempt++) {
            try {
                return runOnce(work, readOnly);
            } catch (SQLException failure) {
                if (attempt == TRANSACTION_ATTEMPTS_MAX || !DatabaseException.isPassing(failure)) {
                    throw new DatabaseException(failure);
                }
                pause(ThreadLocalRandom.current().nextInt(attempt * RETRY_PAUSE_MILLIS_MAX) + 1);
            }
        }
    }

    private <R extends @Nullable Object> R runOnce(SqlFunction<Connection, R> work, boolean readOnly)
            throws SQLException {
        try (Connection connection = pool.getConnection()) {
            boolean done = false;
            if (readOnly) {
                // The pool sets them back. What writes needs neither: each would be a round trip of its own.
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                connection.setReadOnly(true);
            }
            try {
                R answer = work.apply(connection);
                connection.commit();
                done = true;
                return answer;
            } catch (DatabaseException wrapped) {
                // Thrown by a step that itself met the database: decide on a retry by what really happened.
                if (wrapped.getCause() instanceof SQLException met) {
                    throw met;
                }
                throw wrapped;
            } finally {
                if (!done) {
                    rollbackQuietly(connection);
                }
            }
        }
    }

    private static void rollbackQuietly(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException lost) {
            // The connection is gone, and the transaction with it; what is under way already tells why.
            return;
        }
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(Duration.ofMillis(millis));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting to repeat a transaction", interrupted);
        }
    }

    /** Adds the pool's figures, such as how long a transaction waits for a connection. To be called once. */
    public void bindTo(MeterRegistry registry) {
        pool.setMetricRegistry(registry);
    }

    /** Closes the pool; PostgreSQL itself goes on. */
    @Override
    public void close() {
        pool.close();
    }
}
