package centuple.catalogue.file;

import centuple.catalogue.feed.FeedSettings;
import centuple.catalogue.feed.UnreadableFeedException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Port: where feeds come from. Blocks its caller; thread-safe. */
public interface FeedSource {
    /**
     * Fetches a feed into files.
     *
     * @param copy what is known of the copy in force
     * @param folder an empty folder for the files
     * @throws UnreadableFeedException when it cannot be had; the message is for the shop
     */
    Fetched fetch(FeedSettings settings, Copy copy, Path folder) throws IOException, UnreadableFeedException;

    /**
     * By what a host tells whether its file has changed.
     *
     * @param etag empty for none
     * @param lastModified empty for none
     */
    record Copy(String etag, String lastModified) {
        /** Nothing is known. */
        public static final Copy NONE = new Copy("", "");
    }

    /**
     * A feed as it was fetched.
     *
     * @param files to be read in this order; none where it is unchanged
     * @param copy by what to ask the next time
     */
    record Fetched(List<Path> files, Copy copy) {
        public Fetched {
            files = List.copyOf(files);
        }

        /** Whether the host said that nothing has changed. */
        public boolean isUnchanged() {
            return files.isEmpty();
        }
    }
}
