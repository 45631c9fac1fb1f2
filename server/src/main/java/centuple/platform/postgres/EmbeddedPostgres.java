package centuple.platform.postgres;

import centuple.platform.file.FolderHeldException;
import centuple.platform.file.FolderLock;
import centuple.platform.file.Folders;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A PostgreSQL of our own, serving one folder on a loopback port, started again whenever it dies before {@link #close}.
 * Register {@code close} with the shutdown hook before {@link #start}: a start may be stopped at any moment. Thread-
 * safe.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    /** The one database user: owner of everything in this PostgreSQL. */
    public static final String USER = "centuple";
    /** The database of the exchange. */
    public static final String DATABASE = "centuple";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final int LAUNCH_ATTEMPTS_MAX = 40;
    private static final int LAUNCH_PAUSE_MILLIS = 250;
    private static final int RESTART_PAUSE_MILLIS_MAX = 5_000;
    private static final int READY_POLL_MILLIS = 10;
    private static final int STOP_MILLIS_MAX = 60_000;
    /** Below the range that the system draws from for outgoing connections, so that a restart finds it free. */
    private static final int PORT_MIN = 20_000;
    private static final int PORT_MAX = 32_000;
    private static final int LOG_TAIL_BYTES = 2_000;

    private final PostgresOptions options;
    private final ChildProcess children = new ChildProcess();
    private final AtomicInteger restarts = new AtomicInteger();
    private final Object closing = new Object();
    private volatile @Nullable FolderLock folderLock;
    private volatile @Nullable PostgresCluster cluster;
    private volatile @Nullable Process server;
    private volatile String password = "";
    private volatile int port;

    /** Prepares; nothing happens before {@link #start}. */
    public EmbeddedPostgres(PostgresOptions options) {
        this.options = options;
    }

    /**
     * Starts, creating the database the first time, and returns when it takes connections.
     *
     * @throws PostgresException with what to do about it
     */
    public void start() {
        try {
            Folders.createPrivate(options.folder());
            folderLock = FolderLock.acquire(options.folder());
            RunAs runAs = RunAs.detect();
            PostgresPrograms programs = PostgresPrograms.unpack(options.cacheFolder());
            PostgresCluster files = new PostgresCluster(options.folder().toRealPath(), programs, runAs);
            files.createIfAbsent(children);
            runAs.own(options.folder());
            files.clearLeftOver(children);
            files.rollLog();
            password = files.password();
            cluster = files;
            Process first = launch(files);
            createDatabase();
            Thread.ofPlatform().daemon().name("postgres-supervisor").start(() -> supervise(files, first));
        } catch (FolderHeldException held) {
            close();
            throw new PostgresException(String.valueOf(held.getMessage()), held);
        } catch (IOException | SQLException failure) {
            close();
            throw new PostgresException("cannot start PostgreSQL in " + options.folder() + ": " + failure, failure);
        } catch (RuntimeException failure) {
            close();
            throw failure;
        }
    }

    /** Stays the same while this object lives, restarts included. */
    public String jdbcUrl() {
        return jdbcUrl(DATABASE);
    }

    /** Of another database of this PostgreSQL. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Of {@link #USER}. */
    public String password() {
        return password;
    }

    /** The number of the server process that runs now; empty while none does. */
    public Optional<Long> pid() {
        return Optional.ofNullable(server).filter(Process::isAlive).map(Process::pid);
    }

    /** How many times it died and was started again. */
    public int restarts() {
        return restarts.get();
    }

    private Process launch(PostgresCluster files) throws IOException {
        for (int attempt = 1;; attempt++) {
            if (port == 0) {
                port = freePort();
            }
            long logged = Files.exists(files.log()) ? Files.size(files.log()) : 0;
            Process process = children.spawn(files.serverCommand(options, port), files.log());
            server = process;
            if (becomesReady(process, files)) {
                return process;
            }
            String said = tail(files.log(), logged);
            if (attempt == LAUNCH_ATTEMPTS_MAX || !mayPass(said)) {
                throw new PostgresException("PostgreSQL does not start in " + options.folder() + ": " + said);
            }
            if (said.contains("could not bind") && restarts.get() == 0) {
                port = 0;
            }
            pause(LAUNCH_PAUSE_MILLIS);
        }
    }

    /** Processes of a killed PostgreSQL need a moment to notice; a port may be taken for a moment. */
    private static boolean mayPass(String said) {
        return said.contains("still in use") || said.contains("could not bind") || said.contains("lock file");
    }

    private boolean becomesReady(Process process, PostgresCluster files) throws IOException {
        long deadline = System.nanoTime() + options.startLimit().toNanos();
        while (process.isAlive()) {
            Optional<PostmasterFile> state = PostmasterFile.read(files.pgdata());
            if (state.isPresent() && state.get().pid() == process.pid() && state.get().isReady()) {
                return true;
            }
            if (System.nanoTime() > deadline) {
                throw new PostgresException("PostgreSQL in " + options.folder() + " was not ready after "
                        + options.startLimit() + "; see " + files.log());
            }
            pause(READY_POLL_MILLIS);
        }
        return false;
    }

    private void supervise(PostgresCluster files, Process first) {
        Process current = first;
        int pauseMillis = LAUNCH_PAUSE_MILLIS;
        while (true) {
            int code = ChildProcess.waitFor(current);
            if (children.isStopping()) {
                return;
            }
            LOG.warn("PostgreSQL ended with code {}; starting it again", code);
            restarts.incrementAndGet();
            try {
                files.clearLeftOver(children);
                current = launch(files);
                pauseMillis = LAUNCH_PAUSE_MILLIS;
                LOG.warn("PostgreSQL runs again (start {} since the server's); nothing has to be done",
                        restarts.get() + 1);
            } catch (IOException | RuntimeException failure) {
                if (children.isStopping()) {
                    return;
                }
                LOG.error("PostgreSQL could not be started again; trying once more in {} ms: {}", pauseMillis,
                        failure.getMessage());
                pause(pauseMillis);
                pauseMillis = Math.min(pauseMillis * 2, RESTART_PAUSE_MILLIS_MAX);
            }
        }
    }

    /** Stops PostgreSQL and lets go of the folder; doing it again changes nothing. */
    @Override
    public void close() {
        children.beginStopping();
        synchronized (closing) {
            Process running = server;
            PostgresCluster files = cluster;
            if (running != null && files != null && running.isAlive()) {
                stop(running, files);
            }
            FolderLock held = folderLock;
            if (held != null) {
                try {
                    held.close();
                } catch (IOException failure) {
                    LOG.warn("the lock of {} was not given up cleanly", options.folder(), failure);
                }
            }
        }
    }

    private void stop(Process running, PostgresCluster files) {
        try {
            files.stop("fast", children);
            if (!running.waitFor(STOP_MILLIS_MAX, TimeUnit.MILLISECONDS)) {
                running.destroyForcibly();
            }
        } catch (IOException | RuntimeException failure) {
            LOG.warn("PostgreSQL did not stop when asked; ending it, its next start will recover", failure);
            running.destroyForcibly();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void createDatabase() throws SQLException {
        try (var connection = DriverManager.getConnection(jdbcUrl("postgres"), USER, password);
                var statement = connection.createStatement()) {
            try (var found = statement.executeQuery("select 1 from pg_database where datname = '" + DATABASE + "'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("create database " + DATABASE);
        }
    }

    private static int freePort() throws IOException {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        for (int attempt = 0; attempt < LAUNCH_ATTEMPTS_MAX; attempt++) {
            int candidate = ThreadLocalRandom.current().nextInt(PORT_MIN, PORT_MAX);
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(loopback, candidate));
                return candidate;
            } catch (IOException taken) {
                LOG.debug("port {} is taken", candidate);
            }
        }
        throw new IOException("no free port between " + PORT_MIN + " and " + PORT_MAX);
    }

    private static String tail(Path log, long from) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(from, file.length() - LOG_TAIL_BYTES));
            byte[] bytes = new byte[LOG_TAIL_BYTES];
            int read = file.read(bytes);
            return read <= 0 ? "it said nothing" : new String(bytes, 0, read, StandardCharsets.UTF_8).strip();
        }
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(Duration.ofMillis(millis));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new PostgresException("interrupted while waiting for PostgreSQL", interrupted);
        }
    }
}
