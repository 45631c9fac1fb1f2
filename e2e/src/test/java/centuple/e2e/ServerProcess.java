package centuple.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The packaged server as a child process, on one data folder and one port; may be killed and started again. */
final class ServerProcess implements AutoCloseable {
    private static final Duration START_MAX = Duration.ofSeconds(120);
    private static final Pattern KEY = Pattern.compile("shown this once:\\s+(\\S+)");

    private final Path folder;
    private final int port;
    private int starts;
    private Process process;

    private ServerProcess(Path folder, int port) throws IOException {
        this.folder = folder;
        this.port = port;
        this.process = launch();
    }

    /** Starts it and waits until it says that it is ready. */
    static ServerProcess start(Path folder) throws IOException {
        ServerProcess server = new ServerProcess(folder, freePort());
        server.awaitReady();
        return server;
    }

    /** The jar under test, or nothing when the server was not packaged (as in mvn test). */
    static Optional<Path> jar() {
        Path jar = Path.of(System.getProperty("centuple.root", ".."), "server/target/centuple.jar");
        return Files.isRegularFile(jar) ? Optional.of(jar.toAbsolutePath()) : Optional.empty();
    }

    int port() {
        return port;
    }

    Path data() {
        return folder.resolve("data");
    }

    /** The key printed at the first start. */
    String operatorKey() throws IOException {
        Matcher key = KEY.matcher(Files.readString(log(1)));
        if (!key.find()) {
            throw new IllegalStateException("no operator's key in " + log(1));
        }
        return Objects.requireNonNull(key.group(1));
    }

    /** What all its starts have said. */
    String log() throws IOException {
        StringBuilder all = new StringBuilder();
        for (int start = 1; start <= starts; start++) {
            all.append(Files.readString(log(start)));
        }
        return all.toString();
    }

    /** SIGKILL to the server only. */
    void killServer() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGKILL to PostgreSQL's first process; its others end by themselves. */
    void killPostgres() {
        postgres().ifPresent(ProcessHandle::destroyForcibly);
    }

    /** Sends a signal such as STOP or CONT to PostgreSQL and all processes of it. */
    void signalPostgres(String signal) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
        ProcessHandle first = postgres().orElseThrow();
        Stream.concat(Stream.of(first), first.descendants()).forEach(one -> command.add(Long.toString(one.pid())));
        new ProcessBuilder(command).start().waitFor();
    }

    /** Starts again on the same data. */
    void startAgain() throws IOException {
        process = launch();
        awaitReady();
    }

    /** SIGTERM; the exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("did not stop within 60 s, see " + log(starts));
        }
        return process.exitValue();
    }

    /** Runs another command on the same data, its output to the file. */
    void run(Path output, String... arguments) throws IOException, InterruptedException {
        List<String> command = command(arguments);
        command.addAll(List.of("--data", data().toString()));
        Path errors = folder.resolve("command.log");
        Process one = new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile())
                .start();
        if (!one.waitFor(120, TimeUnit.SECONDS) || one.exitValue() != 0) {
            one.destroyForcibly();
            throw new IllegalStateException(String.join(" ", arguments) + " failed: " + Files.readString(errors));
        }
    }

    @Override
    public void close() {
        try {
            stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Process launch() throws IOException {
        Files.createDirectories(folder);
        starts++;
        List<String> command = command("serve", "--data", data().toString(), "--http-port", Integer.toString(port),
                "--outbound-loopback-allowed", "true");
        return new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(log(starts).toFile()).start();
    }

    private static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(Objects.requireNonNull(System.getProperty("java.home")), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-Xmx512m", "-jar",
                jar().orElseThrow().toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    private void awaitReady() {
        await().atMost(START_MAX).pollInterval(Duration.ofMillis(50)).until(() -> {
            String said = Files.readString(log(starts));
            if (!process.isAlive()) {
                throw new IllegalStateException("ended with " + process.exitValue() + ":\n" + said);
            }
            return said.contains("Centuple is ready");
        });
    }

    private Optional<ProcessHandle> postgres() {
        Path file = data();
        try (Stream<Path> files = Files.walk(file, 4)) {
            Optional<Path> pid = files.filter(path -> path.endsWith("postmaster.pid")).findFirst();
            return pid.isEmpty()
                    ? Optional.empty()
                    : ProcessHandle.of(Long.parseLong(Files.readAllLines(pid.get()).getFirst().strip()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path log(int start) {
        return folder.resolve("server-" + start + ".log");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
