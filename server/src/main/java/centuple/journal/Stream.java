package centuple.journal;

import java.util.Comparator;
import java.util.UUID;

/**
 * The records of one writer of one node, in the order they were written.
 *
 * @param node the random id of the node's journal
 * @param writer the index of the writer, 0 or more
 */
public record Stream(UUID node, int writer) implements Comparable<Stream> {

    private static final Comparator<Stream> ORDER = Comparator.comparing(Stream::node).thenComparingInt(Stream::writer);

    /** Refuses a negative writer. */
    public Stream {
        if (writer < 0) {
            throw new IllegalArgumentException("a writer's index must not be negative: " + writer);
        }
    }

    @Override
    public int compareTo(Stream other) {
        return ORDER.compare(this, other);
    }
}
