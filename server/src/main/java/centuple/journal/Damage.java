package centuple.journal;

/**
 * A part of a segment that holds no readable record though good ones follow it or should. It is stepped over, said
 * aloud and counted; never silently skipped.
 *
 * @param stream whose segment it is
 * @param segment the segment's number
 * @param fromBytes where the unreadable part begins
 * @param toBytes where it ends: the next good record, or the end of the segment
 */
public record Damage(Stream stream, long segment, int fromBytes, int toBytes) {

    /** How many bytes cannot be read. */
    public int lengthBytes() {
        return toBytes - fromBytes;
    }

    @Override
    public String toString() {
        return "bytes %d to %d of segment %d, writer %d, node %s".formatted(fromBytes, toBytes, segment,
                stream.writer(), stream.node());
    }
}
