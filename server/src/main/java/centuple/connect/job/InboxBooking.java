package centuple.connect.job;

import centuple.connect.ApiCall;
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

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Maps events to facts, has them booked, and writes down what became of them. Thread-safe. */
public final class InboxBooking {
    private static final Logger LOG = LoggerFactory.getLogger(InboxBooking.class);

    private final Parts parts;

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

    public InboxBooking(Parts parts) {
        this.parts = parts;
    }

    /** What is still to come of an event. */
    enum Next {
        /** Nothing, or to map it again. */
        NOTHING,
        /** Its platform must be asked and was not yet, so no attempt counts. */
        ASK,
        /** It was, and has not answered. */
        ASK_AGAIN,
        /** Another message is waited for, however often this one is mapped meanwhile. */
        WAIT,
        /** Another message will be read with it, so what is kept of it stays. */
        KEEP,
        /** It was read with another message, of which nothing need be kept any more. */
        ERASE
    }

    /** An event and what it says: reports, or why there are none, such as that its platform must be asked. */
    record Reading(InboxEvent event, List<OrderReport> reports, Standing standing, Next next) {
        static Reading without(InboxEvent event, State state, String why) {
            return new Reading(event, List.of(), new Standing(state, why, ""), Next.NOTHING);
        }

        int attempts() {
            return next == Next.ASK ? event.attempts() - 1 : event.attempts();
        }
    }

    /** Maps an event by what is kept of it alone. */
    Reading read(InboxEvent event) {
        return read(event, false);
    }

    /** The same, and asks its platform for what it only names. */
    Reading readAsking(InboxEvent event) {
        return read(event, true);
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
            case Mapping.Facts facts -> facts(event, facts, body);
            case Mapping.Join join -> joined(event, body, join, mayAsk);
            case Mapping.Fetch _ when body.has(EventFetch.FETCHED) ->
                throw new UnreadableException("the API answered, but not what was asked for");
            case Mapping.Fetch(var calls) -> mayAsk ? asked(event, body, calls) : mustAsk(event);
        };
    }

    /** Whichever of two messages comes first, they are read together. */
    private Reading joined(InboxEvent event, Payload body, Mapping.Join join, boolean mayAsk) {
        if (body.has(Mapping.Join.JOINED)) {
            throw new UnreadableException("the message that was found says nothing of the order");
        }
        Optional<String> other = parts.database().read(
                connection -> new SqlInbox(connection).told(event.from(), join.topic(), join.order()));
        if (other.isPresent()) {
            Map<String, Object> fields = new LinkedHashMap<>(body.fields());
            fields.put(Mapping.Join.JOINED, InboxJson.read(other.get()).fields());
            return mapped(event, new Payload(fields), mayAsk);
        }
        boolean isLate = parts.clock().instant().isAfter(event.arrivedAt().plus(Mapping.Join.WAIT_MAX));
        String why = "no " + join.topic() + " told of this order";
        return isLate
                ? Reading.without(event, State.IGNORED, why)
                : new Reading(event, List.of(), new Standing(State.WAITING, why + " yet", ""), Next.WAIT);
    }

    private Reading mustAsk(InboxEvent event) {
        parts.fetch().check(event);
        return new Reading(event, List.of(), new Standing(State.WAITING, "the platform is asked for the order", ""),
                Next.ASK);
    }

    /** Answers are kept once they can be booked; until then the platform is asked anew, for it may have been mended. */
    private Reading asked(InboxEvent event, Payload body, List<ApiCall> calls) {
        return switch (parts.fetch().add(event, body, calls)) {
            case EventFetch.Whole(Payload whole) -> {
                Reading reading = mapped(event, whole, false);
                if (!reading.reports().isEmpty()) {
                    parts.fetch().keep(event, whole);
                }
                yield reading;
            }
            case EventFetch.Later(String why) -> new Reading(event, List.of(), new Standing(State.WAITING, why, ""),
                    Next.ASK_AGAIN);
        };
    }

    private Reading facts(InboxEvent event, Mapping.Facts facts, Payload body) {
        List<OrderReport> reports = new ArrayList<>();
        for (Map<String, Object> fact : facts.facts()) {
            reports.add(parts.format().read(fact, event.from().shop(), event.arrivedAt())
                    .from(new Source(event.from().platform())));
        }
        Standing done = new Standing(State.DONE, "", reports.getLast().order().reference(),
                facts.hasMarks().orElse(null));
        boolean isKept = parts.platforms().find(event.from().platform())
                .filter(platform -> platform.isJoined(event.notice().topic(), body)).isPresent();
        return new Reading(event, reports, done,
                isKept ? Next.KEEP : body.has(Mapping.Join.JOINED) ? Next.ERASE : Next.NOTHING);
    }

    /** Books what was read, all together, and writes down what became of each. */
    void book(List<Reading> readings) {
        settle(readings, standings(readings));
    }

    private List<Standing> standings(List<Reading> readings) {
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
        int attempts = reading.attempts();
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
        return reading.next() == Next.WAIT ? standing : parkedAtLast(attempts, standing);
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
            Reading reading = readings.get(i);
            InboxEvent event = reading.event();
            Standing standing = standings.get(i);
            boolean isWaiting = standing.state() == State.WAITING;
            Instant nextAt = isWaiting && reading.next() != Next.ASK
                    ? now.plus(Retry.after(event.attempts()))
                    : now;
            settled.add(new Settled(event.id(), standing, reading.attempts(), nextAt, switch (reading.next()) {
                case ASK, ASK_AGAIN -> isWaiting ? SqlInbox.Then.ASK : SqlInbox.Then.NOTHING;
                case KEEP -> SqlInbox.Then.JOIN;
                case NOTHING, WAIT, ERASE -> SqlInbox.Then.NOTHING;
            }));
            if (standing.state() == State.PARKED) {
                told.add(new Event(now, "connection.event_parked", event.from().shop(), null,
                        PublicId.of(PublicId.INBOX_EVENT, event.id()),
                        Map.of("platform", event.from().platform(), "reason", standing.reason())));
            }
        }
        parts.database().inTransaction(connection -> {
            SqlInbox inbox = new SqlInbox(connection);
            inbox.settle(settled);
            for (int i = 0; i < readings.size(); i++) {
                if (readings.get(i).next() == Next.ERASE && standings.get(i).state() == State.DONE) {
                    inbox.eraseJoined(readings.get(i).event().from(), standings.get(i).orderReference());
                }
            }
            if (!told.isEmpty()) {
                parts.events().apply(connection).append(told);
            }
            return null;
        });
    }
}
