package centuple.platform.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * {@code postmaster.pid}, where PostgreSQL tells who serves a data folder and how far its start has come.
 *
 * @param pid line 1
 * @param status line 8: {@code starting}, {@code ready}, {@code stopping} or empty when not yet written
 */
record PostmasterFile(long pid, String status) {
    private static final int STATUS_LINE = 7;

    /** Reads it; empty where there is none or it is only half written. */
    static Optional<PostmasterFile> read(Path pgdata) throws IOException {
        try {
            List<String> lines = Files.readAllLines(path(pgdata), StandardCharsets.ISO_8859_1);
            if (lines.isEmpty() || !lines.getFirst().strip().matches("[0-9]{1,18}")) {
                return Optional.empty();
            }
            String status = lines.size() > STATUS_LINE ? lines.get(STATUS_LINE).strip() : "";
            return Optional.of(new PostmasterFile(Long.parseLong(lines.getFirst().strip()), status));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    static Path path(Path pgdata) {
        return pgdata.resolve("postmaster.pid");
    }

    boolean isReady() {
        return status.equals("ready");
    }

    /**
     * Whether the process of that number really is PostgreSQL on this folder. The number alone proves nothing: after a
     * crash it may belong to a zombie or, by now, to any other program.
     */
    boolean isServedBy(Path pgdata) throws IOException {
        ProcessHandle process = ProcessHandle.of(pid).orElse(null);
        if (process == null) {
            return false;
        }
        List<String> words = commandLine(process);
        boolean postgres = !words.isEmpty() && words.getFirst().endsWith("postgres");
        return postgres && (words.contains(pgdata.toString()) || worksIn(pgdata));
    }

    private static List<String> commandLine(ProcessHandle process) throws IOException {
        Path linux = Path.of("/proc", Long.toString(process.pid()), "cmdline");
        if (Files.exists(linux)) {
            try {
                // Empty for a zombie.
                return List.of(Files.readString(linux, StandardCharsets.ISO_8859_1).split("\0"));
            } catch (IOException gone) {
                return List.of();
            }
        }
        return List.of(process.info().commandLine().orElse("").split(" "));
    }

    /** PostgreSQL works in its data folder; that stays true when somebody moved the folder under it. */
    private boolean worksIn(Path pgdata) {
        try {
            return Files.isSameFile(Path.of("/proc", Long.toString(pid), "cwd"), pgdata);
        } catch (IOException unknown) {
            return false;
        }
    }
}
