package centuple.notify.store;

import centuple.notify.Attempt;
import centuple.notify.Delivery;
import centuple.notify.DeliveryState;
import centuple.notify.Endpoint;
import centuple.notify.EndpointState;
import centuple.notify.Outcome;
import centuple.shop.Event;
import centuple.shop.EventLog;
import centuple.shop.PublicId;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What an endpoint is sent next, and what follows from how that went. A message is a row before it is sent, and the
 * cursor moves in the transaction that writes it: a process that dies in between sends it again under the same id.
 * Thread-safe.
 */
public final class DeliveryQueue {
    /** A turn that shows no life for so long goes to somebody else; a message never takes as long. */
    public static final Duration TURN_HELD = Duration.ofSeconds(45);
    /** Events read at a time. */
    static final int EVENTS_PER_PAGE = 200;
    /** Events nobody wants that are passed over in one transaction: this many pages. */
    static final int PAGES_MAX = 50;

    private final EventPages events;
    private final Function<Connection, EventLog> log;
    private final Supplier<UUID> ids;

    /**
     * @param log makes the event log of a transaction
     * @param ids of messages, which ascend, so that a list shows them in the order of their making
     */
    public DeliveryQueue(EventPages events, Function<Connection, EventLog> log, Supplier<UUID> ids) {
        this.events = events;
        this.log = log;
        this.ids = ids;
    }

    /**
     * A message that is to be sent now.
     *
     * @param event what it tells; null for a ping
     */
    public record Due(Endpoint endpoint, Delivery delivery, EventPages.@Nullable Seen event) {
    }

    /** Takes the turns of endpoints that have something to be sent, at most so many; the names of the turns. */
    public List<UUID> claim(Connection connection, int countMax, Instant now) throws SQLException {
        return new SqlEndpoints(connection).claim(countMax, now, TURN_HELD);
    }

    /** The next message of a turn. Where there is none, the turn ends. */
    public Optional<Due> next(Connection connection, UUID claim, Instant now) throws SQLException {
        SqlEndpoints endpoints = new SqlEndpoints(connection);
        Optional<Endpoint> endpoint = endpoints.hold(claim, TURN_HELD);
        if (endpoint.isEmpty()) {
            return Optional.empty();
        }
        Optional<Due> due = next(connection, endpoint.get(), now);
        if (due.isEmpty()) {
            endpoints.release(claim);
        }
        return due;
    }

    private Optional<Due> next(Connection connection, Endpoint endpoint, Instant now) throws SQLException {
        SqlDeliveries deliveries = new SqlDeliveries(connection);
        Optional<Delivery> found = deliveries.extra(endpoint.id());
        boolean told = endpoint.state() == EndpointState.ACTIVE && !endpoint.nextAt().isAfter(now);
        if (found.isEmpty() && told) {
            found = deliveries.head(endpoint.id());
            if (found.isEmpty()) {
                return advance(connection, endpoint, now);
            }
        }
        if (found.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Due(endpoint, found.get(), event(connection, endpoint, found.get().what().position())));
    }

    /** Moves the cursor to the next event that is wanted, and makes a message of it. */
    private Optional<Due> advance(Connection connection, Endpoint endpoint, Instant now) throws SQLException {
        long position = endpoint.position();
        for (int pages = 1; pages <= PAGES_MAX; pages++) {
            List<EventPages.Seen> page = events.after(connection, endpoint.shop(), position, EVENTS_PER_PAGE);
            for (EventPages.Seen event : page) {
                position = event.position();
                if (endpoint.target().filter().wants(event.kind())) {
                    Delivery delivery = new Delivery(ids.get(), endpoint.id(),
                            new Delivery.What(position, event.kind(), event.at()), true, DeliveryState.WAITING,
                            Delivery.Tries.NONE, now);
                    new SqlDeliveries(connection).insert(delivery);
                    new SqlEndpoints(connection).move(endpoint.id(), position);
                    return Optional.of(new Due(endpoint, delivery, event));
                }
            }
            if (page.size() < EVENTS_PER_PAGE) {
                break;
            }
        }
        if (position > endpoint.position()) {
            new SqlEndpoints(connection).move(endpoint.id(), position);
        }
        return Optional.empty();
    }

    private EventPages.@Nullable Seen event(Connection connection, Endpoint endpoint, @Nullable Long position)
            throws SQLException {
        if (position == null) {
            return null;
        }
        return events.after(connection, endpoint.shop(), position - 1, 1).stream()
                .filter(event -> event.position() == position).findFirst()
                .orElseThrow(() -> new IllegalStateException("the event of a delivery is gone: " + position));
    }

    /**
     * Writes how an attempt went, and what is next.
     *
     * @param goOn whether the turn goes on; it ends otherwise
     */
    public Optional<Due> settle(Connection connection, UUID claim, Tried tried, boolean goOn) throws SQLException {
        SqlEndpoints endpoints = new SqlEndpoints(connection);
        Due due = tried.due();
        Optional<Endpoint> current = endpoints.lock(due.endpoint().shop(), due.endpoint().id());
        if (current.isEmpty()) {
            return Optional.empty();
        }
        boolean written = new SqlDeliveries(connection).tried(due.delivery(), state(tried.outcome()), tried.attempt(),
                tried.at());
        if (written && due.delivery().inOrder()) {
            follow(endpoints, current.get(), tried);
        }
        Optional<Due> next = Optional.empty();
        if (goOn) {
            next = next(connection, claim, tried.at());
        } else {
            endpoints.release(claim);
        }
        if (written && tried.outcome() instanceof Outcome.Disable(Outcome.Reason reason)) {
            log.apply(connection).append(List.of(disabled(tried, reason)));
        }
        return next;
    }

    /** A message was tried. */
    public record Tried(Due due, Attempt attempt, Outcome outcome, Instant at) {
    }

    private static DeliveryState state(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Delivered _ -> DeliveryState.DELIVERED;
            case Outcome.Failed _ -> DeliveryState.FAILED;
            case Outcome.Retry _,Outcome.Disable _ -> DeliveryState.WAITING;
        };
    }

    private static void follow(SqlEndpoints endpoints, Endpoint endpoint, Tried tried) throws SQLException {
        switch (tried.outcome()) {
            case Outcome.Delivered _ -> {
                if (endpoint.state() == EndpointState.ACTIVE && !endpoint.problem().isEmpty()) {
                    endpoints.wait(endpoint.id(), tried.at(), "");
                }
            }
            case Outcome.Retry(Instant at) -> endpoints.wait(endpoint.id(), at, tried.attempt().error());
            case Outcome.Disable(Outcome.Reason reason) -> endpoints.state(endpoint.id(), EndpointState.DISABLED,
                    reason.words());
            case Outcome.Failed _ -> throw new IllegalStateException("an event in order is tried more than once");
        }
    }

    /** Ends turns, so that others can take them at once. */
    public void release(Connection connection, UUID... claims) throws SQLException {
        new SqlEndpoints(connection).release(claims);
    }

    private static Event disabled(Tried tried, Outcome.Reason reason) {
        Delivery delivery = tried.due().delivery();
        Map<String, Object> data = new HashMap<>();
        data.put("reason", reason.name().toLowerCase(Locale.ROOT));
        data.put("words", reason.words());
        data.put("error", tried.attempt().error());
        data.put("attempts", delivery.tries().count() + 1);
        data.put("delivery", PublicId.of(PublicId.MESSAGE, delivery.id()));
        data.put("event_kind", delivery.what().kind());
        return new Event(tried.at(), "webhook.disabled", tried.due().endpoint().shop(), null,
                PublicId.of(PublicId.WEBHOOK, delivery.endpoint()), data);
    }
}
