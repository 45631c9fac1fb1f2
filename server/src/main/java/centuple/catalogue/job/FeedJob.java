package centuple.catalogue.job;

import centuple.catalogue.feed.FeedLimits;
import centuple.catalogue.feed.FeedState;
import centuple.catalogue.feed.UnreadableFeedException;
import centuple.catalogue.file.FeedSource;
import centuple.catalogue.store.FeedTurns;
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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Reads the feeds that are due, one after the other: fetches to the disk, then in one transaction parses, compares and
 * takes over. A feed that cannot be fetched or read leaves the copy of before in force. Any number of runs, on any
 * number of servers, may go on at once. Thread-safe.
 */
public final class FeedJob {
    /** Fetched feeds that a server takes over at once: each holds a connection and a processor. */
    public static final int TAKEN_OVER_AT_ONCE = 2;

    private static final Logger LOG = LoggerFactory.getLogger(FeedJob.class);
    /** Beyond what fetching and reading may take; then another server takes the feed over. */
    private static final Duration SPARE = Duration.ofMinutes(10);

    private final Parts parts;
    private final FeedTakeOver takeOver;
    private final Semaphore takingOver = new Semaphore(TAKEN_OVER_AT_ONCE, true);
    // What the database did not take when a fetch had failed; one for each fetch under way at most.
    private final ConcurrentLinkedQueue<Failure> unwritten = new ConcurrentLinkedQueue<>();
    private final AtomicLong read = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private volatile String problem = "";
    private volatile FeedTurns.Waiting waiting = FeedTurns.Waiting.NONE;

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
        this.takeOver = new FeedTakeOver(parts);
    }

    /**
     * How it is doing.
     *
     * @param read feeds read since the start
     * @param failed and those that could not be
     * @param problem the last trouble of the exchange's own, if any
     * @param waiting feeds that were due and not fetched at the last look
     */
    public record State(long read, long failed, String problem, FeedTurns.Waiting waiting) {
    }

    public State state() {
        return new State(read.get(), failed.get(), problem, waiting);
    }

    /** Looks at all feeds: marks those that are too old, and sees how many wait. */
    public void look(InstantSource clock) {
        Instant now = now(clock);
        markStale(now);
        waiting = parts.database().read(connection -> new FeedTurns(connection).waiting(now));
    }

    /**
     * Reads what is due until nothing is; returns how many feeds that were.
     *
     * @param longToo also feeds that took long the last time; else only the others
     */
    public int run(InstantSource clock, boolean longToo) {
        writeFailures();
        int count = 0;
        while (true) {
            Instant now = now(clock);
            Optional<FeedTurns.Claim> due = parts.database()
                    .inTransaction(connection -> new FeedTurns(connection).claim(now, held(), longToo));
            if (due.isEmpty()) {
                return count;
            }
            process(due.get(), clock);
            count++;
        }
    }

    private Duration held() {
        return parts.limits().time().multipliedBy(2).plus(SPARE);
    }

    private void process(FeedTurns.Claim claim, InstantSource clock) {
        Turn turn = new Turn(claim);
        ShopId shop = claim.feed().shop();
        try {
            Path folder = Files.createTempDirectory(Files.createDirectories(parts.folder()), "feed-");
            try {
                read(turn, folder, clock);
                read.incrementAndGet();
                problem = "";
            } finally {
                Folders.deleteRecursively(folder);
            }
        } catch (InterruptedException e) {
            letGo(turn);
            Thread.currentThread().interrupt();
        } catch (UnreadableFeedException e) {
            fail(turn, e.why(), clock);
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("the feed of {} could not be kept on the disk", shop, e);
            problem = "the disk does not take feeds";
            fail(turn, "the exchange's disk did not take it; its operator has to look", clock);
        } catch (RuntimeException e) {
            LOG.error("the feed of {} could not be taken over", shop, e);
            problem = "a feed could not be taken over: " + e.getClass().getSimpleName();
            fail(turn, "the exchange failed to take it over; its operator has to look", clock);
        }
    }

    private void read(Turn turn, Path folder, InstantSource clock)
            throws IOException, UnreadableFeedException, InterruptedException {
        StoredFeed feed = turn.claim.feed();
        FeedSource.Fetched fetched = fetch(turn, folder);
        if (!fetched.isUnchanged()) {
            takeOver(turn, fetched, clock);
        } else if (feed.copy().equals(FeedSource.Copy.NONE)) {
            throw new UnreadableFeedException("the host says that it has not changed, but it was not asked that");
        } else {
            unchanged(turn, fetched.copy(), now(clock));
        }
    }

    private FeedSource.Fetched fetch(Turn turn, Path folder)
            throws IOException, UnreadableFeedException, InterruptedException {
        long began = System.nanoTime();
        StoredFeed feed = turn.claim.feed();
        try {
            return parts.source().fetch(feed.settings(), feed.copy(), folder);
        } catch (UnreadableFeedException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the server is stopping");
            }
            throw e;
        } finally {
            turn.tookLong = System.nanoTime() - began > parts.limits().pace().longAfter().toNanos();
        }
    }

    /** One after the other, in the order of their coming; the files wait on the disk. */
    private void takeOver(Turn turn, FeedSource.Fetched fetched, InstantSource clock)
            throws UnreadableFeedException, InterruptedException {
        takingOver.acquire();
        try {
            Instant until = now(clock).plus(held());
            Optional<FeedTurns.Claim> held = parts.database()
                    .inTransaction(connection -> new FeedTurns(connection).hold(turn.claim, until));
            if (held.isPresent()) {
                turn.claim = held.get();
                takeOver.run(turn.claim, fetched, turn.tookLong, clock);
            }
        } finally {
            takingOver.release();
        }
    }

    /** The server stops: another one, or this one started anew, fetches it. */
    private void letGo(Turn turn) {
        parts.database().inTransaction(connection -> {
            new FeedTurns(connection).end(turn.claim, turn.tookLong, null);
            return null;
        });
    }

    private void fail(Turn turn, String why, InstantSource clock) {
        failed.incrementAndGet();
        LOG.info("the feed of {} cannot be used: {}", turn.claim.feed().shop(), why);
        unwritten.add(new Failure(turn.claim, turn.tookLong, why, now(clock)));
        writeFailures();
    }

    /** What the database does not take now is written before the next feed is fetched: until then nobody else may. */
    private void writeFailures() {
        for (Failure failure = unwritten.poll(); failure != null; failure = unwritten.poll()) {
            try {
                write(failure);
            } catch (RuntimeException e) {
                unwritten.add(failure);
                throw e;
            }
        }
    }

    /** Told once for each problem, not for each try. */
    private void write(Failure failure) {
        StoredFeed feed = failure.claim().feed();
        parts.database().inTransaction(connection -> {
            SqlFeeds feeds = new SqlFeeds(connection);
            Optional<StoredFeed> current = feeds.lock(feed.shop());
            FeedState before = current.map(StoredFeed::state).orElse(feed.state());
            FeedState after = before.failed(failure.at(), feed.settings().every(), failure.why());
            new FeedTurns(connection).end(failure.claim(), failure.tookLong(),
                    failure.tookLong() ? after.nextAt() : null);
            if (current.isEmpty() || current.get().revision() != feed.revision()) {
                if (failure.tookLong()) {
                    feeds.holdBack(feed.shop(), after.nextAt());
                }
                return null;
            }
            feeds.settle(feed.shop(), after, feed.copy());
            if (!before.problem().equals(failure.why())) {
                parts.events().apply(connection).append(List.of(new Event(failure.at(), "feed.failed", feed.shop(),
                        null, feed.shop().toString(),
                        Map.of("problem", failure.why(), "products_kept", before.products()))));
            }
            return null;
        });
    }

    private void unchanged(Turn turn, FeedSource.Copy copy, Instant now) {
        StoredFeed feed = turn.claim.feed();
        parts.database().inTransaction(connection -> {
            SqlFeeds feeds = new SqlFeeds(connection);
            Optional<StoredFeed> current = feeds.lock(feed.shop());
            new FeedTurns(connection).end(turn.claim, turn.tookLong, null);
            if (current.isPresent() && current.get().revision() == feed.revision()) {
                FeedState before = current.get().state();
                feeds.settle(feed.shop(), before.succeeded(now, feed.settings().every(), before.products()), copy);
                takeOver.tellRecovery(connection, current.get(), now);
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

    static Instant now(InstantSource clock) {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private record Failure(FeedTurns.Claim claim, boolean tookLong, String why, Instant at) {
    }

    /** A feed from its claim to its end. For one thread. */
    private static final class Turn {
        private FeedTurns.Claim claim;
        private boolean tookLong;

        Turn(FeedTurns.Claim claim) {
            this.claim = claim;
        }
    }
}
