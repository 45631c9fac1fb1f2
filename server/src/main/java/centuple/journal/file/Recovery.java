package centuple.journal.file;

import centuple.journal.segment.Scanned;
import centuple.journal.segment.SegmentHeader;
import centuple.journal.segment.SegmentScan;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * Brings a writer's segments in order after whatever ended the last process: cuts the newest one behind its last good
 * record, and finds the numbers to go on with. Older segments were finished then, or are read with care later.
 *
 * @param nextSegment the number for the next segment, higher than any that is there
 * @param lastSequence the number of the last good record; 0 where there never was one
 * @param tornBytes how many bytes of half-written records were cut off
 * @param unused segments that were prepared and never used, to be deleted once a new one is there
 */
record Recovery(long nextSegment, long lastSequence, long tornBytes, List<Path> unused) {

    private static final long UNKNOWN = -1;

    /** What one segment turned out to hold: where its records end, and the last one's number where it can be told. */
    private record Content(int endBytes, long lastSequence, int tornBytes) {
    }

    /** Looks at a writer's segments by number, newest first, down to one that tells how far the writer had come. */
    static Recovery of(NavigableMap<Long, Path> segments) throws IOException {
        List<Path> unused = new ArrayList<>();
        long next = segments.isEmpty() ? 1 : segments.lastKey() + 1;
        long torn = 0;
        for (Path path : segments.descendingMap().values()) {
            Content content = contentOf(path);
            torn += content.tornBytes();
            if (content.lastSequence() == UNKNOWN && content.tornBytes() == 0) {
                unused.add(path);
                continue;
            }
            cut(path, content.endBytes());
            if (content.lastSequence() != UNKNOWN) {
                return new Recovery(next, content.lastSequence(), torn, unused);
            }
        }
        return new Recovery(next, 0, torn, unused);
    }

    private static Content contentOf(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ); Arena arena = Arena.ofConfined()) {
            int size = (int) Math.min(channel.size(), Integer.MAX_VALUE);
            ByteBuffer bytes = channel.map(MapMode.READ_ONLY, 0, size, arena).asByteBuffer();
            if (SegmentHeader.isOfOtherForm(bytes)) {
                throw new IOException("a newer program wrote this journal, start that one: " + path);
            }
            return contentOf(bytes);
        }
    }

    private static Content contentOf(ByteBuffer bytes) {
        Optional<SegmentHeader> header = SegmentHeader.read(bytes);
        long sequence = header.map(h -> h.firstSequence() - 1).orElse(UNKNOWN);
        int end = Math.min(SegmentHeader.LENGTH_BYTES, bytes.limit());
        int at = end;
        while (true) {
            switch (SegmentScan.at(bytes, at, bytes.limit())) {
                case Scanned.Found found -> {
                    sequence = found.sequence();
                    end = found.next();
                    at = end;
                }
                case Scanned.Gap gap -> at = gap.nextGood();
                case Scanned.End _ -> {
                    return new Content(end, sequence, 0);
                }
                case Scanned.Torn _ -> {
                    return new Content(end, sequence, lastNonZero(bytes) + 1 - end);
                }
            }
        }
    }

    private static int lastNonZero(ByteBuffer bytes) {
        int at = bytes.limit() - 1;
        while (bytes.get(at) == 0) {
            at--;
        }
        return at;
    }

    private static void cut(Path path, int endBytes) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            if (channel.size() > endBytes) {
                channel.truncate(endBytes);
                channel.force(true);
            }
        }
    }
}
