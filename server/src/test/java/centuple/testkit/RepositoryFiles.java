package centuple.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The files of this repository as they would be committed: build output and tool folders are left out. */
public final class RepositoryFiles {
    private static final Set<String> SKIPPED_FOLDERS = Set.of(
            ".git", ".idea", ".vscode", ".settings", "target", "node_modules", "data", "__pycache__");

    private final Path root;
    private final List<Path> files;

    private RepositoryFiles(Path root, List<Path> files) {
        this.root = root;
        this.files = files;
    }

    /** The repository around the running test: the first folder upwards that holds the root pom.xml and .mvn. */
    public static RepositoryFiles here() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve(".mvn"))) {
            Path parent = folder.getParent();
            if (parent == null) {
                throw new IllegalStateException("no folder with .mvn above " + Path.of("").toAbsolutePath());
            }
            folder = parent;
        }
        return new RepositoryFiles(folder, list(folder));
    }

    /** The top folder. */
    public Path root() {
        return root;
    }

    /** Every file, relative to the top, sorted. */
    public List<Path> all() {
        return files;
    }

    /** Files whose name ends in one of these. */
    public List<Path> endingIn(String... suffixes) {
        List<Path> chosen = new ArrayList<>();
        for (Path file : files) {
            for (String suffix : suffixes) {
                if (file.toString().endsWith(suffix)) {
                    chosen.add(file);
                }
            }
        }
        return chosen;
    }

    /** Files under this folder, given with forward slashes. */
    public List<Path> under(String folder) {
        return files.stream().filter(file -> file.startsWith(folder)).toList();
    }

    /** The text of a file, or nothing where it is not UTF-8 text. */
    public Optional<String> text(Path file) {
        try {
            String text = Files.readString(root.resolve(file));
            return text.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
        } catch (MalformedInputException notText) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Size of a file in bytes. */
    public long sizeBytes(Path file) {
        try {
            return Files.size(root.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> list(Path root) {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    boolean skipped = !folder.equals(root) && SKIPPED_FOLDERS.contains(name(folder));
                    return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile() && !name(file).endsWith(".log") && !name(file).equals(".git")) {
                        found.add(root.relativize(file));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        found.sort(null);
        return List.copyOf(found);
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
