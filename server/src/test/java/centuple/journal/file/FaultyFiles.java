package centuple.journal.file;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** A real file system whose disk fills up, fails or stalls when a test says so. Thread-safe. */
final class FaultyFiles implements SegmentFiles {

    private final SegmentFiles real = new MappedSegmentFiles();
    private final Semaphore forceGate = new Semaphore(1);
    final AtomicInteger forces = new AtomicInteger();
    final AtomicInteger creations = new AtomicInteger();
    volatile boolean full;
    volatile boolean failing;

    @Override
    public SegmentFile create(Path path, int lengthBytes) throws IOException {
        if (full) {
            throw new IOException("No space left on device");
        }
        creations.incrementAndGet();
        return new FaultyFile(real.create(path, lengthBytes));
    }

    /** Lets every fdatasync wait until {@link #goOn}. */
    void stall() {
        forceGate.acquireUninterruptibly();
    }

    void goOn() {
        forceGate.release();
    }

    private final class FaultyFile implements SegmentFile {

        private final SegmentFile file;

        FaultyFile(SegmentFile file) {
            this.file = file;
        }

        @Override
        public MemorySegment memory() {
            return file.memory();
        }

        @Override
        public void force() throws IOException {
            forceGate.acquireUninterruptibly();
            forceGate.release();
            if (failing) {
                throw new IOException("Input/output error");
            }
            file.force();
            forces.incrementAndGet();
        }

        @Override
        public void close(int lengthBytes) throws IOException {
            file.close(lengthBytes);
        }
    }
}
