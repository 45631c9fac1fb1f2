package centuple.connect.job;

import centuple.connect.FactFormat;
import centuple.connect.Mapping;
import centuple.connect.Payload;
import centuple.connect.Platforms;
import centuple.connect.UnreadableException;
import centuple.connect.inbox.InboxEvent;
import centuple.connect.inbox.InboxEvent.Standing;
import centuple.connect.inbox.InboxEvent.State;
import centuple.connect.inbox.Retry;
import centuple.connect.inbox.TwoTellers;
import centuple.connect.store.SqlInbox;
import centuple.connect.store.SqlInbox.Settled;
import centuple.order.OrderIntake;
import centuple.order.OrderReport;
import centuple.order.Receipt;
import centuple.order.Source;
import centuple.platform.sql.Database;
import centuple.shop.Event;
import centuple.shop.EventLog;
import centuple.shop.PublicId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * Maps what waits in the inbox to facts and has them booked. A crash anywhere on the way is harmless: the event still
 * waits, and facts that are reported twice book once. Events whose platform must be asked are led apart, so that a slow
 * platform holds up no other shop. For one thread.
 */
public final class InboxJob implements AutoCloseable {
    /** Events taken at a time. */
    public static final int EVENTS_MAX = 500;
    /** Bytes of all bodies taken at a time, or one event whatever its size. */
    public static final long BYTES_MAX = 8 << 20;
    /** How long events that were taken are left to this server. */
    public static final Duration HELD = Duration.ofMinutes(5);
    /** How long events are kept, so that a repetition is known and a mapping can be looked up. */
    public static final Duration KEPT = Duration.ofDays(60);

    /** The same for parked ones that nobody looked after. */
    public static final Duration PARKED_KEPT = Duration.ofDays(400);
    /** Platforms asked at once. */
    public static final int ASKED_MAX = 8;
    /** Events that wait to be asked for; others wait in the inbox. */
    public static final int ASKED_WAITING_MAX = 200;

    private static final Logger LOG = LoggerFactory.getLogger(InboxJob.class);

    private final Parts parts;
    private final ExecutorService threads = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("inbox-ask-", 0).factory());
    private final Semaphore asking = new Semaphore(ASKED_MAX);
    private final Set<UUID> apart = ConcurrentHashMap.newKeySet();

    /**
     * What it works with.
     *
     * @param fetch adds to an event what its platform's API says of it
     * @param format reads facts
     * @param intake books them
     */
    public record Parts(Database database, Platforms platforms, EventFetch fetch, FactFormat format,
            OrderIntake intake, Function<java.sql.Connection, EventLog> events, InstantSource clock) {
    }

    public InboxJob(Parts parts) {
        this.parts = parts;
    }

    /** Does all that is due; how many events. */
    public int run() {
        int done = 0;
        List<InboxEvent> taken;
        do {
            taken = parts.database().inTransaction(connection -> new SqlInbox(connection)
                    .take(parts.clock().instant(), HELD, EVENTS_MAX, BYTES_MAX));
            List<Reading> readings = taken.stream().filter(event -> !apart.contains(event.id()))
                    .flatMap(event -> readOrLeadApart(event).stream()).toList();
            if (!readings.isEmpty()) {
                settle(readings, book(readings));
            }
            done += taken.size();
        } while (!taken.isEmpty());
        return done;
    }

    /** Drops events that were kept long enough. */
    public int forget() {
        Instant now = parts.clock().instant();
        return parts.database().inTransaction(
                connection -> new SqlInbox(connection).forget(now.minus(KEPT), now.minus(PARKED_KEPT)));
    }

    /** An event and what it says: reports, or why there are none, such as that its platform must be asked. */
    private record Reading(InboxEvent event, List<OrderReport> reports, Standing standing, boolean mustAsk) {
        static Reading without(InboxEvent event, State state, String why) {
            return new Reading(event, List.of(), new Standing(state, why, ""), false);
        }
    }

    private Optional<Reading> readOrLeadApart(InboxEvent event) {
        Reading reading = read(event, false);
        if (!reading.mustAsk() || apart.size() >= ASKED_WAITING_MAX) {
            return Optional.of(reading);
        }
        apart.add(event.id());
        threads.execute(() -> ask(event));
        return Optional.empty();
    }

    private void ask(InboxEvent event) {
        try {
            asking.acquire();
            try {
                List<Reading> reading = List.of(read(event, true));
                settle(reading, book(reading));
            } finally {
                asking.release();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            LOG.warn("the event {} stays as it was, it is taken again within {}", event.id(), HELD, failure);
        } finally {
            apart.remove(event.id());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private Reading read(InboxEvent event, boolean mayAsk) {
        try {
            return mapped(event, InboxJson.read(event.body()), mayAsk);
        } catch (UnreadableException e) {
            return Reading.without(event, State.PARKED, e.getMessage());
        } catch (RuntimeException bug) {
            LOG.error("the event {} could not be mapped", PublicId.of(PublicId.INBOX_EVENT, event.id()), bug);
            return Reading.without(event, State.PARKED,
                    "the server failed on this event; its log tells more under " + event.id());
        }
    }

    private Reading mapped(InboxEvent event, Payload body, boolean mayAsk) {
        Mapping mapping = parts.platforms().find(event.from().platform())
                .orElseThrow(() -> new UnreadableException("this server does not know the platform"))
                .map(event.notice().topic(), body);
        return switch (mapping) {
            case Mapping.Nothing(String why) -> Reading.without(event, State.IGNORED, why);
            case Mapping.Unreadable(String why) -> Reading.without(event, State.PARKED, why);
            case Mapping.Facts facts -> facts(event, facts);
            case Mapping.Fetch _ when !mayAsk -> new Reading(event, List.of(),
                    new Standing(State.WAITING, "others are asked for first", ""), true);
            case Mapping.Fetch(var calls) -> switch (parts.fetch().add(event, body, calls)) {
                case EventFetch.Whole(Payload whole) -> mapped(event, whole, false);
                case EventFetch.Later(String why) -> Reading.without(event, State.WAITING, why);
            };
        };
    }

    private Reading facts(InboxEvent event, Mapping.Facts facts) {
        List<OrderReport> reports = new ArrayList<>();
        for (Map<String, Object> fact : facts.facts()) {
            reports.add(parts.format().read(fact, event.from().shop(), event.arrivedAt())
                    .from(new Source(event.from().platform())));
        }
        return new Reading(event, reports, new Standing(State.DONE, "", reports.getLast().order().reference(),
                facts.hasMarks().orElse(null)), false);
    }

    private List<Standing> book(List<Reading> readings) {
        List<OrderReport> all = readings.stream().flatMap(reading -> reading.reports().stream()).toList();
        List<Receipt> receipts = all.isEmpty() ? List.of() : parts.intake().take(all);
        List<Standing> standings = new ArrayList<>();
        int next = 0;
        for (Reading reading : readings) {
            int end = next + reading.reports().size();
            standings.add(standing(reading, receipts.subList(next, end)));
            next = end;
        }
        return standings;
    }

    private static Standing standing(Reading reading, List<Receipt> receipts) {
        int attempts = reading.event().attempts();
        Standing standing = reading.standing();
        for (Receipt receipt : receipts) {
            switch (receipt) {
                case Receipt.Taken _ -> {
                }
                case Receipt.Conflict _ -> standing = new Standing(State.PARKED,
                        "the order was told otherwise before under the same version or refund; the first report stays",
                        standing.orderReference());
                case Receipt.OtherSource(var _, Source teller) -> standing = new Standing(State.PARKED,
                        TwoTellers.reason(teller.name()), standing.orderReference());
                case Receipt.TooManyFacts _ -> standing = new Standing(State.PARKED,
                        "the order has as many facts of this kind as an order may have", standing.orderReference());
                case Receipt.NotTaken(Receipt.Cause cause) -> {
                    return parkedAtLast(attempts, new Standing(State.WAITING,
                            "not booked yet: " + cause.name().toLowerCase(Locale.ROOT), standing.orderReference()));
                }
            }
        }
        return parkedAtLast(attempts, standing);
    }

    private static Standing parkedAtLast(int attempts, Standing standing) {
        return standing.state() == State.WAITING && attempts >= Retry.ATTEMPTS_MAX
                ? new Standing(State.PARKED, "given up after " + attempts + " attempts: " + standing.reason(),
                        standing.orderReference())
                : standing;
    }

    private void settle(List<Reading> readings, List<Standing> standings) {
        Instant now = parts.clock().instant();
        List<Settled> settled = new ArrayList<>();
        List<Event> told = new ArrayList<>();
        for (int i = 0; i < readings.size(); i++) {
            InboxEvent event = readings.get(i).event();
            Standing standing = standings.get(i);
            Instant nextAt = standing.state() == State.WAITING ? now.plus(Retry.after(event.attempts())) : now;
            settled.add(new Settled(event.id(), standing, nextAt));
            if (standing.state() == State.PARKED) {
                told.add(new Event(now, "connection.event_parked", event.from().shop(), null,
                        PublicId.of(PublicId.INBOX_EVENT, event.id()),
                        Map.of("platform", event.from().platform(), "reason", standing.reason())));
            }
        }
        parts.database().inTransaction(connection -> {
            new SqlInbox(connection).settle(settled);
            if (!told.isEmpty()) {
                parts.events().apply(connection).append(told);
            }
            return null;
        });
    }
}
