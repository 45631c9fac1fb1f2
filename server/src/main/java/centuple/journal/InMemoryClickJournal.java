package centuple.journal;

import centuple.click.ClickRecord;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The journal's twin for simulations and tests: keeps its records in memory, in one endless segment per writer.
 * Thread-safe as the port asks.
 */
public final class InMemoryClickJournal implements ClickJournal, ClickSource {

    private final UUID node;
    private final List<Writer> writers;
    private volatile boolean refusing;

    /** An empty journal of a node. */
    public InMemoryClickJournal(UUID node, int writers) {
        this.node = node;
        this.writers = IntStream.range(0, writers).mapToObj(_ -> new Writer()).toList();
    }

    /** Behaves from now on as a full disk does, or no longer. */
    public void refuse(boolean refuse) {
        refusing = refuse;
    }

    @Override
    public int writerCount() {
        return writers.size();
    }

    @Override
    public ClickWriter writer(int index) {
        return writers.get(index);
    }

    @Override
    public List<Stream> streams() {
        return IntStream.range(0, writers.size()).mapToObj(index -> new Stream(node, index)).toList();
    }

    @Override
    public long lastSequence(Stream stream) {
        return records(stream).size();
    }

    @Override
    public ShipBatch read(Stream stream, Position from, BatchLimit limit) {
        BatchBuilder batch = new BatchBuilder(from, limit);
        List<ClickRecord> records = records(stream);
        for (int i = from.offsetBytes(); i < records.size(); i++) {
            if (!batch.offer(records.get(i), new Position(1, i + 1, i + 1))) {
                break;
            }
        }
        return batch.build();
    }

    @Override
    public void shipped(Stream stream, Position upTo) {
        // Nothing to clean up: what is in memory stays there for whoever looks at it.
    }

    private List<ClickRecord> records(Stream stream) {
        return stream.node().equals(node) && stream.writer() < writers.size()
                ? writers.get(stream.writer()).snapshot()
                : List.of();
    }

    private final class Writer implements ClickWriter {

        private final List<ClickRecord> records = new ArrayList<>();

        @Override
        public synchronized Appended append(ClickRecord click) {
            if (refusing) {
                return Appended.UNJOURNALED;
            }
            records.add(click);
            return Appended.JOURNALED;
        }

        @Override
        public void whenSafe(Consumer<Appended> listener) {
            listener.accept(Appended.JOURNALED);
        }

        private synchronized List<ClickRecord> snapshot() {
            return List.copyOf(records);
        }
    }
}
