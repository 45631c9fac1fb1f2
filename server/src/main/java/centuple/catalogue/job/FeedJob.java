package centuple.catalogue.job;

import centuple.catalogue.Product;
import centuple.catalogue.feed.FeedLimits;
import centuple.catalogue.feed.FeedReport;
import centuple.catalogue.feed.FeedState;
import centuple.catalogue.feed.FeedTally;
import centuple.catalogue.feed.ItemReader;
import centuple.catalogue.feed.LandingRule;
import centuple.catalogue.feed.UnreadableFeedException;
import centuple.catalogue.file.FeedFiles;
import centuple.catalogue.file.FeedSource;
import centuple.catalogue.store.ProductImport;
import centuple.catalogue.store.SqlFeeds;
import centuple.catalogue.store.StoredFeed;
import centuple.platform.file.Folders;
import centuple.platform.sql.Database;
import centuple.shop.Event;
import centuple.shop.EventLog;
import centuple.shop.ShopId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Reads the feeds that are due, one after the other: fetches to the disk, then in one transaction parses, compares and
 * takes over. A feed that cannot be fetched or read leaves the copy of before in force. Any number of runs, on any
 * number of servers, may go on at once. Thread-safe.
 */
public final class FeedJob {
    private static final Logger LOG = LoggerFactory.getLogger(FeedJob.class);
    /** Beyond what fetching and reading may take; then another server takes the feed over. */
    private static final Duration SPARE = Duration.ofMinutes(10);

    private final Parts parts;
    private final AtomicLong read = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private volatile String problem = "";

    /**
     * What it works with.
     *
     * @param database where feeds and products are
     * @param source where feeds come from
     * @param events makes the event log of a transaction
     * @param linkForm what is wrong with the form of a landing page's address; empty where nothing is
     * @param limits how much is read
     * @param folder for files under way; made where it is missing
     */
    public record Parts(Database database, FeedSource source, Function<Connection, EventLog> events,
            Function<String, Optional<String>> linkForm, FeedLimits limits, Path folder) {
    }

    public FeedJob(Parts parts) {
        this.parts = parts;
    }

    /** How it is doing: feeds read and failed since the start, and the last trouble of the exchange's own, if any. */
    public record State(long read, long failed, String problem) {
    }

    public State state() {
        return new State(read.get(), failed.get(), problem);
    }

    /** Reads what is due until nothing is; returns how many feeds that were. */
    public int run(InstantSource clock) {
        markStale(now(clock));
        int count = 0;
        Duration held = parts.limits().time().multipliedBy(2).plus(SPARE);
        while (true) {
            Instant now = now(clock);
            Optional<StoredFeed> due = parts.database()
                    .inTransaction(connection -> new SqlFeeds(connection).claim(now, held));
            if (due.isEmpty()) {
                return count;
            }
            process(due.get(), clock);
            count++;
        }
    }

    private void process(StoredFeed feed, InstantSource clock) {
        try {
            Path folder = Files.createTempDirectory(Files.createDirectories(parts.folder()), "feed-");
            try {
                FeedSource.Fetched fetched = parts.source().fetch(feed.settings(), feed.copy(), folder);
                if (fetched.isUnchanged()) {
                    unchanged(feed, fetched.copy(), now(clock));
                } else {
                    takeOver(feed, fetched, clock);
                }
                read.incrementAndGet();
                problem = "";
            } finally {
                Folders.deleteRecursively(folder);
            }
        } catch (UnreadableFeedException e) {
            fail(feed, e.why(), now(clock));
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("the feed of {} could not be kept on the disk", feed.shop(), e);
            problem = "the disk does not take feeds";
            fail(feed, "the exchange's disk did not take it; its operator has to look", now(clock));
        }
    }

    /** Everything or nothing: an exception inside rolls the new copy back. */
    private void takeOver(StoredFeed feed, FeedSource.Fetched fetched, InstantSource clock)
            throws UnreadableFeedException {
        try {
            parts.database().inTransaction(connection -> {
                takeOver(connection, feed, fetched, clock);
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
        Instant now = now(clock);
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

    /** Told once for each problem, not for each try. */
    private void fail(StoredFeed feed, String why, Instant now) {
        failed.incrementAndGet();
        LOG.info("the feed of {} cannot be used: {}", feed.shop(), why);
        parts.database().inTransaction(connection -> {
            SqlFeeds feeds = new SqlFeeds(connection);
            Optional<StoredFeed> current = feeds.lock(feed.shop());
            if (current.isEmpty() || current.get().revision() != feed.revision()) {
                return null;
            }
            FeedState before = current.get().state();
            feeds.settle(feed.shop(), before.failed(now, feed.settings().every(), why), feed.copy());
            if (!before.problem().equals(why)) {
                parts.events().apply(connection).append(List.of(new Event(now, "feed.failed", feed.shop(), null,
                        feed.shop().toString(), Map.of("problem", why, "products_kept", before.products()))));
            }
            return null;
        });
    }

    /** Nothing changed, but the shop was told of a problem. */
    private void tellRecovery(Connection connection, StoredFeed before, Instant now) {
        if (before.state().failures() > 0) {
            parts.events().apply(connection).append(List.of(new Event(now, "feed.recovered", before.shop(), null,
                    before.shop().toString(), Map.of("products", before.state().products()))));
        }
    }

    private void unchanged(StoredFeed feed, FeedSource.Copy copy, Instant now) {
        parts.database().inTransaction(connection -> {
            SqlFeeds feeds = new SqlFeeds(connection);
            Optional<StoredFeed> current = feeds.lock(feed.shop());
            if (current.isPresent() && current.get().revision() == feed.revision()) {
                FeedState before = current.get().state();
                feeds.settle(feed.shop(), before.succeeded(now, feed.settings().every(), before.products()), copy);
                tellRecovery(connection, current.get(), now);
            }
            return null;
        });
    }

    private void markStale(Instant now) {
        parts.database().inTransaction(connection -> {
            List<ShopId> stale = new SqlFeeds(connection).markStale(now.minus(FeedState.STALE_AFTER));
            parts.events().apply(connection).append(stale.stream().map(shop -> new Event(now, "feed.stale", shop, null,
                    shop.toString(), Map.of("days", FeedState.STALE_AFTER.toDays()))).toList());
            return null;
        });
    }

    private static Instant now(InstantSource clock) {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
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
