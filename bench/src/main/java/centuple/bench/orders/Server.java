package centuple.bench.orders;

import centuple.bench.machine.Cpu;
import centuple.bench.machine.Machine;
import centuple.platform.postgres.RunningPostgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The packaged server as its launcher starts it, with the embedded PostgreSQL, as a child process.
 *
 * @param process the server
 * @param port where it listens
 * @param data its data folder
 * @param operatorKey the key it printed
 */
public record Server(Process process, int port, Path data, String operatorKey) implements AutoCloseable {
    private static final int START_SECONDS_MAX = 120;
    private static final String USER = "centuple";
    private static final Pattern KEY = Pattern.compile("shown this once:\\s+(\\S+)");

    /** Starts it on a new folder, with these settings besides; returns when it is ready. */
    public static Server start(Path launcher, Path folder, String... settings)
            throws IOException, InterruptedException {
        int port = Machine.freePort();
        Path data = folder.resolve("data");
        Path log = folder.resolve("server.log");
        List<String> command = new ArrayList<>(
                List.of(launcher.toString(), "serve", "--data", data.toString(), "--http-port",
                        Integer.toString(port)));
        command.addAll(List.of(settings));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        for (int tenth = 0; tenth < START_SECONDS_MAX * 10 && process.isAlive(); tenth++) {
            String said = Files.readString(log);
            Matcher key = KEY.matcher(said);
            if (said.contains("Centuple is ready") && key.find()) {
                return new Server(process, port, data, Objects.requireNonNull(key.group(1)));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        process.destroy();
        throw new IOException("the server did not start: " + Files.readString(log));
    }

    private RunningPostgres postgres() throws IOException {
        return RunningPostgres.find(data.resolve("postgres")).orElseThrow(() -> new IOException("no PostgreSQL runs"));
    }

    /** The port of the embedded PostgreSQL. */
    int databasePort() throws IOException {
        Matcher port = Pattern.compile(":(\\d+)/").matcher(postgres().jdbcUrl());
        if (!port.find()) {
            throw new IOException("no port in " + postgres().jdbcUrl());
        }
        return Integer.parseInt(port.group(1));
    }

    String databasePassword() throws IOException {
        return postgres().password();
    }

    /** Runs a statement as the owner. */
    public void execute(String sql) throws IOException, SQLException {
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The one number a query answers. */
    public long number(String sql) throws IOException, SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private Connection connect() throws IOException, SQLException {
        return DriverManager.getConnection(postgres().jdbcUrl() + "?currentSchema=centuple", USER,
                postgres().password());
    }

    /** Processor time of the server itself. */
    public long serverMicros() throws IOException {
        return Cpu.ownMicros(process.pid());
    }

    /** Processor time of PostgreSQL: its first process and all others, also those that have ended. */
    public long databaseMicros() throws IOException {
        long first = Long.parseLong(
                Files.readAllLines(data.resolve("postgres/pgdata/postmaster.pid")).getFirst().strip());
        return Cpu.endedChildrenMicros(first) + Cpu.treeMicros(ProcessHandle.of(first).orElseThrow());
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            process.waitFor(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
