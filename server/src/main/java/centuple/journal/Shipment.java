package centuple.journal;

/** The one transaction that brings a batch into the database: the position moves and the clicks come, or neither. */
public final class Shipment {

    private Shipment() {
    }

    /**
     * Ships a batch within an open transaction. False means that another shipper was faster: nothing was done then.
     *
     * The position goes first: it is the lock for which a slower shipper waits before it has done any work.
     */
    public static boolean ship(ClickStore store, Stream stream, ShipBatch batch) {
        if (!store.advance(stream, batch.from(), batch.to())) {
            return false;
        }
        store.add(batch.clicks());
        return true;
    }
}
