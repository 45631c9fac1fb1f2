package centuple.journal;

import centuple.click.ClickRecord;

import java.util.List;

/** The shipped clicks, as one open transaction sees them. For one thread. */
public interface ClickStore {

    /** How far a stream has been shipped; {@link Position#START} where nothing was. */
    Position position(Stream stream);

    /**
     * Moves a stream's position, where it still is where the caller thinks. False means that another shipper was
     * faster: the caller must roll back.
     */
    boolean advance(Stream stream, Position from, Position to);

    /** Keeps the clicks and counts them into the daily numbers. */
    void add(List<ClickRecord> clicks);
}
