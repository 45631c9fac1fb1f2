package centuple.catalogue.file;

import centuple.catalogue.feed.FeedLimits;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The bytes of a feed, unpacked where they are gzip or zip (seen by their first bytes, whatever they are called), and
 * watched: so many in all, so many for each packed one, so long, and so many since the parser last said that it got on.
 * Not thread-safe.
 */
final class FeedStream extends FilterInputStream {
    private static final int MAGIC_BYTES = 4;
    private static final int GZIP = 0x1f8b;
    private static final int ZIP = 0x504b0304;

    private final Counted packed;
    private final FeedLimits limits;
    private final long deadlineNanos;
    private final LongSupplier nanoTime;
    private long bytes;
    private long bytesAtStep;

    private FeedStream(InputStream in, Counted packed, FeedLimits limits, long deadlineNanos, LongSupplier nanoTime) {
        super(in);
        this.packed = packed;
        this.limits = limits;
        this.deadlineNanos = deadlineNanos;
        this.nanoTime = nanoTime;
    }

    /** Opens the bytes of one file or page; the clock is that of {@link System#nanoTime}. */
    static FeedStream open(InputStream in, FeedLimits limits, LongSupplier nanoTime) throws IOException {
        long deadline = nanoTime.getAsLong() + limits.time().toNanos();
        Counted packed = new Counted(in);
        BufferedInputStream buffered = new BufferedInputStream(packed, 1 << 16);
        InputStream plain = unpack(buffered);
        // A file may be packed and then be sent packed once more; nobody packs three times.
        if (plain != buffered) {
            plain = unpack(new BufferedInputStream(plain, 1 << 16));
        }
        return new FeedStream(plain, packed, limits, deadline, nanoTime);
    }

    private static InputStream unpack(BufferedInputStream in) throws IOException {
        in.mark(MAGIC_BYTES);
        byte[] magic = in.readNBytes(MAGIC_BYTES);
        in.reset();
        int first = 0;
        for (int i = 0; i < MAGIC_BYTES; i++) {
            first = first << 8 | (i < magic.length ? magic[i] & 0xff : 0);
        }
        if (first >>> 16 == GZIP) {
            return new GZIPInputStream(in, 1 << 16);
        }
        return first == ZIP ? firstFile(new ZipInputStream(in)) : in;
    }

    private static InputStream firstFile(ZipInputStream zip) throws IOException {
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            boolean added = entry.getName().startsWith("__MACOSX/") || entry.getName().endsWith(".DS_Store");
            if (!entry.isDirectory() && !added) {
                return zip;
            }
        }
        throw new TooMuchException("the zip has no file in it");
    }

    /** The parser got on to another element or line: the limit of one element begins anew. */
    void step() {
        bytesAtStep = bytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        int count = super.read(buffer, from, length);
        if (count > 0) {
            bytes += count;
            check();
        }
        return count;
    }

    private void check() throws TooMuchException {
        if (bytes > limits.expandedBytesMax()) {
            throw new TooMuchException("it is larger than " + mebibytes(limits.expandedBytesMax()));
        }
        if (bytes > FeedLimits.EXPANSION_FREE_BYTES && bytes / limits.expansionMax() > packed.bytes) {
            throw new TooMuchException("it unpacks to more than " + limits.expansionMax() + " times its size");
        }
        if (bytes - bytesAtStep > FeedLimits.ELEMENT_BYTES_MAX) {
            throw new TooMuchException("one element is larger than " + mebibytes(FeedLimits.ELEMENT_BYTES_MAX));
        }
        if (nanoTime.getAsLong() - deadlineNanos > 0) {
            throw new TooMuchException("reading it took longer than " + limits.time().toSeconds() + " s");
        }
    }

    private static String mebibytes(long count) {
        return String.format(Locale.ROOT, "%d MiB", count >> 20);
    }

    /** A limit was passed; the message is for the shop. */
    static final class TooMuchException extends IOException {
        private static final long serialVersionUID = 1L;

        TooMuchException(String why) {
            super(why);
        }
    }

    private static final class Counted extends FilterInputStream {
        private long bytes;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            bytes += value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int count = super.read(buffer, from, length);
            bytes += Math.max(0, count);
            return count;
        }
    }
}
