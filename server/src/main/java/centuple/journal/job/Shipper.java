package centuple.journal.job;

import centuple.journal.BatchLimit;
import centuple.journal.ClickSource;
import centuple.journal.Damage;
import centuple.journal.Position;
import centuple.journal.ShipBatch;
import centuple.journal.Shipment;
import centuple.journal.ShipperStatus;
import centuple.journal.Stream;
import centuple.journal.store.SqlClickStore;
import centuple.platform.sql.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;

/**
 * Brings the clicks of this node's journal into the database, each exactly once, on a virtual thread of its own. While
 * the database is away it waits and tries again; nobody else has to know. Thread-safe.
 */
public final class Shipper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Shipper.class);
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration POLL_EVERY = Duration.ofMillis(100);
    private static final Duration RETRY_FIRST = Duration.ofMillis(100);
    private static final Duration RETRY_MAX = Duration.ofSeconds(5);

    private final ClickSource source;
    private final Database database;
    private final InstantSource clock;
    private final BatchLimit limit;
    private final Map<Stream, Position> positions = new ConcurrentHashMap<>();
    private final Map<Stream, String> stopped = new ConcurrentHashMap<>();
    private final LongAdder shipped = new LongAdder();
    private final LongAdder lostRaces = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder missing = new LongAdder();
    private final LongAdder damagedBytes = new LongAdder();
    private final Rounds rounds = new Rounds();
    private final Loop loop = new Loop("click-shipper", this::round);
    private volatile Instant upToDateAt;
    private volatile String problem = "";
    private Duration retry = RETRY_FIRST;

    /** A shipper that does nothing before {@link #start}; the clock only tells the lag. */
    public Shipper(ClickSource source, Database database, InstantSource clock, BatchLimit limit) {
        this.source = source;
        this.database = database;
        this.clock = clock;
        this.limit = limit;
        this.upToDateAt = clock.instant();
    }

    /** Begins to ship. */
    public void start() {
        loop.start();
    }

    /**
     * Waits until everything that was appended before this call is in the database.
     *
     * @throws TimeoutException where that takes longer than asked; shipping goes on
     */
    public void drain(Duration timeout) throws TimeoutException, InterruptedException {
        long round = rounds.nextFull();
        loop.wake();
        if (!rounds.await(round, timeout)) {
            throw new TimeoutException("not all clicks are in the database after %s; %s".formatted(timeout, status()));
        }
    }

    /** How shipping does now. */
    public ShipperStatus status() {
        OptionalLong lagRecords = lagRecords();
        boolean nothingWaits = lagRecords.isPresent() && lagRecords.getAsLong() == 0;
        Duration lag = nothingWaits ? Duration.ZERO : Duration.between(upToDateAt, clock.instant());
        List<String> problems = java.util.stream.Stream
                .concat(problem.isEmpty() ? java.util.stream.Stream.empty() : java.util.stream.Stream.of(problem),
                        stopped.values().stream().sorted())
                .toList();
        return new ShipperStatus(shipped.sum(), lagRecords, lag, lostRaces.sum(), failures.sum(), missing.sum(),
                damagedBytes.sum(), problems);
    }

    /** Ends after the batch that is under way. What is not shipped stays in the journal. */
    @Override
    public void close() {
        loop.close();
    }

    private OptionalLong lagRecords() {
        long waiting = 0;
        for (Stream stream : source.streams()) {
            Position position = positions.get(stream);
            if (position == null) {
                return OptionalLong.empty();
            }
            waiting += Math.max(0, source.lastSequence(stream) - position.sequence());
        }
        return OptionalLong.of(waiting);
    }

    /** One look at every stream; returns how long to wait before the next. */
    private Duration round() {
        long round = rounds.begin();
        Instant begun = clock.instant();
        try {
            Map<Stream, Long> heads = heads();
            boolean shippedSome = false;
            for (Stream stream : heads.keySet()) {
                shippedSome |= shipNext(stream);
            }
            problem = "";
            retry = RETRY_FIRST;
            if (shippedSome && !reached(heads)) {
                return AT_ONCE;
            }
            if (stopped.isEmpty()) {
                upToDateAt = begun;
                rounds.full(round);
            }
            // A pause here makes batches of what would else be many small transactions.
            return POLL_EVERY;
        } catch (RuntimeException failure) {
            return failed(failure);
        }
    }

    private Map<Stream, Long> heads() {
        Map<Stream, Long> heads = new TreeMap<>();
        for (Stream stream : source.streams()) {
            heads.put(stream, source.lastSequence(stream));
        }
        return heads;
    }

    private boolean reached(Map<Stream, Long> heads) {
        return heads.entrySet().stream().allMatch(head -> {
            Position position = positions.get(head.getKey());
            return position != null && position.sequence() >= head.getValue();
        });
    }

    private Duration failed(RuntimeException failure) {
        failures.increment();
        if (problem.isEmpty()) {
            LOG.warn("Clicks wait in the journal and are tried again: {}", failure.getMessage());
        }
        problem = "clicks cannot be brought into the database: " + failure.getMessage();
        // A commit may have come through though its answer did not: the database alone knows.
        positions.clear();
        Duration pause = retry;
        Duration doubled = retry.multipliedBy(2);
        retry = doubled.compareTo(RETRY_MAX) < 0 ? doubled : RETRY_MAX;
        return pause;
    }

    /** Ships the next batch of a stream; false where there was none. */
    private boolean shipNext(Stream stream) {
        Position from = positions.get(stream);
        if (from == null) {
            from = readPosition(stream);
        }
        ShipBatch batch = source.read(stream, from, limit);
        noteStop(stream, batch.stoppedBecause());
        if (batch.isEmpty()) {
            return false;
        }
        if (database.inTransaction(connection -> Shipment.ship(new SqlClickStore(connection), stream, batch))) {
            shipped.add(batch.clicks().size());
            noteLosses(stream, batch);
            positions.put(stream, batch.to());
            source.shipped(stream, batch.to());
        } else {
            lostRaces.increment();
            positions.remove(stream);
        }
        return true;
    }

    private Position readPosition(Stream stream) {
        Position position = database.read(connection -> new SqlClickStore(connection).position(stream));
        positions.put(stream, position);
        source.shipped(stream, position);
        return position;
    }

    private void noteStop(Stream stream, String reason) {
        if (reason.isEmpty()) {
            stopped.remove(stream);
        } else if (!reason.equals(stopped.put(stream, reason))) {
            LOG.error("Shipping of a journal stands still: {}", reason);
        }
    }

    private void noteLosses(Stream stream, ShipBatch batch) {
        for (Damage damage : batch.damages()) {
            damagedBytes.add(damage.lengthBytes());
            LOG.error("The journal is damaged: {} hold no readable record", damage);
        }
        if (batch.missing() > 0) {
            missing.add(batch.missing());
            LOG.error("{} records of writer {} are missing in the journal", batch.missing(), stream.writer());
        }
    }
}
