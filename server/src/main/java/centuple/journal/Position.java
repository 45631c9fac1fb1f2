package centuple.journal;

/**
 * How far a stream has been read: right behind a record, or at the start.
 *
 * Where reading goes on is decided by segment and offset alone. The sequence number only tells how many records wait
 * and whether some are missing; a power cut may make it go back.
 *
 * @param segment the number of the segment, 0 at the start
 * @param offsetBytes the offset right behind the last record read, 0 at the start
 * @param sequence the number of the last record read, 0 at the start
 */
public record Position(long segment, int offsetBytes, long sequence) {

    /** Nothing has been read yet. */
    public static final Position START = new Position(0, 0, 0);

    /** Refuses negative numbers. */
    public Position {
        if (segment < 0 || offsetBytes < 0 || sequence < 0) {
            throw new IllegalArgumentException("a position has no negative part");
        }
    }
}
