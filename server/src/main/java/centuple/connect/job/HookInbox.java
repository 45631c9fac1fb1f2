package centuple.connect.job;

import centuple.connect.inbox.InboxEvent;
import centuple.connect.store.SqlInbox;
import centuple.platform.run.Batches;
import centuple.platform.sql.Database;
import centuple.platform.sql.DatabaseException;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Writes events down before anybody is told that they arrived: those that come together in one transaction.
 * Thread-safe.
 */
public final class HookInbox implements AutoCloseable {
    /** Events of one transaction. */
    public static final int GROUP_EVENTS_MAX = 500;
    /** Events that wait to be written; beyond it platforms are told to come back. */
    public static final int EVENTS_WAITING_MAX = 5_000;

    private final Batches<SqlInbox.Arrival, Boolean> writing;
    private final Runnable wake;

    /**
     * Starts it.
     *
     * @param wake told after each event, quickly
     */
    public HookInbox(Database database, Runnable wake) {
        this.wake = wake;
        this.writing = Batches.start("hook-inbox", new Batches.Limits(GROUP_EVENTS_MAX, EVENTS_WAITING_MAX),
                arrivals -> write(database, arrivals),
                failure -> !(failure instanceof DatabaseException away && away.isAway()));
    }

    /**
     * Takes an event and waits until it is committed.
     *
     * @return whether it is new; empty where too much waits and it was not taken
     * @throws centuple.platform.sql.DatabaseException when the database is away or refuses: not taken
     */
    public Optional<Boolean> take(InboxEvent event, byte[] digest) {
        Optional<Boolean> isNew = writing.await(new SqlInbox.Arrival(event, digest));
        wake.run();
        return isNew;
    }

    private static List<Boolean> write(Database database, List<SqlInbox.Arrival> arrivals) {
        Set<UUID> added = database.inTransaction(connection -> new SqlInbox(connection).add(arrivals));
        return arrivals.stream().map(arrival -> added.contains(arrival.event().id())).toList();
    }

    @Override
    public void close() throws InterruptedException {
        writing.close();
    }
}
