package centuple.journal.segment;

import centuple.click.ClickRecord;
import centuple.click.ClickRecordCodec;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Puts records into their form, each in the same small array: the fastest place for a checksum, and nothing is
 * allocated per record. For one thread.
 */
public final class FrameEncoder {

    private final ByteBuffer frame = ByteBuffer.allocate(Frame.BYTES_MAX);
    private final CRC32C crc = new CRC32C();

    /** Puts a record into {@link #bytes} and returns how many of them it takes, its padding included. */
    public int encode(long sequence, ClickRecord click) {
        frame.clear().position(Frame.SEQUENCE_AT);
        frame.putLong(sequence);
        ClickRecordCodec.encode(click, frame);
        int end = frame.position();
        crc.reset();
        crc.update(frame.array(), Frame.SEQUENCE_AT, end - Frame.SEQUENCE_AT);
        frame.putInt(0, end - Frame.HEADER_BYTES);
        frame.putInt(Frame.CRC_AT, (int) crc.getValue());
        while ((frame.position() & Frame.ALIGNMENT_BYTES - 1) != 0) {
            frame.put((byte) 0);
        }
        return frame.position();
    }

    /** The record that was encoded last, its length first; valid until the next one. */
    public byte[] bytes() {
        return frame.array();
    }
}
