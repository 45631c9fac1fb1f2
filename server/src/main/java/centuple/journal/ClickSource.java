package centuple.journal;

import java.util.List;

/** The journal as its shipper sees it. Thread-safe. */
public interface ClickSource {

    /** The streams this node holds records of, sorted; those of writers that no longer write among them. */
    List<Stream> streams();

    /** The sequence number of the last record of a stream that was written; 0 where there is none. */
    long lastSequence(Stream stream);

    /**
     * The next records behind a position, oldest first; empty where there are none yet.
     *
     * Throws UncheckedIOException where the disk cannot be read.
     */
    ShipBatch read(Stream stream, Position from, BatchLimit limit);

    /** Tells the journal that the database holds everything up to a position, so that it may clean up behind it. */
    void shipped(Stream stream, Position upTo);
}
