package centuple.journal.file;

import centuple.journal.BatchLimit;
import centuple.journal.ClickJournal;
import centuple.journal.ClickSource;
import centuple.journal.ClickWriter;
import centuple.journal.JournalSettings;
import centuple.journal.JournalStatus;
import centuple.journal.Position;
import centuple.journal.ShipBatch;
import centuple.journal.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The journal of a node in a folder of its own. Thread-safe; each writer it gives out is for one event loop. Close it
 * after the event loops have stopped: a click appended while it closes may go unjournaled.
 */
public final class FileJournal implements ClickJournal, ClickSource, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FileJournal.class);

    private final JournalFolder folder;
    private final JournalSettings settings;
    private final SegmentFiles files;
    private final SegmentShelf shelf;
    private final List<SegmentWriter> writers = new ArrayList<>();
    private final Map<Stream, StreamReader> readers = new TreeMap<>();
    private final Map<Stream, Long> lastSequencesAtStart = new TreeMap<>();
    private final Housekeeper housekeeper;
    private final Syncer syncer;
    private long tornBytes;
    private boolean closed;

    private FileJournal(JournalFolder folder, JournalSettings settings, SegmentFiles files, InstantSource clock) {
        this.folder = folder;
        this.settings = settings;
        this.files = files;
        this.shelf = new SegmentShelf(folder, clock);
        this.housekeeper = new Housekeeper(writers, this::makeSegment);
        this.syncer = new Syncer(writers, settings.syncEvery(), housekeeper::finish);
    }

    /**
     * Opens a journal, new or left by any end of a process, and recovers what is in it. A full disk does not keep it
     * from opening; a folder that another server has open, that cannot be read or that a newer program wrote does.
     *
     * @param folder the journal's own folder; made where it is missing
     * @param files the file system, {@link MappedSegmentFiles} outside of tests
     * @param clock tells when segments were done with
     */
    public static FileJournal open(Path folder, JournalSettings settings, SegmentFiles files, InstantSource clock)
            throws IOException {
        JournalFolder opened = JournalFolder.open(folder);
        try {
            FileJournal journal = new FileJournal(opened, settings, files, clock);
            journal.recover();
            journal.housekeeper.start();
            journal.syncer.start();
            return journal;
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** The random id of this node's journal. */
    public UUID node() {
        return folder.node();
    }

    @Override
    public int writerCount() {
        return writers.size();
    }

    @Override
    public ClickWriter writer(int index) {
        return writers.get(index);
    }

    @Override
    public List<Stream> streams() {
        return List.copyOf(readers.keySet());
    }

    @Override
    public long lastSequence(Stream stream) {
        return stream.node().equals(node()) && stream.writer() < writers.size()
                ? writers.get(stream.writer()).lastSequence()
                : lastSequencesAtStart.getOrDefault(stream, 0L);
    }

    @Override
    public ShipBatch read(Stream stream, Position from, BatchLimit limit) {
        StreamReader reader = readers.get(stream);
        if (reader == null) {
            throw new IllegalArgumentException("not a stream of this journal: " + stream);
        }
        try {
            return reader.read(from, limit);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void shipped(Stream stream, Position upTo) {
        shelf.shipped(stream, upTo);
    }

    /** Deletes segments that were wholly shipped before a time; returns how many. */
    public int deleteShippedBefore(Instant limit) throws IOException {
        return shelf.deleteShippedBefore(limit);
    }

    /** How the journal does now. Reads the folder, so not for an event loop. */
    public JournalStatus status() {
        List<String> problems = new ArrayList<>();
        long appended = 0;
        long unjournaled = 0;
        for (SegmentWriter writer : writers) {
            appended += writer.appended();
            unjournaled += writer.unjournaled();
            if (!writer.problem().isEmpty()) {
                problems.add("writer " + writer.stream().writer() + ": " + writer.problem());
            }
        }
        if (!housekeeper.problem().isEmpty()) {
            problems.add(housekeeper.problem());
        }
        return new JournalStatus(appended, unjournaled, syncer.syncs(), folder.bytes(), tornBytes, problems);
    }

    /** Brings everything to the disk and ends. Closing again does nothing. */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        syncer.stop();
        housekeeper.stop();
        try (folder) {
            for (SegmentWriter writer : writers) {
                closeSegments(writer);
            }
        }
    }

    private void closeSegments(SegmentWriter writer) throws IOException {
        for (ActiveSegment segment : writer.takeAll()) {
            if (writer.problem().isEmpty()) {
                segment.finish();
            } else {
                segment.abandon();
            }
        }
        ActiveSegment unused = writer.takePrepared();
        if (unused != null) {
            unused.abandon();
            Files.deleteIfExists(folder.segmentPath(writer.stream().writer(), unused.number()));
        }
    }

    private void recover() throws IOException {
        TreeSet<Integer> known = folder.writers();
        for (int index = 0; index < settings.writers(); index++) {
            folder.createWriter(index);
            known.add(index);
        }
        for (int index : known) {
            Stream stream = new Stream(node(), index);
            Recovery recovery = Recovery.of(folder.segments(index));
            lastSequencesAtStart.put(stream, recovery.lastSequence());
            shelf.recall(stream);
            if (recovery.tornBytes() > 0) {
                tornBytes += recovery.tornBytes();
                LOG.warn("Journal writer {}: {} bytes behind the last good record were cut off", index,
                        recovery.tornBytes());
            }
            SegmentWriter writer = null;
            if (index < settings.writers()) {
                writer = new SegmentWriter(stream, recovery.lastSequence(), settings.strict(),
                        new SegmentWriter.Wakeups(() -> syncer.wake(), () -> housekeeper.wake()));
                writers.add(writer);
                housekeeper.prepareFirst(writer, recovery.nextSegment());
                deleteUnused(writer, recovery);
            }
            readers.put(stream, reader(stream, recovery, writer));
        }
    }

    private StreamReader reader(Stream stream, Recovery recovery, @Nullable SegmentWriter writer) {
        return new StreamReader(stream, folder, recovery.nextSegment(), writer == null ? () -> null : writer::current);
    }

    /** Only once a new segment is there: the unused ones keep the numbers from going back. */
    private static void deleteUnused(SegmentWriter writer, Recovery recovery) throws IOException {
        if (!writer.needsSegment()) {
            for (Path path : recovery.unused()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private ActiveSegment makeSegment(SegmentWriter writer, long number) throws IOException {
        while (folder.bytes() + settings.segmentBytes() > settings.bytesMax()) {
            if (!shelf.deleteOldestShipped()) {
                throw new IOException("journal.bytes.max is reached: %,d bytes".formatted(settings.bytesMax()));
            }
        }
        Path path = folder.segmentPath(writer.stream().writer(), number);
        return new ActiveSegment(number, files.create(path, settings.segmentBytes()));
    }
}
