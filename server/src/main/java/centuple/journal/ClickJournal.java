package centuple.journal;

/**
 * Where clicks are written before their visitors are answered. Each event loop has a writer of its own, so that no two
 * threads ever share one and no record can wait for another.
 *
 * Thread-safe; the writers it gives out are not.
 */
public interface ClickJournal {

    /** How many writers there are, at least 1. */
    int writerCount();

    /** The writer of an event loop, 0 to {@link #writerCount} - 1; always the same one for an index. */
    ClickWriter writer(int index);
}
