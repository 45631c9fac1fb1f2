package centuple.journal.file;

import centuple.click.ClickRecord;
import centuple.journal.segment.Frame;
import centuple.journal.segment.FrameEncoder;
import centuple.journal.segment.SegmentHeader;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A segment that is prepared, written or being finished. One thread writes; what it has published (how many records,
 * and where they end) any thread may read; one thread syncs.
 */
final class ActiveSegment {

    private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();
    private static final VarHandle INT_IN_ARRAY = MethodHandles.byteArrayViewVarHandle(int[].class,
            ByteOrder.nativeOrder());

    private final long number;
    private final SegmentFile file;
    private final MemorySegment memory;
    private final int endMaxBytes;

    // Set once, before the segment is handed to other threads.
    private long firstSequence;
    // Records in the upper half, end offset in the lower: one atomic store publishes both.
    private volatile long published;
    // Only the syncing thread writes it.
    private volatile int syncedEndBytes = SegmentHeader.LENGTH_BYTES;

    ActiveSegment(long number, SegmentFile file) {
        this.number = number;
        this.file = file;
        this.memory = file.memory();
        this.endMaxBytes = (int) memory.byteSize() - Frame.BYTES_MAX;
    }

    /** Takes the segment into use: writes its header. */
    void begin(SegmentHeader header) {
        ByteBuffer bytes = ByteBuffer.allocate(SegmentHeader.LENGTH_BYTES);
        header.write(bytes);
        MemorySegment.copy(MemorySegment.ofBuffer(bytes), 0, memory, 0, SegmentHeader.LENGTH_BYTES);
        firstSequence = header.firstSequence();
        published = SegmentHeader.LENGTH_BYTES;
    }

    /** Whether any record fits. */
    boolean hasRoom() {
        return (int) published <= endMaxBytes;
    }

    /** Writes and publishes the next record. For the writing thread, where there is room. */
    void append(FrameEncoder frames, ClickRecord click) {
        long before = published;
        long records = before >>> 32;
        int offset = (int) before;
        int length = frames.encode(firstSequence + records, click);
        byte[] bytes = frames.bytes();
        MemorySegment.copy(bytes, Frame.CRC_AT, memory, ValueLayout.JAVA_BYTE, offset + Frame.CRC_AT,
                length - Frame.CRC_AT);
        // The record's length comes last: whatever ends this process, a record with a length is a whole record.
        INT.setRelease(memory, (long) offset, (int) INT_IN_ARRAY.get(bytes, 0));
        published = records + 1 << 32 | offset + length;
    }

    long number() {
        return number;
    }

    /** Where the published records end. */
    int endBytes() {
        return (int) published;
    }

    /** The number of the last published record; that before the first where there is none. */
    long lastSequence() {
        return lastSequence(published);
    }

    boolean hasUnsynced() {
        return syncedEndBytes != endBytes();
    }

    /** Brings all published records to the disk and returns the number of the last of them. */
    long sync() throws IOException {
        long covered = published;
        if ((int) covered != syncedEndBytes) {
            file.force();
            syncedEndBytes = (int) covered;
        }
        return lastSequence(covered);
    }

    /** Gives the memory back and cuts off what is not used. */
    void finish() throws IOException {
        file.close(endBytes());
    }

    /** Gives the memory back and leaves the file as it is: after a failed sync nobody knows what is in it. */
    void abandon() throws IOException {
        file.close((int) memory.byteSize());
    }

    private long lastSequence(long state) {
        return firstSequence + (state >>> 32) - 1;
    }
}
