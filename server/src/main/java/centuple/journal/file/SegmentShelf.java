package centuple.journal.file;

import centuple.journal.Position;
import centuple.journal.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The segments that are done with: all of their records are in the database. They are kept for a while, so that a
 * database that was restored from a backup can be caught up. When one became so is its file's time of last change.
 * Thread-safe.
 */
final class SegmentShelf {

    private static final Logger LOG = LoggerFactory.getLogger(SegmentShelf.class);

    private final JournalFolder folder;
    private final InstantSource clock;
    private final Map<Stream, Position> shipped = new ConcurrentHashMap<>();

    SegmentShelf(JournalFolder folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** Begins with what an earlier process noted of a stream. */
    void recall(Stream stream) {
        long below = folder.shippedBelow(stream.writer());
        if (below > 0) {
            shipped.put(stream, new Position(below, 0, 0));
        }
    }

    /** Notes how far a stream is in the database, and the time on the segments that are done with by that. */
    void shipped(Stream stream, Position upTo) {
        Position before = shipped.put(stream, upTo);
        if (before != null && before.segment() == upTo.segment()) {
            return;
        }
        try {
            if (before != null && before.segment() < upTo.segment()) {
                noteTime(stream, before.segment(), upTo.segment());
            }
            folder.writeShippedBelow(stream.writer(), upTo.segment());
        } catch (IOException e) {
            // The time of its last record stands then: a segment goes a little earlier.
            LOG.warn("It could not be noted which segments are done with", e);
        }
    }

    private void noteTime(Stream stream, long from, long below) throws IOException {
        FileTime now = FileTime.from(clock.instant());
        for (Path path : folder.segments(stream.writer()).subMap(from, true, below, false).values()) {
            Files.setLastModifiedTime(path, now);
        }
    }

    /** Deletes the segments that have been done with since before a time; returns how many. */
    int deleteShippedBefore(Instant limit) throws IOException {
        int deleted = 0;
        for (Map.Entry<Stream, Position> stream : shipped.entrySet()) {
            for (Path path : doneWith(stream.getKey(), stream.getValue())) {
                if (lastModified(path).isBefore(limit)) {
                    deleted += Files.deleteIfExists(path) ? 1 : 0;
                }
            }
        }
        return deleted;
    }

    /** Deletes the segment that has been done with for longest; false where there is none. */
    boolean deleteOldestShipped() throws IOException {
        Path oldest = null;
        Instant oldestAt = Instant.MAX;
        for (Map.Entry<Stream, Position> stream : shipped.entrySet()) {
            for (Path path : doneWith(stream.getKey(), stream.getValue())) {
                Instant at = lastModified(path);
                if (at.isBefore(oldestAt)) {
                    oldest = path;
                    oldestAt = at;
                }
            }
        }
        return oldest != null && Files.deleteIfExists(oldest);
    }

    private Iterable<Path> doneWith(Stream stream, Position position) {
        return folder.segments(stream.writer()).headMap(position.segment(), false).values();
    }

    private static Instant lastModified(Path path) throws IOException {
        try {
            return Files.getLastModifiedTime(path).toInstant();
        } catch (NoSuchFileException _) {
            return Instant.MAX;
        }
    }
}
