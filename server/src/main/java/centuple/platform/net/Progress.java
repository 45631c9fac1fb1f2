package centuple.platform.net;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Whether enough arrives: in each window of time so many bytes at least. One is kept for all files of what is fetched,
 * so that many small ones that drip in are no way around it. Bytes are added by any thread, looked at by one.
 */
public final class Progress {
    private final long bytesMin;
    private final long windowNanos;
    private final LongSupplier nanoTime;
    private final LongAdder received = new LongAdder();
    private long windowEnd;
    private long receivedBefore;

    /**
     * The first window begins now.
     *
     * @param bytesMin for each window
     * @param window its length
     * @param nanoTime {@code System::nanoTime}
     */
    public Progress(long bytesMin, Duration window, LongSupplier nanoTime) {
        this.bytesMin = bytesMin;
        this.windowNanos = window.toNanos();
        this.nanoTime = nanoTime;
        this.windowEnd = nanoTime.getAsLong() + windowNanos;
    }

    void received(long bytes) {
        received.add(bytes);
    }

    /** Nanoseconds until it has to be looked at again. */
    long waitNanos() {
        return Math.max(0, windowEnd - nanoTime.getAsLong());
    }

    /** Whether too little came in the window that has ended; begins the next one where one has. */
    boolean isTooLittle() {
        long now = nanoTime.getAsLong();
        if (now < windowEnd) {
            return false;
        }
        long all = received.sum();
        boolean tooLittle = all - receivedBefore < bytesMin;
        receivedBefore = all;
        windowEnd = now + windowNanos;
        return tooLittle;
    }

    @Override
    public String toString() {
        return "fewer than " + bytesMin + " bytes in " + Duration.ofNanos(windowNanos).toSeconds() + " seconds";
    }
}
