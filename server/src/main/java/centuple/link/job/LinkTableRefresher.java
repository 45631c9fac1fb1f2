package centuple.link.job;

import centuple.link.LinkSnapshot;
import centuple.link.LinkTable;
import centuple.link.LinkTableBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * Holds the link table that the redirect reads, and swaps it for a new one when the control plane has changed. Reading
 * is free of locks and never waits for a swap; a refresh that fails leaves the table as it was. Thread-safe.
 */
public final class LinkTableRefresher implements Supplier<LinkTable>, LongConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(LinkTableRefresher.class);

    private final Supplier<LinkSnapshot> source;
    private final LinkTableBuilder builder;
    private volatile LinkTable current = LinkTable.EMPTY;

    /**
     * Starts with an empty table.
     *
     * @param source reads all links in a transaction of its own
     */
    public LinkTableRefresher(Supplier<LinkSnapshot> source, LinkTableBuilder builder) {
        this.source = source;
        this.builder = builder;
    }

    /** The table as of now. */
    @Override
    public LinkTable get() {
        return current;
    }

    /** Follows the control plane to a version; does nothing where the table is as new already. Off the event loops. */
    @Override
    public void accept(long version) {
        if (version > current.version() || current == LinkTable.EMPTY) {
            refresh();
        }
    }

    /** Reads and builds the table anew, for example because the signing key changed. Off the event loops. */
    public synchronized void refresh() {
        LinkSnapshot snapshot = source.get();
        if (snapshot.version() < current.version()) {
            return; // another refresh was faster, with newer facts
        }
        current = builder.build(snapshot);
        LOG.debug("link table at version {}: {} links", current.version(), current.size());
    }
}
