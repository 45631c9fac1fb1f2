package centuple.journal.file;

import centuple.click.ClickRecordCodec;
import centuple.click.DecodedClick;
import centuple.journal.BatchBuilder;
import centuple.journal.BatchLimit;
import centuple.journal.Damage;
import centuple.journal.Position;
import centuple.journal.ShipBatch;
import centuple.journal.Stream;
import centuple.journal.segment.Frame;
import centuple.journal.segment.Scanned;
import centuple.journal.segment.SegmentHeader;
import centuple.journal.segment.SegmentScan;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.Supplier;

/** Reads a stream's segments from its oldest record to the last published one. Thread-safe: one reads at a time. */
final class StreamReader {

    /** Big enough that reading costs little, small enough to keep one per stream. */
    private static final int CHUNK_BYTES = 1 << 20;

    private final Stream stream;
    private final JournalFolder folder;
    private final long segmentBeforeMax;
    private final Supplier<@Nullable ActiveSegment> current;
    private @Nullable ByteBuffer chunk;

    /**
     * Reads behind a writer. Before it has a current segment only those below a number are read: that one is prepared,
     * and empty. For a writer that no longer writes the number is that behind its last.
     */
    StreamReader(Stream stream, JournalFolder folder, long segmentBeforeMax,
            Supplier<@Nullable ActiveSegment> current) {
        this.stream = stream;
        this.folder = folder;
        this.segmentBeforeMax = segmentBeforeMax;
        this.current = current;
    }

    /** The next records behind a position. */
    synchronized ShipBatch read(Position from, BatchLimit limit) throws IOException {
        BatchBuilder batch = new BatchBuilder(from, limit);
        ActiveSegment active = current.get();
        if (active != null && active.number() == from.segment() && active.endBytes() <= from.offsetBytes()) {
            return batch.build();
        }
        long last = active == null ? segmentBeforeMax - 1 : active.number();
        if (from.segment() > last) {
            // What is appended now would have places the database believes to have read long ago.
            batch.stopped("the database knows segments of writer %d that are not in this journal: its folder is an old "
                    .formatted(stream.writer()) + "copy. Stop the server, move the folder away and start again");
            return batch.build();
        }
        NavigableMap<Long, Path> segments = folder.segments(stream.writer()).subMap(from.segment(), true, last, true);
        for (Map.Entry<Long, Path> segment : segments.entrySet()) {
            long number = segment.getKey();
            int offset = number == from.segment() ? from.offsetBytes() : 0;
            int end = active != null && number == active.number() ? active.endBytes() : Integer.MAX_VALUE;
            if (!readSegment(segment.getValue(), number, Math.max(offset, SegmentHeader.LENGTH_BYTES), end, batch)) {
                break;
            }
        }
        return batch.build();
    }

    /** Reads one segment into the batch; false where the batch is full or reading cannot go on. */
    private boolean readSegment(Path path, long number, int from, int endMax, BatchBuilder batch) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            int end = (int) Math.min(channel.size(), endMax);
            if (isOfOtherForm(channel)) {
                batch.stopped("segment %d was written by a newer program".formatted(number));
                return false;
            }
            return new SegmentRead(number, end, batch).run(channel, from);
        } catch (NoSuchFileException _) {
            // Cleaned up since it was listed; the numbers of the next records tell whether something is missing.
            return true;
        }
    }

    private boolean isOfOtherForm(FileChannel channel) throws IOException {
        return SegmentHeader.isOfOtherForm(fill(channel, 0, SegmentHeader.LENGTH_BYTES));
    }

    private ByteBuffer fill(FileChannel channel, int from, int length) throws IOException {
        ByteBuffer bytes = chunk;
        if (bytes == null) {
            bytes = ByteBuffer.allocateDirect(CHUNK_BYTES);
            chunk = bytes;
        }
        bytes.clear().limit(length);
        while (bytes.hasRemaining()) {
            // The file may be cut behind its last record while it is read.
            if (channel.read(bytes, (long) from + bytes.position()) < 0) {
                break;
            }
        }
        return bytes.flip();
    }

    /** The reading of one segment: chunk by chunk, with an eye on parts that hold no record. */
    private final class SegmentRead {

        private final long number;
        private final int end;
        private final BatchBuilder batch;
        private int damagedFrom = -1;
        private boolean damageIsZeros = true;

        private SegmentRead(long number, int end, BatchBuilder batch) {
            this.number = number;
            this.end = end;
            this.batch = batch;
        }

        private boolean run(FileChannel channel, int from) throws IOException {
            int base = from;
            while (base < end) {
                int length = Math.min(CHUNK_BYTES, end - base);
                ByteBuffer bytes = fill(channel, base, length);
                boolean last = base + length >= end || bytes.limit() < length;
                int next = scan(bytes, base, last);
                if (next < 0) {
                    return false;
                }
                if (last) {
                    break;
                }
                base = next;
            }
            if (damagedFrom >= 0 && !damageIsZeros) {
                batch.damaged(new Damage(stream, number, damagedFrom, end));
            }
            return true;
        }

        /** Reads a chunk and returns where the next one is to begin; -1 where the batch is full or stopped. */
        private int scan(ByteBuffer bytes, int base, boolean last) {
            int at = 0;
            // Unless it is the last chunk, a record may reach beyond its end: the next chunk begins before it.
            int atMax = last ? bytes.limit() : bytes.limit() - Frame.BYTES_MAX & -8;
            while (at < atMax) {
                switch (SegmentScan.at(bytes, at, bytes.limit())) {
                    case Scanned.Found found -> {
                        if (!take(found, bytes, base)) {
                            return -1;
                        }
                        at = found.next();
                    }
                    case Scanned.Gap gap -> {
                        damage(base + at, false);
                        at = gap.nextGood();
                    }
                    case Scanned.End _ -> {
                        damage(base + at, true);
                        return base + atMax;
                    }
                    case Scanned.Torn _ -> {
                        damage(base + at, false);
                        return base + atMax;
                    }
                }
            }
            return base + at;
        }

        private boolean take(Scanned.Found found, ByteBuffer bytes, int base) {
            int offset = base + found.clickAt() - Frame.HEADER_BYTES;
            switch (ClickRecordCodec.decode(bytes.slice(found.clickAt(), found.clickBytes()))) {
                case DecodedClick.Good(var click) -> {
                    if (damagedFrom >= 0) {
                        batch.damaged(new Damage(stream, number, damagedFrom, offset));
                        damagedFrom = -1;
                        damageIsZeros = true;
                    }
                    return batch.offer(click, new Position(number, base + found.next(), found.sequence()));
                }
                case DecodedClick.Corrupt(String reason) -> {
                    batch.stopped("the record at byte %d of segment %d, writer %d, cannot be read: %s"
                            .formatted(offset, number, stream.writer(), reason));
                    return false;
                }
            }
        }

        private void damage(int from, boolean zeros) {
            damagedFrom = damagedFrom < 0 ? from : damagedFrom;
            damageIsZeros &= zeros;
        }
    }
}
