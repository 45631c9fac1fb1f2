package centuple.journal.file;

import centuple.click.RandomClicks;
import centuple.journal.segment.Frame;
import centuple.journal.segment.FrameEncoder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/** Records as a program of the future might write them. */
final class ForeignRecords {

    private ForeignRecords() {
    }

    /** Appends an intact record of an unknown version to a closed segment. */
    static void append(Path segment, long sequence) throws IOException {
        FrameEncoder encoder = new FrameEncoder();
        int length = encoder.encode(sequence, RandomClicks.draw(new SplittableRandom(1)));
        ByteBuffer frame = ByteBuffer.wrap(Arrays.copyOf(encoder.bytes(), length));
        frame.put(Frame.HEADER_BYTES, (byte) 99);
        CRC32C crc = new CRC32C();
        crc.update(frame.array(), 8, 8 + frame.getInt(0));
        frame.putInt(Frame.CRC_AT, (int) crc.getValue());
        Files.write(segment, frame.array(), StandardOpenOption.APPEND);
    }
}
