package centuple.catalogue.file;

import centuple.catalogue.feed.FeedLimits;
import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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

    private final Watch watch;
    private long bytes;
    private long bytesAtStep;

    private FeedStream(InputStream in, Watch watch) {
        super(in);
        this.watch = watch;
    }

    /** Opens the bytes of one file or page; the clock is that of {@link System#nanoTime}. */
    static FeedStream open(InputStream in, FeedLimits limits, LongSupplier nanoTime) throws IOException {
        Counted packed = new Counted(in, null);
        Watch watch = new Watch(packed, limits, nanoTime);
        BufferedInputStream buffered = new BufferedInputStream(packed, 1 << 16);
        InputStream plain = unpack(buffered, watch);
        // A file may be packed and then be sent packed once more; nobody packs three times.
        if (plain != buffered) {
            plain = unpack(new BufferedInputStream(new Counted(plain, watch), 1 << 16), watch);
        }
        return new FeedStream(plain, watch);
    }

    private static InputStream unpack(BufferedInputStream in, Watch watch) throws IOException {
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
        return first == ZIP ? firstFile(new ZipInputStream(in), watch) : in;
    }

    /** What is passed over is unpacked all the same, so it is watched too. */
    private static InputStream firstFile(ZipInputStream zip, Watch watch) throws IOException {
        InputStream passedOver = new Counted(zip, watch);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            boolean added = entry.getName().startsWith("__MACOSX/") || entry.getName().endsWith(".DS_Store");
            if (!entry.isDirectory() && !added) {
                return zip;
            }
            passedOver.transferTo(OutputStream.nullOutputStream());
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
        bytes += Math.max(0, count);
        watch.check(bytes);
        if (bytes - bytesAtStep > FeedLimits.ELEMENT_BYTES_MAX) {
            throw new TooMuchException("one element is larger than " + mebibytes(FeedLimits.ELEMENT_BYTES_MAX));
        }
        return count;
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

    /** The limits of all layers. What was once too much stays so, even where an unpacker ignores it. */
    private static final class Watch {
        private final Counted packed;
        private final FeedLimits limits;
        private final LongSupplier nanoTime;
        private final long deadlineNanos;
        private @Nullable String fault;

        Watch(Counted packed, FeedLimits limits, LongSupplier nanoTime) {
            this.packed = packed;
            this.limits = limits;
            this.nanoTime = nanoTime;
            this.deadlineNanos = nanoTime.getAsLong() + limits.time().toNanos();
        }

        /** Throws when so many bytes of one layer are too many, or it took too long. */
        void check(long bytes) throws TooMuchException {
            if (bytes > limits.expandedBytesMax()) {
                fault = "it is larger than " + mebibytes(limits.expandedBytesMax());
            } else if (bytes > FeedLimits.EXPANSION_FREE_BYTES && bytes / limits.expansionMax() > packed.bytes) {
                fault = "it unpacks to more than " + limits.expansionMax() + " times its size";
            } else if (nanoTime.getAsLong() - deadlineNanos > 0) {
                fault = "reading it took longer than " + limits.time().toSeconds() + " s";
            }
            if (fault != null) {
                throw new TooMuchException(fault);
            }
        }
    }

    /** Counts the bytes of one layer; those that were unpacked are watched. */
    private static final class Counted extends FilterInputStream {
        private final @Nullable Watch watch;
        private long bytes;

        Counted(InputStream in, @Nullable Watch watch) {
            super(in);
            this.watch = watch;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int count = super.read(buffer, from, length);
            count(Math.max(0, count));
            return count;
        }

        private void count(int more) throws TooMuchException {
            bytes += more;
            if (watch != null) {
                watch.check(bytes);
            }
        }
    }
}
