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
import java.util.concurrent.locks.ReentrantLock;

/**
 * Connections as the way in needs them. Which there are is read once a second, and one that is used is opened once a
 * second at most: whoever knocks without end, at whatever address, does not reach the database. Thread-safe.
 */
public final class ConnectionBook {
    /** How long a look-up is believed. */
    public static final Duration BELIEVED = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionBook.class);

    private final Source source;
    /** Held while the database is read, so that what was read earlier never takes the place of what was read later. */
    private final ReentrantLock refreshing = new ReentrantLock();
    private volatile Set<From> existing = Set.of();
    private final Map<From, Remembered> remembered = new ConcurrentHashMap<>();
    private volatile long changes;

    /** Reads from there. */
    public ConnectionBook(Source source) {
        this.source = source;
    }

    /** Reads from the database. */
    public static ConnectionBook of(Database database, Seal seal) {
        return new ConnectionBook(new Source() {
            @Override
            public Set<From> all() {
                return Set.copyOf(database.read(connection -> new SqlConnections(connection, seal).all()));
            }

            @Override
            public Optional<Connection> find(From from) {
                return database.read(connection -> new SqlConnections(connection, seal).find(from.shop(),
                        from.platform())).map(SqlConnections.Known::connection);
            }
        });
    }

    /** Port: where connections are read. Thread-safe. */
    public interface Source {
        /** Which there are. */
        Set<From> all();

        /** One of them, opened. */
        Optional<Connection> find(From from);
    }

    private record Remembered(Optional<Connection> connection, Instant until) {
    }

    /** Reads which connections there are. */
    public void refresh() {
        refreshing.lock();
        try {
            existing = source.all();
            remembered.keySet().retainAll(existing);
        } finally {
            refreshing.unlock();
        }
    }

    /** Whether there is such a connection, as of a second ago. Waits for nothing. */
    public boolean has(From from) {
        return existing.contains(from);
    }

    /** The connection, as it was a second ago or two. */
    public Optional<Connection> find(From from, Instant now) {
        if (!has(from)) {
            return Optional.empty();
        }
        Remembered known = remembered.get(from);
        if (known != null && now.isBefore(known.until)) {
            return known.connection;
        }
        long seen = changes;
        Optional<Connection> found = source.find(from);
        remember(from, new Remembered(found, now.plus(BELIEVED)), seen);
        return found;
    }

    /** Keeps what was read, unless something changed since the reading began. */
    private synchronized void remember(From from, Remembered found, long seen) {
        if (changes == seen) {
            remembered.put(from, found);
        }
    }

    /** After a change on this server: it counts from now on. */
    public void forget(From from) {
        synchronized (this) {
            changes++;
            remembered.remove(from);
        }
        try {
            refresh();
        } catch (RuntimeException later) {
            LOG.warn("connections could not be read again; they are within a second", later);
        }
    }
}
