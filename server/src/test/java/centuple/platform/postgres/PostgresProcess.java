package centuple.platform.postgres;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A server process of its own that only keeps an embedded PostgreSQL, for tests that kill it. As a program it starts
 * one in the folder given, says its process number, address and password, and waits to be ended.
 */
public final class PostgresProcess implements AutoCloseable {
    private final Process process;
    private final long postgresPid;
    private final String url;
    private final String password;

    private PostgresProcess(Process process, String... said) {
        this.process = process;
        this.postgresPid = Long.parseLong(said[0]);
        this.url = said[1];
        this.password = said[2];
    }

    /** The program. */
    public static void main(String[] arguments) throws InterruptedException {
        EmbeddedPostgres postgres = new EmbeddedPostgres(PostgresOptions.in(Path.of(arguments[0])));
        Runtime.getRuntime().addShutdownHook(new Thread(postgres::close));
        System.out.println("starting");
        postgres.start();
        System.out.println(postgres.pid().orElseThrow() + " " + postgres.jdbcUrl() + " " + postgres.password());
        Thread.currentThread().join();
    }

    /** Starts the program; returns at once. */
    static Process begin(Path folder) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-Xmx64m", "-cp",
                classPath, PostgresProcess.class.getName(), folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    /** Starts the program and waits until PostgreSQL is ready. */
    static PostgresProcess start(Path folder) throws IOException {
        Process process = begin(folder);
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        output.readLine();
        String ready = output.readLine();
        if (ready == null) {
            throw new IOException("the server ended before PostgreSQL was ready");
        }
        return new PostgresProcess(process, ready.split(" "));
    }

    String url() {
        return url;
    }

    String password() {
        return password;
    }

    ProcessHandle postgres() {
        return ProcessHandle.of(postgresPid).orElseThrow();
    }

    boolean postgresRuns() {
        return ProcessHandle.of(postgresPid).isPresent();
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As SIGTERM does; answers the exit code. */
    int terminate() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
