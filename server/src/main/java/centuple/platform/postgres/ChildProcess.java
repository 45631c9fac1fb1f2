package centuple.platform.postgres;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Starts programs until told to stop, and then no more: the one lock that keeps a start and a stop apart. Thread-safe.
 */
final class ChildProcess {
    private static final int OUTPUT_CHARS_MAX = 2_000;

    private final ReentrantLock lock = new ReentrantLock();
    private boolean stopping;
    private @Nullable Process helper;

    /** Forbids every later start except of what stops PostgreSQL, and ends a running initdb. */
    void beginStopping() {
        lock.lock();
        try {
            stopping = true;
            if (helper != null) {
                helper.destroy();
            }
        } finally {
            lock.unlock();
        }
    }

    boolean isStopping() {
        lock.lock();
        try {
            return stopping;
        } finally {
            lock.unlock();
        }
    }

    /** Starts a server that may outlive us, its output going to a file. */
    Process spawn(List<String> command, Path log) throws IOException {
        lock.lock();
        try {
            if (stopping) {
                throw new PostgresException("stopped while starting");
            }
            return builder(command).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
        } finally {
            lock.unlock();
        }
    }

    /** Runs a short program to its end; throws with what it said when it fails. */
    void run(String purpose, List<String> command) throws IOException {
        Process process;
        lock.lock();
        try {
            process = builder(command).start();
            helper = process;
        } finally {
            lock.unlock();
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        int code = waitFor(process);
        if (code != 0) {
            throw new PostgresException("cannot " + purpose + " (exit code " + code + "): "
                    + output.substring(Math.max(0, output.length() - OUTPUT_CHARS_MAX)));
        }
    }

    static int waitFor(Process process) {
        boolean interrupted = false;
        while (true) {
            try {
                int code = process.waitFor();
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
                return code;
            } catch (InterruptedException again) {
                // Leaving now would leave a program behind that works on our files.
                interrupted = true;
            }
        }
    }

    private static ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // Settings meant for other PostgreSQL programs of this computer must not reach ours.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        builder.environment().put("LC_ALL", "C");
        return builder;
    }
}
