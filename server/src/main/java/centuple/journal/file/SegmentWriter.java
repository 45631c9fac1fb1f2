package centuple.journal.file;

import centuple.click.ClickRecord;
import centuple.journal.Appended;
import centuple.journal.ClickWriter;
import centuple.journal.Stream;
import centuple.journal.segment.FrameEncoder;
import centuple.journal.segment.SegmentHeader;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * One writer of the journal. Its event loop appends; the syncer's thread syncs; the housekeeper's thread puts prepared
 * segments in and takes finished ones out. None of them ever waits for another.
 */
final class SegmentWriter implements ClickWriter {

    private final Stream stream;
    private final boolean strict;
    private final Wakeups wakeups;
    private final FrameEncoder frames = new FrameEncoder();
    private final LongAdder unjournaled = new LongAdder();

    private final AtomicReference<@Nullable ActiveSegment> prepared = new AtomicReference<>();
    private final Queue<ActiveSegment> retired = new ConcurrentLinkedQueue<>();
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final long sequenceAtStart;
    private volatile @Nullable ActiveSegment current;
    private volatile String problem = "";
    private volatile long syncedSequence;

    // Only the event loop uses it.
    private long lastSequence;

    /** How a writer calls the two threads beside it. */
    record Wakeups(Runnable syncer, Runnable housekeeper) {
    }

    private record Waiting(long sequence, Consumer<Appended> listener) {
    }

    SegmentWriter(Stream stream, long lastSequence, boolean strict, Wakeups wakeups) {
        this.stream = stream;
        this.sequenceAtStart = lastSequence;
        this.lastSequence = lastSequence;
        this.syncedSequence = lastSequence;
        this.strict = strict;
        this.wakeups = wakeups;
    }

    @Override
    public Appended append(ClickRecord click) {
        try {
            ActiveSegment segment = segmentWithRoom();
            if (segment == null) {
                unjournaled.increment();
                return Appended.UNJOURNALED;
            }
            segment.append(frames, click);
            lastSequence++;
        } catch (InternalError e) {
            // How the JVM reports that a mapped page could not be read or written.
            fail("the disk failed under the journal: " + e.getMessage());
            unjournaled.increment();
            return Appended.UNJOURNALED;
        } catch (IllegalStateException _) {
            // The memory was given back: the journal is closed, which a late visitor need not notice.
            unjournaled.increment();
            return Appended.UNJOURNALED;
        }
        wakeups.syncer.run();
        return strict ? Appended.AWAITING_SYNC : Appended.JOURNALED;
    }

    @Override
    public void whenSafe(Consumer<Appended> listener) {
        if (syncedSequence >= lastSequence) {
            listener.accept(Appended.JOURNALED);
        } else {
            waiting.add(new Waiting(lastSequence, listener));
            // From here on the syncer sees it, even where it failed a moment ago.
            wakeups.syncer.run();
        }
    }

    private @Nullable ActiveSegment segmentWithRoom() {
        if (!problem.isEmpty()) {
            return null;
        }
        ActiveSegment segment = current;
        if (segment != null && segment.hasRoom()) {
            return segment;
        }
        ActiveSegment next = prepared.getAndSet(null);
        if (next == null) {
            // The housekeeper is on its way, or the disk is full: it tries again by itself.
            return null;
        }
        next.begin(new SegmentHeader(stream, next.number(), lastSequence + 1));
        current = next;
        if (segment != null) {
            retired.add(segment);
        }
        wakeups.housekeeper.run();
        return next;
    }

    /** Whether there is something for the syncer. */
    boolean hasUnsynced() {
        ActiveSegment segment = current;
        return !waiting.isEmpty()
                || problem.isEmpty() && (!retired.isEmpty() || segment != null && segment.hasUnsynced());
    }

    /**
     * Brings what was appended to the disk, tells those who wait, and hands out the segments that are done. For the
     * syncer's thread. Returns whether an fdatasync was needed.
     */
    boolean sync(Consumer<ActiveSegment> done) {
        boolean worked = hasUnsynced();
        // The current one is read before the retired are taken: one that is retired in between is synced twice at most.
        ActiveSegment segment = current;
        if (problem.isEmpty()) {
            try {
                for (ActiveSegment old = retired.peek(); old != null; old = retired.peek()) {
                    syncedSequence = Math.max(syncedSequence, old.sync());
                    retired.remove();
                    done.accept(old);
                }
                if (segment != null) {
                    syncedSequence = Math.max(syncedSequence, segment.sync());
                }
            } catch (IOException e) {
                // The kernel forgets what it could not write: a second try would succeed and mean nothing.
                fail("fdatasync failed: " + e.getMessage());
            }
        }
        settle();
        return worked;
    }

    private void settle() {
        for (Waiting first = waiting.peek(); first != null; first = waiting.peek()) {
            boolean safe = first.sequence <= syncedSequence;
            if (!safe && problem.isEmpty()) {
                return;
            }
            waiting.remove();
            if (!safe) {
                unjournaled.increment();
            }
            first.listener.accept(safe ? Appended.JOURNALED : Appended.UNJOURNALED);
        }
    }

    private void fail(String reason) {
        problem = reason;
        wakeups.syncer.run();
    }

    /** Gives the writer its next segment. For the housekeeper's thread, where {@link #needsSegment}. */
    void prepare(ActiveSegment segment) {
        prepared.set(segment);
    }

    boolean needsSegment() {
        return prepared.get() == null && problem.isEmpty();
    }

    /** Takes all segments out, the prepared one last. After the event loop has stopped and the last sync was done. */
    Queue<ActiveSegment> takeAll() {
        Queue<ActiveSegment> all = new ArrayDeque<>(retired);
        retired.clear();
        ActiveSegment segment = current;
        if (segment != null) {
            all.add(segment);
        }
        return all;
    }

    @Nullable
    ActiveSegment takePrepared() {
        return prepared.getAndSet(null);
    }

    Stream stream() {
        return stream;
    }

    /** The segment that is being written, if any. */
    @Nullable
    ActiveSegment current() {
        return current;
    }

    /** The number of the last record that was written. */
    long lastSequence() {
        ActiveSegment segment = current;
        return segment == null ? sequenceAtStart : segment.lastSequence();
    }

    /** How many clicks were written since the start. */
    long appended() {
        return lastSequence() - sequenceAtStart;
    }

    long unjournaled() {
        return unjournaled.sum();
    }

    /** Why nothing is journaled until the next start, or empty. */
    String problem() {
        return problem;
    }
}
