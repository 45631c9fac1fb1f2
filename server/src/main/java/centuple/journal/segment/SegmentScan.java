package centuple.journal.segment;

import centuple.click.ClickRecordCodec;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Finds the records of a segment, and tells a clean end from a torn record and both from damage in the middle. A pure
 * function of the bytes; the buffer must be big endian and its position is not touched.
 */
public final class SegmentScan {

    private SegmentScan() {
    }

    /** What is at an offset (a multiple of 8) of the bytes before a limit. */
    public static Scanned at(ByteBuffer bytes, int offsetBytes, int limitBytes) {
        if (isGood(bytes, offsetBytes, limitBytes)) {
            return found(bytes, offsetBytes);
        }
        boolean zeros = true;
        int at = offsetBytes;
        // Whole steps of 8 first: only there can a record begin.
        for (; at + Frame.ALIGNMENT_BYTES <= limitBytes; at += Frame.ALIGNMENT_BYTES) {
            if (bytes.getLong(at) != 0) {
                zeros = false;
                if (isGood(bytes, at, limitBytes)) {
                    return new Scanned.Gap(at);
                }
            }
        }
        for (; at < limitBytes; at++) {
            zeros &= bytes.get(at) == 0;
        }
        return zeros ? new Scanned.End() : new Scanned.Torn();
    }

    private static boolean isGood(ByteBuffer bytes, int offsetBytes, int limitBytes) {
        if (offsetBytes + Frame.HEADER_BYTES > limitBytes) {
            return false;
        }
        int length = bytes.getInt(offsetBytes);
        if (length < ClickRecordCodec.LENGTH_BYTES_MIN || length > ClickRecordCodec.LENGTH_BYTES_MAX
                || offsetBytes + Frame.HEADER_BYTES + length > limitBytes) {
            return false;
        }
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(offsetBytes + Frame.SEQUENCE_AT, Frame.HEADER_BYTES - Frame.SEQUENCE_AT + length));
        return (int) crc.getValue() == bytes.getInt(offsetBytes + Frame.CRC_AT);
    }

    private static Scanned.Found found(ByteBuffer bytes, int offsetBytes) {
        int clickAt = offsetBytes + Frame.HEADER_BYTES;
        int clickBytes = bytes.getInt(offsetBytes);
        return new Scanned.Found(clickAt, clickBytes, bytes.getLong(offsetBytes + Frame.SEQUENCE_AT),
                Frame.aligned(clickAt + clickBytes));
    }
}
