package centuple;

import centuple.platform.http.Route;
import centuple.platform.postgres.EmbeddedPostgres;
import centuple.platform.run.Closing;
import centuple.platform.sql.Database;
import centuple.platform.sql.DatabaseSettings;
import centuple.platform.sql.Sql;
import centuple.simulation.cli.DemoExchange;
import centuple.simulation.job.ReplayPath;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** The exchanges of the demo: real servers, each with a database of its own. For one thread. */
final class DemoServers implements DemoExchange.Starter, AutoCloseable {
    private static final Duration SHIPPED_WITHIN_MAX = Duration.ofSeconds(60);
    private static final int CONNECTIONS_MAX = 8;

    private final Path folder;
    private final PageAt page;
    private final Function<String, DatabaseSettings> databases;
    private final Closing closing = new Closing();

    /**
     * @param folder where journals and keys are kept
     * @param page which exchange shows the demo's page, and where
     * @param databases makes an empty database for the exchange of that name
     */
    DemoServers(Path folder, PageAt page, Function<String, DatabaseSettings> databases) {
        this.folder = folder;
        this.page = page;
        this.databases = databases;
    }

    /** Makes the database of an exchange in a PostgreSQL that runs. */
    static DatabaseSettings database(EmbeddedPostgres postgres, String exchange) {
        String name = "demo_" + exchange;
        try (Connection connection = Database.connectAsOwner(settings(postgres, postgres.jdbcUrl()))) {
            Sql.run(connection, "create database " + name);
        } catch (SQLException failure) {
            throw new IllegalStateException("the database of " + exchange + " could not be made", failure);
        }
        return settings(postgres, postgres.jdbcUrl(name));
    }

    private static DatabaseSettings settings(EmbeddedPostgres postgres, String url) {
        return new DatabaseSettings(url, EmbeddedPostgres.USER, postgres.password(), DatabaseSettings.RUNTIME_ROLE,
                CONNECTIONS_MAX);
    }

    /** The exchange that shows the page, on which port (0 for any free one), and the page's routes. */
    record PageAt(String exchange, int port, List<Route> routes) {
        PageAt {
            routes = List.copyOf(routes);
        }
    }

    @Override
    public DemoExchange start(String name) {
        try {
            boolean shows = name.equals(page.exchange());
            Config config = config(name, shows ? page.port() : 0);
            Storage storage = closing.add(Storage.open(config, closing::add));
            String key = Exchange.prepare(config, storage.database(), Instant.now()).orElseThrow().text();
            Server server = closing.add(Server.start(config, storage.database(), InstantSource.system(),
                    shows ? page.routes() : List.of()));
            return new Running(server, key);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Config config(String name, int port) {
        DatabaseSettings database = databases.apply(name);
        Map<String, String> flags = Map.of("--data", folder.resolve(name).toString(), "--exchange-live", "false",
                "--database", database.url(), "--database-user", database.user(), "--http-port",
                Integer.toString(port), "--trusted-proxies", "127.0.0.0/8", "--click-retention-days", "3650",
                "--log-level", "warn", "--database-connections-max", Integer.toString(database.connectionsMax()));
        return Config.load(Map.of("CENTUPLE_DATABASE_PASSWORD", database.password()), flags);
    }

    @Override
    public void close() {
        closing.close();
    }

    private record Running(Server server, String operatorKey) implements DemoExchange {
        @Override
        public URI url() {
            return URI.create("http://127.0.0.1:" + server.port());
        }

        @Override
        public ReplayPath replayPath() {
            return server.exchange().replayPath();
        }

        @Override
        public Database database() {
            return server.exchange().database();
        }

        @Override
        public void awaitShipped() {
            try {
                server.exchange().shipper().drain(SHIPPED_WITHIN_MAX);
            } catch (TimeoutException failure) {
                throw new IllegalStateException(failure.getMessage(), failure);
            } catch (InterruptedException failure) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", failure);
            }
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
