package centuple.journal.file;

import centuple.platform.file.FolderLock;
import centuple.platform.file.Folders;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of a node's journal: {@code node} with its random id, {@code lock} held while it is open, and for each
 * writer a folder {@code w0}, {@code w1} ... of numbered segments, with a note {@code shipped} of how many are in the
 * database. Thread-safe.
 */
final class JournalFolder implements AutoCloseable {

    private static final Pattern WRITER = Pattern.compile("w(\\d{1,9})");
    private static final Pattern SEGMENT = Pattern.compile("(\\d{18})\\.segment");

    private static final String SHIPPED = "shipped";

    private final Path root;
    private final FolderLock lock;
    private final UUID node;

    private JournalFolder(Path root, FolderLock lock, UUID node) {
        this.root = root;
        this.lock = lock;
        this.node = node;
    }

    /** Opens or makes a folder; throws where another server has it open. */
    static JournalFolder open(Path root) throws IOException {
        Folders.createPrivate(root);
        FolderLock lock = FolderLock.acquire(root);
        try {
            return new JournalFolder(root, lock, readOrDrawNode(root));
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** The random id of this journal. */
    UUID node() {
        return node;
    }

    /** The indexes of all writers that ever wrote here, sorted. */
    TreeSet<Integer> writers() {
        TreeSet<Integer> indexes = new TreeSet<>();
        try (Stream<Path> entries = Files.list(root)) {
            for (Path entry : (Iterable<Path>) entries::iterator) {
                Matcher matcher = WRITER.matcher(entry.getFileName().toString());
                if (matcher.matches()) {
                    indexes.add(Integer.valueOf(matcher.group(1)));
                }
            }
            return indexes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes sure a writer's folder is there. */
    void createWriter(int writer) throws IOException {
        Folders.createPrivate(writerPath(writer));
        Folders.sync(root);
    }

    /** A writer's segments by number; none where it has no folder. */
    NavigableMap<Long, Path> segments(int writer) {
        NavigableMap<Long, Path> byNumber = new TreeMap<>();
        try (Stream<Path> entries = Files.list(writerPath(writer))) {
            for (Path entry : (Iterable<Path>) entries::iterator) {
                Matcher matcher = SEGMENT.matcher(entry.getFileName().toString());
                if (matcher.matches()) {
                    byNumber.put(Long.valueOf(matcher.group(1)), entry);
                }
            }
        } catch (NoSuchFileException _) {
            return byNumber;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return byNumber;
    }

    /** Where a segment is or will be. */
    Path segmentPath(int writer, long number) {
        return writerPath(writer).resolve("%018d.segment".formatted(number));
    }

    /**
     * Notes that a writer's segments below a number are in the database: known then also while the database is away.
     */
    void writeShippedBelow(int writer, long number) throws IOException {
        Folders.writePrivate(writerPath(writer).resolve(SHIPPED), number + "\n");
    }

    /** The number last noted for a writer; 0 where there is none that can be read. */
    long shippedBelow(int writer) {
        try {
            return Long.parseLong(Files.readString(writerPath(writer).resolve(SHIPPED)).strip());
        } catch (IOException | NumberFormatException _) {
            // Only a hint: the database knows, and nothing is deleted without one or the other.
            return 0;
        }
    }

    /** What all segments take, in bytes. */
    long bytes() {
        long sum = 0;
        for (int writer : writers()) {
            for (Path path : segments(writer).values()) {
                sum += sizeOrZero(path);
            }
        }
        return sum;
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private Path writerPath(int writer) {
        return root.resolve("w" + writer);
    }

    private static long sizeOrZero(Path path) {
        try {
            return Files.size(path);
        } catch (IOException _) {
            // Deleted since it was listed.
            return 0;
        }
    }

    private static UUID readOrDrawNode(Path root) throws IOException {
        Path file = root.resolve("node");
        if (Files.exists(file)) {
            return parseNode(file);
        }
        UUID drawn = UUID.randomUUID();
        Folders.writePrivate(file, drawn + "\n");
        return drawn;
    }

    private static UUID parseNode(Path file) throws IOException {
        try {
            return UUID.fromString(Files.readString(file).strip());
        } catch (IllegalArgumentException e) {
            throw new IOException("the journal's node id is not readable: " + file, e);
        }
    }
}
