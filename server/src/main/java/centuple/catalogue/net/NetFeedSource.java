package centuple.catalogue.net;

import centuple.catalogue.feed.FeedAddress;
import centuple.catalogue.feed.FeedKind;
import centuple.catalogue.feed.FeedLimits;
import centuple.catalogue.feed.FeedSettings;
import centuple.catalogue.feed.UnreadableFeedException;
import centuple.catalogue.file.FeedSource;
import centuple.platform.net.FileDownload;
import centuple.platform.net.Progress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;

/** Feeds over the net: one file, or page after page until one is empty. Blocks its caller; thread-safe. */
public final class NetFeedSource implements FeedSource {
    /** A page that is not longer is an empty list, whatever its form. */
    private static final int EMPTY_PAGE_BYTES_MAX = 40;
    private static final String AGENT = "Centuple (product feed)";

    private final FileDownload download;
    private final FeedLimits limits;
    private final LongSupplier nanoTime;

    /**
     * @param nanoTime {@code System::nanoTime}
     */
    public NetFeedSource(FileDownload download, FeedLimits limits, LongSupplier nanoTime) {
        this.download = download;
        this.limits = limits;
        this.nanoTime = nanoTime;
    }

    @Override
    public Fetched fetch(FeedSettings settings, Copy copy, Path folder) throws IOException, UnreadableFeedException {
        if (!settings.kind().isPaged()) {
            return single(settings, copy, folder);
        }
        Fetch fetch = new Fetch(folder, nanoTime.getAsLong() + limits.time().toNanos(), progress());
        pages(fetch, page -> FeedAddress.page(settings, page));
        if (settings.kind() == FeedKind.WOOCOMMERCE) {
            pages(fetch, page -> FeedAddress.variationPage(settings, page));
        }
        return new Fetched(fetch.files, Copy.NONE);
    }

    private Fetched single(FeedSettings settings, Copy copy, Path folder) throws UnreadableFeedException {
        Map<String, String> headers = headers();
        if (!copy.etag().isEmpty()) {
            headers.put("If-None-Match", copy.etag());
        }
        if (!copy.lastModified().isEmpty()) {
            headers.put("If-Modified-Since", copy.lastModified());
        }
        Path file = folder.resolve("feed");
        var wish = new FileDownload.Wish(settings.url(), headers, limits.downloadBytesMax(), limits.time(),
                progress());
        return switch (download.fetch(wish, file)) {
            case FileDownload.Fetched(long _, String etag, String lastModified) -> new Fetched(List.of(file),
                    new Copy(etag, lastModified));
            case FileDownload.Unchanged() -> new Fetched(List.of(), copy);
            case FileDownload.Failed(String why) -> throw new UnreadableFeedException(why);
            default -> throw new IllegalStateException("an outcome that is none");
        };
    }

    /** A shop that answers every page alike does not know of pages; then the first one is all. */
    private void pages(Fetch fetch, IntFunction<String> address) throws IOException, UnreadableFeedException {
        Path before = null;
        for (int page = 1; page <= FeedLimits.PAGES_MAX; page++) {
            Path file = fetch.folder.resolve("page-" + fetch.files.size());
            long left = limits.downloadBytesMax() - fetch.bytes;
            Duration time = Duration.ofNanos(Math.max(0, fetch.deadlineNanos - nanoTime.getAsLong()));
            var wish = new FileDownload.Wish(address.apply(page), headers(), left, time, fetch.progress);
            switch (download.fetch(wish, file)) {
                case FileDownload.Fetched(long bytes, String _, String _) -> fetch.bytes += bytes;
                case FileDownload.Failed(String why) -> throw new UnreadableFeedException("page " + page + ": " + why);
                default -> throw new UnreadableFeedException("page " + page + ": the host gave no answer of use");
            }
            boolean empty = Files.size(file) <= EMPTY_PAGE_BYTES_MAX;
            if (empty && !fetch.files.isEmpty() || before != null && Files.mismatch(before, file) < 0) {
                return;
            }
            fetch.files.add(file);
            before = file;
            if (empty) {
                return;
            }
        }
        throw new UnreadableFeedException("it has more than " + FeedLimits.PAGES_MAX + " pages");
    }

    private Progress progress() {
        return new Progress(limits.pace().bytesMin(), limits.pace().window(), nanoTime);
    }

    private static Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>();
        headers.put("User-Agent", AGENT);
        headers.put("Accept-Encoding", "gzip");
        return headers;
    }

    private static final class Fetch {
        private final Path folder;
        private final long deadlineNanos;
        private final List<Path> files = new ArrayList<>();
        private final Progress progress;
        private long bytes;

        Fetch(Path folder, long deadlineNanos, Progress progress) {
            this.folder = folder;
            this.deadlineNanos = deadlineNanos;
            this.progress = progress;
        }
    }
}
