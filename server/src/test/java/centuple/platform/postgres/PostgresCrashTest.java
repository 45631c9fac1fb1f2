package centuple.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import centuple.testkit.SmallDisk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** What is committed is there again, and a start works, however the last server ended. */
class PostgresCrashTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void placeTheFolder() {
        folder = temporary.resolve("postgres");
    }

    private static void execute(String url, String password, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, EmbeddedPostgres.USER, password);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int startAgainAndCount() throws SQLException {
        try (EmbeddedPostgres postgres = new EmbeddedPostgres(PostgresOptions.in(folder))) {
            postgres.start();
            try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl(), EmbeddedPostgres.USER,
                    postgres.password());
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery("select count(*) from kept")) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    @Test
    void afterTheServerWasKilledItsPostgresIsTakenDownAndTheNextGoesOn() throws Exception {
        try (PostgresProcess server = PostgresProcess.start(folder)) {
            execute(server.url(), server.password(), "create table kept as select generate_series(1, 3)");
            server.kill();
            assertThat(server.postgresRuns()).as("PostgreSQL outlives its server").isTrue();
            assertThat(startAgainAndCount()).isEqualTo(3);
            await().atMost(LIMIT).until(() -> !server.postgresRuns());
        }
    }

    @Test
    void afterBothWereKilledTheNextGoesOn() throws Exception {
        for (int round = 1; round <= 3; round++) {
            try (PostgresProcess server = PostgresProcess.start(folder)) {
                execute(server.url(), server.password(), "create table if not exists kept (n int)");
                execute(server.url(), server.password(), "insert into kept values (" + round + ")");
                server.kill();
                server.postgres().destroyForcibly();
            }
        }
        assertThat(startAgainAndCount()).isEqualTo(3);
    }

    @Test
    void aServerThatIsAskedToStopStopsItsPostgres() throws Exception {
        try (PostgresProcess server = PostgresProcess.start(folder)) {
            execute(server.url(), server.password(), "create table kept as select 1");
            assertThat(server.terminate()).isEqualTo(143);
            await().atMost(LIMIT).until(() -> !server.postgresRuns());
            assertThat(folder.resolve("pgdata/postmaster.pid")).doesNotExist();
            assertThat(Files.readString(folder.resolve("postgres.log"))).contains("database system is shut down");
        }
        assertThat(startAgainAndCount()).isEqualTo(1);
    }

    @Test
    void anotherServerIsToldThatTheFolderIsInUse() throws Exception {
        try (PostgresProcess server = PostgresProcess.start(folder);
                EmbeddedPostgres second = new EmbeddedPostgres(PostgresOptions.in(folder))) {
            assertThatThrownBy(second::start).isInstanceOf(PostgresException.class)
                    .hasMessageContaining("is in use by process ");
            execute(server.url(), server.password(), "create table kept as select 1");
            server.terminate();
        }
    }

    @Test
    void aServerKilledWhileItCreatesTheDatabaseLeavesNothingInTheWay() throws Exception {
        Process server = PostgresProcess.begin(folder);
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(5)).until(this::initdbHasBegun);
        server.destroyForcibly().waitFor();
        assertThat(folder.resolve("pgdata")).doesNotExist();
        try (EmbeddedPostgres postgres = new EmbeddedPostgres(PostgresOptions.in(folder))) {
            postgres.start();
            assertThat(postgres.pid()).isPresent();
        }
    }

    private boolean initdbHasBegun() throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.getFileName().toString().startsWith("pgdata.tmp-"));
        }
    }

    @Test
    void aNumberLeftBehindThatNowBelongsToAnotherProgramIsNotBelieved() throws Exception {
        try (EmbeddedPostgres postgres = new EmbeddedPostgres(PostgresOptions.in(folder))) {
            postgres.start();
            execute(postgres.jdbcUrl(), postgres.password(), "create table kept as select 1");
        }
        Files.writeString(folder.resolve("pgdata/postmaster.pid"), ProcessHandle.current().pid() + "\n"
                + folder.resolve("pgdata") + "\n1\n20000\n\n127.0.0.1\n\nready\n");
        assertThat(startAgainAndCount()).isEqualTo(1);
    }

    @Test
    void aMissingPasswordOrAnotherVersionIsExplained() throws Exception {
        try (EmbeddedPostgres postgres = new EmbeddedPostgres(PostgresOptions.in(folder))) {
            postgres.start();
        }
        Files.move(folder.resolve("password"), folder.resolve("elsewhere"));
        assertThatThrownBy(this::startAgainAndCount).isInstanceOf(PostgresException.class)
                .hasMessageContaining("password").hasMessageContaining("is missing beside an existing database");
        Files.move(folder.resolve("elsewhere"), folder.resolve("password"));
        Files.writeString(folder.resolve("pgdata/PG_VERSION"), "17\n");
        assertThatThrownBy(this::startAgainAndCount).hasMessageContaining("is of PostgreSQL 17, this server brings 18");
    }

    @Test
    void aFullDiskIsAClearErrorAndLeavesNothingInTheWay() throws Exception {
        try (SmallDisk disk = SmallDisk.of(temporary, 16 << 10)) {
            folder = disk.folder().resolve("postgres");
            assertThatThrownBy(this::startAgainAndCount).isInstanceOf(PostgresException.class)
                    .hasMessageContaining("cannot create the database in " + folder)
                    .hasMessageContaining("No space left on device");
            assertThat(folder.resolve("pgdata")).doesNotExist();
            disk.grow(200 << 10);
            assertThatThrownBy(this::startAgainAndCount).as("now it starts, empty")
                    .hasMessageContaining("relation \"kept\" does not exist");
        }
    }

    @Test
    void stoppingDuringTheStartEndsIt() throws Exception {
        EmbeddedPostgres postgres = new EmbeddedPostgres(PostgresOptions.in(folder));
        CompletableFuture<Void> start = CompletableFuture.runAsync(postgres::start);
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(5)).until(this::initdbHasBegun);
        postgres.close();
        assertThat(start).failsWithin(LIMIT).withThrowableThat().withCauseInstanceOf(PostgresException.class);
        assertThat(postgres.pid()).isEmpty();
        try (EmbeddedPostgres next = new EmbeddedPostgres(PostgresOptions.in(folder))) {
            next.start();
        }
    }
}
