package centuple.journal;

import java.time.Duration;

/**
 * How a node keeps its journal.
 *
 * @param writers one per event loop, 1 to 64
 * @param segmentBytes the size of a segment file, 64 KiB to 1 GiB, a multiple of 4 KiB
 * @param bytesMax the most all segments together may take ({@code journal.bytes.max}); at least four segments a writer
 * @param syncEvery the time between two group fdatasyncs, 1 ms to 10 s
 * @param strict whether a visitor is answered only after the fdatasync that covers the click
 */
public record JournalSettings(int writers, int segmentBytes, long bytesMax, Duration syncEvery, boolean strict) {

    /** 16 MiB: some 200,000 clicks. */
    public static final int SEGMENT_BYTES_USUAL = 16 << 20;

    /** 8 GiB: some 100 million clicks. */
    public static final long BYTES_MAX_USUAL = 8L << 30;

    /** What a power cut may take, at most. */
    public static final Duration SYNC_EVERY_USUAL = Duration.ofMillis(5);

    private static final int PAGE_BYTES = 4096;
    private static final int SEGMENTS_PER_WRITER_MIN = 4;

    /** Refuses values outside the ranges. */
    public JournalSettings {
        require(writers >= 1 && writers <= 64, "a journal has 1 to 64 writers");
        require(segmentBytes >= 64 << 10 && segmentBytes <= 1 << 30 && segmentBytes % PAGE_BYTES == 0,
                "a segment has 64 KiB to 1 GiB, a multiple of 4 KiB");
        require(bytesMax >= (long) SEGMENTS_PER_WRITER_MIN * writers * segmentBytes,
                "journal.bytes.max must leave room for four segments of each writer");
        require(syncEvery.compareTo(Duration.ofMillis(1)) >= 0 && syncEvery.compareTo(Duration.ofSeconds(10)) <= 0,
                "the time between two syncs is 1 ms to 10 s");
    }

    /** The usual settings for a number of event loops. */
    public static JournalSettings usual(int writers) {
        return within(writers, BYTES_MAX_USUAL, SYNC_EVERY_USUAL, false);
    }

    /** Settings within a limit, with segments of the usual size or as small as the limit asks for. */
    public static JournalSettings within(int writers, long bytesMax, Duration syncEvery, boolean strict) {
        long room = bytesMax / ((long) SEGMENTS_PER_WRITER_MIN * writers) / PAGE_BYTES * PAGE_BYTES;
        return new JournalSettings(writers, (int) Math.min(SEGMENT_BYTES_USUAL, room), bytesMax, syncEvery, strict);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
