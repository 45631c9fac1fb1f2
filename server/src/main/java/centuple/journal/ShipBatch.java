package centuple.journal;

import centuple.click.ClickRecord;

import java.util.List;

/**
 * The next records of a stream, ready to be brought into the database.
 *
 * @param from the position they follow
 * @param to the position behind the last of them; equal to {@code from} where nothing was read
 * @param clicks the records, in the order they were written
 * @param missing how many sequence numbers are missing between them: records that are lost
 * @param damages the parts that were stepped over
 * @param stoppedBecause why reading cannot go on behind {@code to}, or empty where it can: an intact record that this
 *            program does not understand is a thing for an operator, not something to skip
 */
public record ShipBatch(Position from, Position to, List<ClickRecord> clicks, long missing, List<Damage> damages,
        String stoppedBecause) {

    /** Copies the lists. */
    public ShipBatch {
        clicks = List.copyOf(clicks);
        damages = List.copyOf(damages);
    }

    /** Whether there is nothing to bring into the database. */
    public boolean isEmpty() {
        return clicks.isEmpty();
    }
}
