package centuple.journal.file;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a prepared segment ready for each writer, so that going over to the next costs an event loop nothing, and puts
 * full ones away. Thread-safe.
 */
final class Housekeeper {

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeper.class);
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final List<SegmentWriter> writers;
    private final SegmentMaker maker;
    private final Map<SegmentWriter, Long> nextNumbers = new HashMap<>();
    private final Queue<ActiveSegment> done = new ConcurrentLinkedQueue<>();
    private final Worker worker = new Worker("journal-segments", this::run);
    private volatile String problem = "";

    /** How the next segment of a writer is made. */
    interface SegmentMaker {
        ActiveSegment make(SegmentWriter writer, long number) throws IOException;
    }

    Housekeeper(List<SegmentWriter> writers, SegmentMaker maker) {
        this.writers = writers;
        this.maker = maker;
    }

    /** Prepares a first segment for a writer at once. Before {@link #start}. */
    void prepareFirst(SegmentWriter writer, long number) {
        nextNumbers.put(writer, number);
        prepare(writer);
    }

    void start() {
        worker.start();
    }

    void wake() {
        worker.wake();
    }

    /** Ends; segments that are still full and unfinished are finished before. */
    void stop() {
        worker.stop();
    }

    /** Takes over a segment that is full and synced. Any thread. */
    void finish(ActiveSegment segment) {
        done.add(segment);
        worker.wake();
    }

    /** Why no segment can be prepared now, or empty. */
    String problem() {
        return problem;
    }

    private void run() {
        while (!worker.isStopping()) {
            finishDone();
            boolean allReady = true;
            for (SegmentWriter writer : writers) {
                allReady &= !writer.needsSegment() || prepare(writer);
            }
            if (allReady) {
                problem = "";
                worker.sleepUnless(this::hasWork);
            } else {
                worker.pause(RETRY_NANOS);
            }
        }
        finishDone();
    }

    private boolean hasWork() {
        return !done.isEmpty() || writers.stream().anyMatch(SegmentWriter::needsSegment);
    }

    private boolean prepare(SegmentWriter writer) {
        long number = nextNumbers.getOrDefault(writer, 1L);
        try {
            writer.prepare(maker.make(writer, number));
            nextNumbers.put(writer, number + 1);
            return true;
        } catch (IOException | RuntimeException e) {
            String reason = "no segment can be prepared: " + e.getMessage();
            if (!reason.equals(problem)) {
                LOG.error("Clicks may go unjournaled: {}", reason);
            }
            problem = reason;
            return false;
        }
    }

    private void finishDone() {
        for (ActiveSegment segment = done.poll(); segment != null; segment = done.poll()) {
            try {
                segment.finish();
            } catch (IOException e) {
                // All its records are synced; only the unused rest of the file stays.
                LOG.warn("Segment {} could not be cut to its length", segment.number(), e);
            }
        }
    }
}
