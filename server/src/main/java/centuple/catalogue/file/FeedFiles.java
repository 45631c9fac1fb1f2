package centuple.catalogue.file;

import centuple.catalogue.feed.FeedItem;
import centuple.catalogue.feed.FeedLimits;
import centuple.catalogue.feed.FeedSettings;
import centuple.catalogue.feed.UnreadableFeedException;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.UnsupportedCharsetException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.zip.ZipException;

/** Reads the files or pages of one feed, one after the other, in bounded memory. Not thread-safe. */
public final class FeedFiles {
    private final FeedParser parser;
    private final FeedLimits limits;
    private final LongSupplier nanoTime;
    private long items;

    /**
     * @param nanoTime {@code System::nanoTime}
     */
    public FeedFiles(FeedSettings settings, FeedLimits limits, LongSupplier nanoTime) {
        this.parser = switch (settings.kind()) {
            case GOOGLE_XML -> new GoogleXml();
            case GOOGLE_TSV, CSV -> new TableFile(settings);
            case SHOPIFY -> new ShopifyJson(settings.url());
            case WOOCOMMERCE -> new WooCommerceJson();
        };
        this.limits = limits;
        this.nanoTime = nanoTime;
    }

    /**
     * Reads one file or page and closes it.
     *
     * @param each is given the same object each time, filled anew
     * @throws UnreadableFeedException when it is not of this form, or beyond a limit; what was handed over does not
     *         count then
     */
    public void read(InputStream file, Consumer<FeedItem> each) throws UnreadableFeedException {
        try (InputStream closed = file; FeedStream in = FeedStream.open(closed, limits, nanoTime)) {
            parser.parse(in, item -> {
                items++;
                if (items > limits.rowsMax()) {
                    throw new TooManyRows();
                }
                each.accept(item);
            });
        } catch (TooManyRows e) {
            throw new UnreadableFeedException("it has more than " + limits.rowsMax() + " items", e);
        } catch (FeedStream.TooMuchException e) {
            throw new UnreadableFeedException(String.valueOf(e.getMessage()), e);
        } catch (ZipException e) {
            throw new UnreadableFeedException("it cannot be unpacked", e);
        } catch (EOFException e) {
            throw new UnreadableFeedException("it ends in the middle", e);
        } catch (UnsupportedCharsetException e) {
            throw new UnreadableFeedException("its encoding is not known: " + e.getCharsetName(), e);
        } catch (IOException e) {
            throw new UnreadableFeedException("it cannot be read", e);
        }
    }

    /** Items so far, whatever became of them. */
    public long items() {
        return items;
    }

    private static final class TooManyRows extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManyRows() {
            super("too many rows", null, false, false);
        }
    }
}
