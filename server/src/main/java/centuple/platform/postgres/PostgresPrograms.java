package centuple.platform.postgres;

import centuple.platform.file.Folders;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;

/**
 * The PostgreSQL programs, unpacked once from the jar on the class path into a folder named by their content.
 *
 * @param folder holds {@code bin}, {@code lib} and {@code share}
 */
record PostgresPrograms(Path folder) {
    Path initdb() {
        return folder.resolve("bin/initdb");
    }

    Path control() {
        return folder.resolve("bin/pg_ctl");
    }

    Path postgres() {
        return folder.resolve("bin/postgres");
    }

    /** Unpacks them where they are not yet; safe when several processes do it at once. */
    static PostgresPrograms unpack(Path cacheFolder) {
        String resource = "/postgres-" + platform() + ".txz";
        URL bundle = PostgresPrograms.class.getResource(resource);
        if (bundle == null) {
            throw new PostgresException("no PostgreSQL for this computer (" + resource
                    + ") is in this build; give a database with --database jdbc:postgresql://...");
        }
        try {
            Path target = cacheFolder.resolve("postgres-" + contentKey(bundle));
            if (!Files.isDirectory(target)) {
                unpackTo(target, bundle);
            }
            return new PostgresPrograms(target);
        } catch (IOException failure) {
            throw new PostgresException("cannot unpack PostgreSQL into " + cacheFolder + ": " + failure, failure);
        }
    }

    private static void unpackTo(Path target, URL bundle) throws IOException {
        Files.createDirectories(target.toAbsolutePath().getParent());
        Path half = target.resolveSibling(target.getFileName() + ".tmp-" + ProcessHandle.current().pid());
        Folders.deleteRecursively(half);
        try (InputStream packed = new BufferedInputStream(bundle.openStream());
                TarArchiveInputStream entries = new TarArchiveInputStream(new XZInputStream(packed))) {
            Files.createDirectories(half);
            for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                if (isNeeded(entry.getName())) {
                    unpackEntry(half, entry, entries);
                }
            }
            Folders.moveAtomically(half, target);
        } catch (IOException failure) {
            // Another process may have been faster; its copy has the same content.
            if (!Files.isDirectory(target)) {
                throw failure;
            }
        } finally {
            Folders.deleteRecursively(half);
        }
    }

    private static boolean isNeeded(String name) {
        return !name.endsWith(".a") && !name.contains("include/") && !name.contains("pkgconfig");
    }

    private static void unpackEntry(Path half, TarArchiveEntry entry, InputStream content) throws IOException {
        Path path = half.resolve(entry.getName()).normalize();
        if (!path.startsWith(half)) {
            throw new IOException("the bundle names a file outside of its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            }
            return;
        }
        Files.copy(content, path);
        boolean runs = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(runs ? "rwxr-xr-x" : "rw-r--r--"));
        // After a power cut a moved folder must not hold empty files.
        Folders.sync(path);
    }

    /** Size and checksum, as the jar's directory already knows them: nothing is read to find out that all is there. */
    private static String contentKey(URL bundle) throws IOException {
        if (bundle.openConnection() instanceof JarURLConnection jar) {
            return "%d-%08x".formatted(jar.getJarEntry().getSize(), jar.getJarEntry().getCrc());
        }
        try (InputStream in = bundle.openStream()) {
            var checksum = new java.util.zip.CRC32();
            byte[] bytes = in.readAllBytes();
            checksum.update(bytes);
            return "%d-%08x".formatted(bytes.length, checksum.getValue());
        }
    }

    private static String platform() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        return (system.contains("mac") ? "darwin-" : system.contains("linux") ? "linux-" : system + "-")
                + switch (processor) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm_64";
                    default -> processor;
                };
    }
}
