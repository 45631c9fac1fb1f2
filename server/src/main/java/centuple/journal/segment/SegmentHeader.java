package centuple.journal.segment;

import centuple.journal.Stream;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * The first 64 bytes of a segment that is in use: whose it is and which number its first record has. Written when the
 * first record is due, so a segment that was only prepared begins with zeros.
 *
 * @param stream whose records the segment holds
 * @param segment the segment's number, 1 or more
 * @param firstSequence the number of its first record
 */
public record SegmentHeader(Stream stream, long segment, long firstSequence) {

    /** The header's length; the first record begins here. */
    public static final int LENGTH_BYTES = 64;

    /** "CTPJ" and the version of the form of segments, 1. */
    private static final long MAGIC = 0x4354504a_00000001L;
    private static final int CRC_AT = LENGTH_BYTES - 4;

    /** Writes the header at the start of a segment. */
    public void write(ByteBuffer to) {
        to.putLong(0, MAGIC);
        to.putLong(8, stream.node().getMostSignificantBits());
        to.putLong(16, stream.node().getLeastSignificantBits());
        to.putInt(24, stream.writer());
        to.putLong(32, segment);
        to.putLong(40, firstSequence);
        to.putInt(CRC_AT, crcOf(to));
    }

    /** Reads a header; empty where there is none, or a damaged one, or one of another form. */
    public static Optional<SegmentHeader> read(ByteBuffer from) {
        if (!isIntact(from) || from.getLong(0) != MAGIC) {
            return Optional.empty();
        }
        UUID node = new UUID(from.getLong(8), from.getLong(16));
        return Optional.of(new SegmentHeader(new Stream(node, from.getInt(24)), from.getLong(32), from.getLong(40)));
    }

    /** Whether this is an intact header of a form of segments this program does not know: a newer one wrote it. */
    public static boolean isOfOtherForm(ByteBuffer bytes) {
        return isIntact(bytes) && bytes.getInt(0) == (int) (MAGIC >>> 32) && bytes.getLong(0) != MAGIC;
    }

    private static boolean isIntact(ByteBuffer bytes) {
        return bytes.limit() >= LENGTH_BYTES && bytes.getInt(CRC_AT) == crcOf(bytes);
    }

    private static int crcOf(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(0, CRC_AT));
        return (int) crc.getValue();
    }
}
