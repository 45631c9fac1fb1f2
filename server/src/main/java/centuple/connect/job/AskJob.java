package centuple.connect.job;

import centuple.connect.inbox.InboxEvent;
import centuple.connect.inbox.InboxEvent.From;
import centuple.connect.store.SqlInbox;
import centuple.platform.run.Woken;
import centuple.platform.sql.Database;
import centuple.shop.ShopId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Asks shops' platforms for what events only name. Connections take turns, each asks about few events at once, and one
 * whose API is to be left alone is passed over; so a shop whose API stalls holds its own places only, and those for at
 * most {@link EventFetch#TIME_MAX} an event. Events that wait stay in the inbox, and nothing is counted against them. A
 * crash is harmless: an event that was taken is taken again. Thread-safe.
 */
public final class AskJob implements AutoCloseable {
    /** Events of one connection asked about at once. */
    public static final int ASKED_PER_CONNECTION_MAX = 2;
    /**
     * Events of all connections asked about at once: 16 shops may stall before another waits at all, and then for one
     * turn of {@link EventFetch#TIME_MAX}, as each is left alone for a minute after it failed.
     */
    public static final int ASKED_MAX = 32;

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final int CONNECTIONS_MAX = 10_000;
    private static final Comparator<From> ORDER = Comparator.<From>comparingInt(from -> from.shop().value())
            .thenComparing(From::platform);
    private static final Logger LOG = LoggerFactory.getLogger(AskJob.class);

    private final Database database;
    private final InboxBooking booking;
    private final InstantSource clock;
    private final ExecutorService threads = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("inbox-ask-", 0).factory());
    /** How many events of each connection are asked about. */
    private final Map<From, Integer> underWay = new ConcurrentHashMap<>();
    private final Woken looking;
    private From last = new From(new ShopId(1), "");

    /** Starts it. */
    public AskJob(Database database, InboxBooking booking, InstantSource clock) {
        this.database = database;
        this.booking = booking;
        this.clock = clock;
        this.looking = Woken.start("inbox-ask", LOOK_EVERY, this::look);
    }

    /** Has it look whether there is something to ask. Never waits. */
    public void wake() {
        looking.wake();
    }

    private void look() {
        List<From> turns = new ArrayList<>(database.read(
                connection -> new SqlInbox(connection).askable(clock.instant(), CONNECTIONS_MAX)));
        // They come in one order; the turn goes on behind the one that had it last.
        int had = (int) turns.stream().filter(from -> ORDER.compare(from, last) <= 0).count();
        Collections.rotate(turns, -had);
        for (int each = 0; each < ASKED_PER_CONNECTION_MAX; each++) {
            for (From from : turns) {
                if (underWay.values().stream().mapToInt(Integer::intValue).sum() >= ASKED_MAX) {
                    return;
                }
                if (underWay.getOrDefault(from, 0) < ASKED_PER_CONNECTION_MAX && begin(from)) {
                    last = from;
                }
            }
        }
    }

    private boolean begin(From from) {
        Optional<InboxEvent> taken = database.inTransaction(
                connection -> new SqlInbox(connection).takeToAsk(from, clock.instant(), InboxJob.HELD));
        taken.ifPresent(event -> {
            underWay.merge(from, 1, Integer::sum);
            threads.execute(() -> ask(event));
        });
        return taken.isPresent();
    }

    private void ask(InboxEvent event) {
        try {
            InboxBooking.Reading reading = booking.readAsking(event);
            if (!Thread.currentThread().isInterrupted()) {
                booking.book(List.of(reading));
            }
        } catch (RuntimeException failure) {
            LOG.warn("the event {} stays as it was, it is taken again within {}", event.id(), InboxJob.HELD, failure);
        } finally {
            underWay.computeIfPresent(event.from(), (_, count) -> count == 1 ? null : count - 1);
            looking.wake();
        }
    }

    @Override
    public void close() throws InterruptedException {
        looking.close();
        threads.shutdownNow();
    }
}
