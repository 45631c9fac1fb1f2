package centuple.connect.job;

import centuple.connect.Connection;
import centuple.connect.inbox.InboxEvent.From;
import centuple.connect.store.Seal;
import centuple.connect.store.SqlConnections;
import centuple.platform.sql.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Connections as the way in needs them. Which there are is read once a second, and one that is used is opened once a
 * second at most: whoever knocks without end, at whatever address, does not reach the database. Thread-safe.
 */
public final class ConnectionBook {
    /** How long a look-up is believed. */
    public static final Duration BELIEVED = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionBook.class);

    private final Database database;
    private final Seal seal;
    private volatile Set<From> existing = Set.of();
    private final Map<From, Remembered> remembered = new ConcurrentHashMap<>();
    private final Map<From, Refusals> refusals = new ConcurrentHashMap<>();
    private final Map<From, Instant> pings = new ConcurrentHashMap<>();

    public ConnectionBook(Database database, Seal seal) {
        this.database = database;
        this.seal = seal;
    }

    private record Remembered(Optional<Connection> connection, Instant until) {
    }

    private record Refusals(long count, String why, Instant at) {
    }

    /** Reads which connections there are. */
    public void refresh() {
        existing = Set.copyOf(database.read(connection -> new SqlConnections(connection, seal).all()));
        remembered.keySet().retainAll(existing);
    }

    /** The connection, as it was a second ago or two. */
    public Optional<Connection> find(From from, Instant now) {
        if (!existing.contains(from)) {
            return Optional.empty();
        }
        Remembered known = remembered.get(from);
        if (known != null && now.isBefore(known.until)) {
            return known.connection;
        }
        Optional<Connection> found = database.read(connection -> new SqlConnections(connection, seal)
                .find(from.shop(), from.platform())).map(SqlConnections.Known::connection);
        remembered.put(from, new Remembered(found, now.plus(BELIEVED)));
        return found;
    }

    /** After a change on this server. */
    public void forget(From from) {
        remembered.remove(from);
        try {
            refresh();
        } catch (RuntimeException later) {
            LOG.warn("connections could not be read again; they are within a second", later);
        }
    }

    /** Counts a message that was not believed; {@link #writeRefusals} writes it down. Only of known connections. */
    public void refused(From from, String why, Instant at) {
        refusals.merge(from, new Refusals(1, why, at),
                (before, one) -> new Refusals(before.count + one.count, one.why, one.at));
    }

    /** Notes that the platform tried the way; {@link #writePings} writes it down. Only of known connections. */
    public void pinged(From from, Instant at) {
        pings.put(from, at);
    }

    /** Writes down who tried the way since the last time. */
    public void writePings() {
        for (From from : pings.keySet()) {
            Instant at = pings.remove(from);
            if (at != null) {
                database.inTransaction(connection -> {
                    new SqlConnections(connection, seal).pinged(from.shop(), from.platform(), at);
                    return null;
                });
            }
        }
    }

    /** Writes down what was refused since the last time. */
    public void writeRefusals() {
        for (From from : refusals.keySet()) {
            Refusals counted = refusals.remove(from);
            if (counted == null) {
                continue;
            }
            database.inTransaction(connection -> {
                new SqlConnections(connection, seal).refused(from.shop(), from.platform(), counted.count, counted.at,
                        counted.why);
                return null;
            });
            LOG.info("{} messages of {} for {} were not believed: {}", counted.count, from.platform(), from.shop(),
                    counted.why);
        }
    }
}
