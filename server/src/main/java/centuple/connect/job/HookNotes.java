package centuple.connect.job;

import centuple.connect.inbox.InboxEvent.From;
import centuple.connect.store.SqlConnections;
import centuple.connect.store.SqlConnections.Refused;
import centuple.platform.sql.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is noted of messages that are not kept, for whoever sets the connection up: apart those that were signed with
 * its secret and those that anybody can have sent, so that these never hide what is said of those. Three notes for each
 * connection are kept, however many messages come. Thread-safe.
 */
public final class HookNotes {
    private static final Logger LOG = LoggerFactory.getLogger(HookNotes.class);
    /** From one line in the log to the next. */
    private static final Duration TOLD_EVERY = Duration.ofMinutes(1);

    private final Database database;
    private final Map<Key, Refused> counted = new ConcurrentHashMap<>();
    private final Map<From, Instant> pings = new ConcurrentHashMap<>();
    private long untold;
    private Instant toldAt = Instant.EPOCH;

    public HookNotes(Database database) {
        this.database = database;
    }

    private record Key(From from, boolean isSigned) {
    }

    /**
     * Counts one; {@link #write} writes it down. Only of connections that there are.
     *
     * @param isSigned whether it was signed with the connection's secret
     */
    public void refused(From from, boolean isSigned, String why, Instant at) {
        counted.merge(new Key(from, isSigned), new Refused(1, at, why),
                (before, one) -> new Refused(before.count() + one.count(), one.at(), one.why()));
    }

    /** Notes that somebody tried the way without a signature; {@link #write} writes it down. */
    public void pinged(From from, Instant at) {
        pings.put(from, at);
    }

    /** Writes down what came since the last time. Called by one thread. */
    public void write(Instant now) {
        // In one order, so that two servers never wait for each other.
        SortedSet<From> all = new TreeSet<>(
                Comparator.comparingInt((From from) -> from.shop().value()).thenComparing(From::platform));
        counted.keySet().forEach(key -> all.add(key.from));
        all.addAll(pings.keySet());
        if (all.isEmpty()) {
            return;
        }
        database.inTransaction(connection -> {
            for (From from : all) {
                write(connection, from);
            }
            return null;
        });
        if (untold > 0 && Duration.between(toldAt, now).compareTo(TOLD_EVERY) >= 0) {
            LOG.info("{} messages of platforms were not taken, the last of them for {}", untold, all.getLast());
            toldAt = now;
            untold = 0;
        }
    }

    private void write(Connection connection, From from) throws SQLException {
        for (boolean isSigned : List.of(true, false)) {
            Refused note = counted.remove(new Key(from, isSigned));
            if (note != null) {
                SqlConnections.refused(connection, from, isSigned, note);
                untold += note.count();
            }
        }
        Instant ping = pings.remove(from);
        if (ping != null) {
            SqlConnections.pinged(connection, from, ping);
        }
    }
}
