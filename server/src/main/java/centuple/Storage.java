package centuple;

import centuple.platform.cli.Refusal;
import centuple.platform.postgres.EmbeddedPostgres;
import centuple.platform.postgres.PostgresException;
import centuple.platform.postgres.PostgresOptions;
import centuple.platform.postgres.RunningPostgres;
import centuple.platform.sql.Database;
import centuple.platform.sql.DatabaseSettings;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The database of this server's settings: an own PostgreSQL where one is named, else the embedded one in the data
 * folder. Thread-safe.
 */
final class Storage implements AutoCloseable {
    private final @Nullable EmbeddedPostgres embedded;
    private final Database database;

    private Storage(@Nullable EmbeddedPostgres embedded, Database database) {
        this.embedded = embedded;
        this.database = database;
    }

    /**
     * Opens it for a server: starts the embedded PostgreSQL and brings the schema up to date.
     *
     * @param stopping told of the embedded PostgreSQL before it starts, so that a stop at any moment ends it
     */
    static Storage open(Config config, java.util.function.Consumer<AutoCloseable> stopping) {
        Optional<DatabaseSettings> own = config.database().settings();
        if (own.isPresent()) {
            return new Storage(null, Database.open(own.get()));
        }
        EmbeddedPostgres embedded = new EmbeddedPostgres(PostgresOptions.in(folder(config)));
        stopping.accept(embedded);
        embedded.start();
        return new Storage(embedded, Database.open(embedded(config, embedded.jdbcUrl(), embedded.password())));
    }

    /**
     * Opens it for a command about an exchange there is: beside a server that runs on the same folder, else by itself.
     *
     * @throws Refusal where no embedded database has been made yet
     */
    static Storage openBeside(Config config) {
        if (!isMade(config)) {
            throw new Refusal("there is no exchange in the folder " + config.data() + ": name its folder with --data,"
                    + " or its database with --database");
        }
        return openBesideOrNew(config);
    }

    /** Whether there can be an exchange: the embedded database has been made, or one of PostgreSQL's own is named. */
    static boolean isMade(Config config) {
        return config.database().url().isPresent() || Files.exists(folder(config).resolve("pgdata"));
    }

    /** The same for a command that fills an exchange: it makes the database. */
    static Storage openBesideOrNew(Config config) {
        try {
            if (config.database().url().isEmpty()) {
                Optional<RunningPostgres> running = RunningPostgres.find(folder(config));
                if (running.isPresent()) {
                    return new Storage(null, Database.openMigrated(
                            embedded(config, running.get().jdbcUrl(), running.get().password())));
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return open(config, _ -> {
        });
    }

    /** Adds how often the embedded PostgreSQL died and was started again; one of its own counts none. */
    void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("centuple.postgres.restarts", this, Storage::restarts).register(registry);
    }

    /** How often the embedded PostgreSQL died and was started again. */
    int restarts() {
        return embedded == null ? 0 : embedded.restarts();
    }

    /** Whether the database was started by this command: no server runs on its folder then. */
    boolean isOwn() {
        return embedded != null;
    }

    Database database() {
        return database;
    }

    private static Path folder(Config config) {
        return config.data().resolve("postgres");
    }

    private static DatabaseSettings embedded(Config config, String url, String password) {
        return new DatabaseSettings(url, EmbeddedPostgres.USER, password, config.database().role(),
                config.database().connectionsMax());
    }

    @Override
    public void close() {
        database.close();
        if (embedded != null) {
            try {
                embedded.close();
            } catch (PostgresException failure) {
                throw new IllegalStateException("PostgreSQL did not stop cleanly", failure);
            }
        }
    }
}
