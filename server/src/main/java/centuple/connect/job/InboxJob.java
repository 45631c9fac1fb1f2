package centuple.connect.job;

import centuple.connect.inbox.InboxEvent;
import centuple.connect.job.InboxBooking.Next;
import centuple.connect.job.InboxBooking.Reading;
import centuple.connect.store.SqlInbox;
import centuple.platform.sql.Database;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Maps what waits in the inbox to facts and has them booked. A crash anywhere on the way is harmless: the event still
 * waits, and facts that are reported twice book once. Events whose platform must be asked first are left to
 * {@link AskJob}. For one thread.
 */
public final class InboxJob {
    /** Events taken at a time. */
    public static final int EVENTS_MAX = 500;
    /** Bytes of all bodies taken at a time, or one event whatever its size. */
    public static final long BYTES_MAX = 8 << 20;
    /** How long events that were taken are left to this server. */
    public static final Duration HELD = Duration.ofMinutes(5);
    /** How long events are kept, so that a repetition is known and a mapping can be looked up. */
    public static final Duration KEPT = Duration.ofDays(60);

    /** How long the body of one is that another message would be read with: longer than money stays authorised. */
    public static final Duration JOINED_KEPT = Duration.ofDays(35);

    /** The same for parked ones that nobody looked after. */
    public static final Duration PARKED_KEPT = Duration.ofDays(400);

    private final Database database;
    private final InboxBooking booking;
    private final Runnable wakeAsking;
    private final InstantSource clock;

    /**
     * @param wakeAsking told when a platform must be asked, quickly
     */
    public InboxJob(Database database, InboxBooking booking, Runnable wakeAsking, InstantSource clock) {
        this.database = database;
        this.booking = booking;
        this.wakeAsking = wakeAsking;
        this.clock = clock;
    }

    /** Does all that is due; how many events. */
    public int run() {
        int done = 0;
        List<InboxEvent> taken;
        do {
            taken = database.inTransaction(connection -> new SqlInbox(connection).take(clock.instant(), HELD,
                    EVENTS_MAX, BYTES_MAX));
            if (!taken.isEmpty()) {
                List<Reading> readings = taken.stream().map(booking::read).toList();
                booking.book(readings);
                if (readings.stream().anyMatch(reading -> reading.next() == Next.ASK)) {
                    wakeAsking.run();
                }
            }
            done += taken.size();
        } while (!taken.isEmpty());
        return done;
    }

    /** Drops events that were kept long enough. */
    public int forget() {
        Instant now = clock.instant();
        return database.inTransaction(connection -> {
            SqlInbox inbox = new SqlInbox(connection);
            inbox.eraseJoined(now.minus(JOINED_KEPT));
            return inbox.forget(now.minus(KEPT), now.minus(PARKED_KEPT));
        });
    }
}
