package centuple.journal.file;

import java.io.IOException;
import java.nio.file.Path;

/** What the journal asks of a file system. Tests put one that fails on demand in its place. Thread-safe. */
public interface SegmentFiles {

    /**
     * Creates a file of zeros that are really on the disk, so that later writing cannot meet a full one; the file does
     * not exist afterwards where this throws.
     */
    SegmentFile create(Path path, int lengthBytes) throws IOException;
}
