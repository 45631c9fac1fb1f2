package centuple.journal.segment;

import centuple.click.ClickRecordCodec;

/**
 * The form of a record in a segment: length 4, CRC32C 4, sequence 8, click, zeros up to a multiple of 8; big endian.
 *
 * The length is that of the click and is written last, so that a record is either whole or, with length 0, not there.
 * The CRC covers sequence and click. A segment begins with a header and is zeros behind its last record.
 */
public final class Frame {

    /** Length, CRC32C and sequence before each click. */
    public static final int HEADER_BYTES = 16;

    /** The most a record takes, its padding included. */
    public static final int BYTES_MAX = aligned(HEADER_BYTES + ClickRecordCodec.LENGTH_BYTES_MAX);

    /** All records begin at multiples of this, so that their length can be written in one atomic store. */
    static final int ALIGNMENT_BYTES = 8;

    /** Where the checksum is; the length is before it and written last. */
    public static final int CRC_AT = 4;
    static final int SEQUENCE_AT = 8;

    private Frame() {
    }

    /** The next multiple of 8. */
    static int aligned(int bytes) {
        return bytes + ALIGNMENT_BYTES - 1 & -ALIGNMENT_BYTES;
    }
}
