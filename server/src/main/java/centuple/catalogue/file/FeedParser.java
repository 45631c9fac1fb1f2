package centuple.catalogue.file;

import centuple.catalogue.feed.FeedItem;
import centuple.catalogue.feed.UnreadableFeedException;

import java.io.IOException;
import java.util.function.Consumer;

/** Reads one form of feeds. For one feed, page after page; not thread-safe. */
interface FeedParser {
    /**
     * Hands over each item of a file or page. The same object is filled again and again.
     *
     * @throws UnreadableFeedException when the rest cannot be read
     */
    void parse(FeedStream in, Consumer<FeedItem> items) throws IOException, UnreadableFeedException;
}
