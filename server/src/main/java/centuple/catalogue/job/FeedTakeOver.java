package centuple.catalogue.job;

import centuple.catalogue.Product;
import centuple.catalogue.feed.FeedReport;
import centuple.catalogue.feed.FeedTally;
import centuple.catalogue.feed.ItemReader;
import centuple.catalogue.feed.LandingRule;
import centuple.catalogue.feed.UnreadableFeedException;
import centuple.catalogue.file.FeedFiles;
import centuple.catalogue.file.FeedSource;
import centuple.catalogue.store.FeedTurns;
import centuple.catalogue.store.ProductImport;
import centuple.catalogue.store.SqlFeeds;
import centuple.catalogue.store.StoredFeed;
import centuple.shop.Event;
import centuple.shop.ShopId;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes fetched files over in one transaction: parses, compares, writes. Everything or nothing: an exception rolls the
 * new copy back. Thread-safe.
 */
final class FeedTakeOver {
    private final FeedJob.Parts parts;

    FeedTakeOver(FeedJob.Parts parts) {
        this.parts = parts;
    }

    /** The report of what was read is kept even where nothing is taken over. */
    void run(FeedTurns.Claim claim, FeedSource.Fetched fetched, boolean tookLong, InstantSource clock)
            throws UnreadableFeedException {
        StoredFeed feed = claim.feed();
        try {
            parts.database().inTransaction(connection -> {
                takeOver(connection, feed, fetched, clock);
                new FeedTurns(connection).end(claim, tookLong, null);
                return null;
            });
        } catch (Unreadable e) {
            parts.database().inTransaction(connection -> {
                new SqlFeeds(connection).report(feed.shop(), e.report);
                return null;
            });
            throw e.reason;
        }
    }

    private void takeOver(Connection connection, StoredFeed feed, FeedSource.Fetched fetched, InstantSource clock)
            throws SQLException {
        SqlFeeds feeds = new SqlFeeds(connection);
        FeedTally tally = new FeedTally();
        LandingRule landing = new LandingRule(feeds.provenOrigins(feed.shop()), parts.linkForm());
        ItemReader reader = new ItemReader(feed.shop(), feed.settings().deliversTo(),
                feed.settings().tellsAvailability(), landing, tally);
        ProductImport copy = ProductImport.begin(connection, feed.shop());
        boolean parsed = false;
        try {
            parse(feed, fetched, reader, copy);
            requireProducts(tally.report());
            parsed = true;
        } catch (UnreadableFeedException e) {
            throw new Unreadable(e, tally.report());
        } finally {
            if (!parsed) {
                copy.cancel();
            }
        }
        ProductImport.Merged merged = copy.finish();
        Optional<StoredFeed> current = feeds.lock(feed.shop());
        if (current.isEmpty() || current.get().revision() != feed.revision()) {
            throw new Unreadable(new UnreadableFeedException("its settings were changed meanwhile"), tally.report());
        }
        Instant now = FeedJob.now(clock);
        feeds.settle(feed.shop(), current.get().state().succeeded(now, feed.settings().every(), merged.products()),
                fetched.copy());
        feeds.report(feed.shop(), tally.report());
        if (merged.isChange()) {
            parts.events().apply(connection).append(List.of(imported(feed.shop(), merged, tally.report(), now)));
        } else {
            tellRecovery(connection, current.get(), now);
        }
    }

    private void parse(StoredFeed feed, FeedSource.Fetched fetched, ItemReader reader, ProductImport copy)
            throws UnreadableFeedException {
        FeedFiles files = new FeedFiles(feed.settings(), parts.limits(), System::nanoTime);
        for (Path file : fetched.files()) {
            try {
                files.read(Files.newInputStream(file), item -> {
                    Product product = reader.read(item);
                    if (product != null) {
                        copy.add(product);
                    }
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A feed of which nothing is of use was changed by mistake more likely than on purpose. */
    private static void requireProducts(FeedReport report) throws UnreadableFeedException {
        if (report.rows() == 0) {
            throw new UnreadableFeedException("it has no products");
        }
        if (report.accepted() == 0) {
            throw new UnreadableFeedException("none of its " + report.rows() + " rows can be used; see the report");
        }
    }

    private static Event imported(ShopId shop, ProductImport.Merged merged, FeedReport report, Instant now) {
        return new Event(now, "feed.imported", shop, null, shop.toString(),
                Map.of("products", merged.products(), "refused", report.refused(), "added", merged.added(), "changed",
                        merged.changed(), "removed", merged.removed()));
    }

    /** Nothing changed, but the shop was told of a problem. */
    void tellRecovery(Connection connection, StoredFeed before, Instant now) {
        if (before.state().failures() > 0) {
            parts.events().apply(connection).append(List.of(new Event(now, "feed.recovered", before.shop(), null,
                    before.shop().toString(), Map.of("products", before.state().products()))));
        }
    }

    /** Carries the reason out of the transaction, which it rolls back. */
    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final UnreadableFeedException reason;
        private final transient FeedReport report;

        Unreadable(UnreadableFeedException reason, FeedReport report) {
            super(reason);
            this.reason = reason;
            this.report = report;
        }
    }
}
