package centuple.platform.postgres;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the embedded PostgreSQL keeps its data and how it runs.
 *
 * @param folder its own folder: lock, password, data, log
 * @param cacheFolder where the programs are unpacked, once for all servers of this computer
 * @param settings PostgreSQL settings over the ones below, such as {@code shared_buffers}
 * @param startLimit how long a start may take; recovery after a crash with much unwritten work is counted in minutes
 */
public record PostgresOptions(Path folder, Path cacheFolder, Map<String, String> settings, Duration startLimit) {
    private static final Duration START_LIMIT = Duration.ofMinutes(10);

    /**
     * What keeps an acknowledged commit safe, the access closed to all but this computer, and the log free of the
     * content of statements (they carry references and amounts of shops).
     */
    private static final Map<String, String> SAFE = Map.ofEntries(Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "on"), Map.entry("full_page_writes", "on"),
            Map.entry("listen_addresses", "127.0.0.1"), Map.entry("unix_socket_directories", ""),
            Map.entry("password_encryption", "scram-sha-256"), Map.entry("log_error_verbosity", "terse"),
            Map.entry("log_min_error_statement", "panic"), Map.entry("log_checkpoints", "off"),
            Map.entry("log_timezone", "UTC"), Map.entry("timezone", "UTC"), Map.entry("max_connections", "100"),
            Map.entry("shared_buffers", "128MB"));

    public PostgresOptions {
        folder = folder.toAbsolutePath().normalize();
        cacheFolder = cacheFolder.toAbsolutePath().normalize();
        settings = Map.copyOf(settings);
    }

    /** Data in this folder, everything else as it should be. */
    public static PostgresOptions in(Path folder) {
        return new PostgresOptions(folder, usualCacheFolder(folder), Map.of(), START_LIMIT);
    }

    /** The same with these settings instead of the safe ones of the same name: for tests, and for tuning memory. */
    public PostgresOptions with(Map<String, String> others) {
        return new PostgresOptions(folder, cacheFolder, others, startLimit);
    }

    Map<String, String> effectiveSettings() {
        Map<String, String> effective = new TreeMap<>(SAFE);
        effective.putAll(settings);
        return effective;
    }

    /** The computer's cache for root, the user's for others, the data folder where neither can be written. */
    private static Path usualCacheFolder(Path folder) {
        Path home = Path.of(System.getProperty("user.home", "/nonexistent"));
        String xdg = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        Path shared = "root".equals(System.getProperty("user.name"))
                ? Path.of("/var/cache")
                : xdg.isBlank() ? home.resolve(".cache") : Path.of(xdg);
        boolean writable = Files.isWritable(Files.isDirectory(shared) ? shared : home);
        return writable ? shared.resolve("centuple") : folder.resolve("programs");
    }
}
