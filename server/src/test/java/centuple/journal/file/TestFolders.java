package centuple.journal.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Looks into a journal's folder in tests. */
final class TestFolders {

    private TestFolders() {
    }

    /** The segments of a writer by number. */
    static NavigableMap<Long, Path> segments(Path journal, int writer) {
        NavigableMap<Long, Path> found = new TreeMap<>();
        try (var files = Files.list(journal.resolve("w" + writer))) {
            files.filter(file -> file.toString().endsWith(".segment")).forEach(
                    file -> found.put(Long.valueOf(file.getFileName().toString().replace(".segment", "")), file));
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
