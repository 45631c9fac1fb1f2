package centuple.e2e;

import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Node and npm: whether they are there, and a Vendure installed by them under target/, kept between runs. */
final class NodeTools {
    private static final int NODE_MIN = 20;
    private static final long INSTALL_SECONDS_MAX = 480;
    private static final List<String> VENDURE = List.of("@vendure/core@3.7.3", "sql.js@1.14.2",
            "reflect-metadata@0.2.2");

    private NodeTools() {
    }

    /** Skips the test where Node is missing, unless this is CI: there it must be installed. */
    static void require() {
        String problem = problem();
        if ("true".equals(System.getenv("CI"))) {
            if (!problem.isEmpty()) {
                throw new IllegalStateException(problem);
            }
        } else {
            Assumptions.assumeTrue(problem.isEmpty(), problem);
        }
    }

    private static String problem() {
        String install = "; install the packages nodejs (version " + NODE_MIN + " or newer) and npm";
        try {
            String version = Shell.run(root(), 20, List.of("node", "--version")).strip();
            Shell.run(root(), 20, List.of("npm", "--version"));
            int major = Integer.parseInt(version.replaceFirst("^v(\\d+)\\..*", "$1"));
            return major >= NODE_MIN ? "" : "node " + version + " is too old" + install;
        } catch (IOException e) {
            return "node or npm does not run" + install;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The repository's top folder. */
    static Path root() {
        return Path.of(System.getProperty("centuple.root", "..")).toAbsolutePath().normalize();
    }

    /** A folder in which Vendure and our plugin, as npm packs it, are installed, and shop.js lies. */
    static Path vendure() throws IOException, InterruptedException {
        Path folder = Files.createDirectories(root().resolve("e2e/target/vendure"));
        try (RandomAccessFile file = new RandomAccessFile(folder.resolve("lock").toFile(), "rw");
                FileChannel channel = file.getChannel();
                FileLock _ = channel.lock()) {
            Path whole = folder.resolve("installed");
            String wanted = String.join(" ", VENDURE);
            if (!Files.exists(whole) || !Files.readString(whole).equals(wanted)) {
                Files.writeString(folder.resolve("package.json"), "{\"private\": true}\n");
                npm(folder, VENDURE);
                Files.deleteIfExists(folder.resolve("plugin.tgz"));
                Files.writeString(whole, wanted);
            }
            installPlugin(folder);
            Files.copy(root().resolve("e2e/src/test/resources/vendure/shop.js"), folder.resolve("shop.js"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        return folder;
    }

    /** Only where it changed: another run may be opening its shop from the same folder. npm packs alike what is alike. */
    private static void installPlugin(Path folder) throws IOException, InterruptedException {
        String said = Shell.run(folder, 60, List.of("npm", "pack", "--silent",
                root().resolve("connectors/vendure").toString())).strip();
        Path packed = folder.resolve(said.lines().toList().getLast());
        Path installed = folder.resolve("plugin.tgz");
        if (!Files.exists(installed) || Files.mismatch(packed, installed) >= 0) {
            npm(folder, List.of("./" + packed.getFileName()));
            Files.copy(packed, installed, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void npm(Path folder, List<String> packages) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"));
        command.addAll(packages);
        Shell.run(folder, INSTALL_SECONDS_MAX, command);
    }
}
