package centuple.platform.postgres;

import centuple.platform.file.Folders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The files of one embedded PostgreSQL: {@code pgdata}, {@code password}, {@code postgres.log}. Not thread-safe. */
final class PostgresCluster {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresCluster.class);
    private static final String HALF_MADE = "pgdata.tmp-";
    private static final String MAJOR = "18";
    private static final int PASSWORD_BYTES = 24;
    private static final long LOG_BYTES_MAX = 10L << 20;

    private final Path folder;
    private final PostgresPrograms programs;
    private final RunAs runAs;

    PostgresCluster(Path folder, PostgresPrograms programs, RunAs runAs) {
        this.folder = folder;
        this.programs = programs;
        this.runAs = runAs;
    }

    Path pgdata() {
        return folder.resolve("pgdata");
    }

    Path log() {
        return folder.resolve("postgres.log");
    }

    private Path passwordFile() {
        return passwordFile(folder);
    }

    static Path passwordFile(Path folder) {
        return folder.resolve("password");
    }

    /** Of the one database user, known only to who may read the folder. */
    String password() throws IOException {
        if (!Files.exists(passwordFile())) {
            throw new PostgresException("the password file " + passwordFile()
                    + " is missing beside an existing database; put it back from where you keep copies of this folder");
        }
        return Files.readString(passwordFile()).strip();
    }

    /**
     * Creates the data files where there are none. They appear under their name only when complete, so a start that
     * was killed, or found the disk full, leaves nothing that a later start could take for a database.
     */
    void createIfAbsent(ChildProcess children) throws IOException {
        removeHalfMade();
        if (Files.exists(pgdata())) {
            requireMajorVersion();
            return;
        }
        // A name of its own: an initdb whose server was killed may still be writing into the last one.
        Path half = folder.resolve(HALF_MADE + System.nanoTime());
        byte[] secret = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(secret);
        Folders.writePrivate(passwordFile(), HexFormat.of().formatHex(secret) + "\n");
        runAs.own(folder);
        children.run("create the database in " + folder, runAs.command(programs.initdb(),
                List.of("-D", half.toString(), "-U", EmbeddedPostgres.USER, "--pwfile=" + passwordFile(),
                        "--auth=scram-sha-256", "-E", "UTF8", "--no-locale", "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8")));
        Folders.moveAtomically(half, pgdata());
    }

    private void removeHalfMade() throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, HALF_MADE + "*")) {
            for (Path half : left) {
                try {
                    Folders.deleteRecursively(half);
                } catch (IOException stillWritten) {
                    LOG.debug("{} goes with a later start", half, stillWritten);
                }
            }
        }
    }

    private void requireMajorVersion() throws IOException {
        Path file = pgdata().resolve("PG_VERSION");
        String major = Files.exists(file) ? Files.readString(file).strip() : "unknown";
        if (!major.equals(MAJOR)) {
            throw new PostgresException("the database in " + folder + " is of PostgreSQL " + major
                    + ", this server brings " + MAJOR
                    + ": make a backup with the server that wrote it, restore it here");
        }
    }

    /** Stops a PostgreSQL that outlived its server, or removes the traces of one that is gone. */
    void clearLeftOver(ChildProcess children) throws IOException {
        Optional<PostmasterFile> left = PostmasterFile.read(pgdata());
        if (left.isPresent() && left.get().isServedBy(pgdata())) {
            stop("fast", children);
        }
        Files.deleteIfExists(PostmasterFile.path(pgdata()));
    }

    void stop(String mode, ChildProcess children) throws IOException {
        children.run("stop PostgreSQL", runAs.command(programs.control(),
                List.of("stop", "-D", pgdata().toString(), "-m", mode, "-w", "-t", "60")));
    }

    List<String> serverCommand(PostgresOptions options, int port) {
        List<String> arguments = new ArrayList<>(List.of("-D", pgdata().toString(), "-p", "" + port));
        options.effectiveSettings().forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
        return runAs.command(programs.postgres(), arguments);
    }

    /** Makes room in the log; called while PostgreSQL does not run. */
    void rollLog() throws IOException {
        if (Files.exists(log()) && Files.size(log()) > LOG_BYTES_MAX) {
            Files.move(log(), folder.resolve("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
