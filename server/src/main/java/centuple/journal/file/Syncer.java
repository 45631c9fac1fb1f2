package centuple.journal.file;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Brings what the writers appended to the disk, all of them in one go, again and again. Thread-safe. */
final class Syncer {

    private final List<SegmentWriter> writers;
    private final Consumer<ActiveSegment> done;
    private final long everyNanos;
    private final LongAdder syncs = new LongAdder();
    private final Worker worker = new Worker("journal-sync", this::run);

    /** Hands segments that are full and synced to {@code done}. */
    Syncer(List<SegmentWriter> writers, Duration every, Consumer<ActiveSegment> done) {
        this.writers = writers;
        this.everyNanos = every.toNanos();
        this.done = done;
    }

    void start() {
        worker.start();
    }

    void wake() {
        worker.wake();
    }

    /** Ends after a last sync. */
    void stop() {
        worker.stop();
    }

    /** How many times something was brought to the disk. */
    long syncs() {
        return syncs.sum();
    }

    private void run() {
        while (!worker.isStopping()) {
            long begun = System.nanoTime();
            if (syncAll()) {
                worker.pause(everyNanos - (System.nanoTime() - begun));
            } else {
                worker.sleepUnless(this::hasWork);
            }
        }
        syncAll();
    }

    private boolean hasWork() {
        for (SegmentWriter writer : writers) {
            if (writer.hasUnsynced()) {
                return true;
            }
        }
        return false;
    }

    private boolean syncAll() {
        boolean worked = false;
        for (SegmentWriter writer : writers) {
            if (writer.sync(done)) {
                syncs.increment();
                worked = true;
            }
        }
        return worked;
    }
}
