package centuple.connect.job;

import centuple.connect.ApiCall;
import centuple.connect.Connection;
import centuple.connect.Payload;
import centuple.connect.Platforms;
import centuple.connect.Polled;
import centuple.connect.UnreadableException;
import centuple.connect.inbox.InboxEvent;
import centuple.connect.net.ApiClient;
import centuple.connect.net.ApiClient.Fault;
import centuple.connect.store.Seal;
import centuple.connect.store.SqlConnections;
import centuple.connect.store.SqlInbox;
import centuple.platform.sql.Database;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks a platform for what an event only named. Blocks its caller; thread-safe. */
public final class EventFetch {
    /** For all questions about one event together. */
    public static final Duration TIME_MAX = Duration.ofSeconds(30);
    /** Bytes of one answer: an order with all that belongs to it. */
    public static final int ANSWER_BYTES_MAX = 4 << 20;
    /** How often an order is asked for that the API says it has not: some tell of an order before it can be had. */
    public static final int MISSING_TRIES_MAX = 4;

    /** The field that holds the answers. */
    static final String FETCHED = "fetched";

    private final Parts parts;

    /** What it works with. */
    public record Parts(Database database, Seal seal, ConnectionBook book, Platforms platforms, ApiClient api,
            InstantSource clock) {
    }

    public EventFetch(Parts parts) {
        this.parts = parts;
    }

    /** What became of it. */
    sealed interface Outcome {
    }

    /** The event with the answers. */
    record Whole(Payload body) implements Outcome {
    }

    /** Not now. */
    record Later(String why) implements Outcome {
    }

    /** Where a platform is asked. */
    private record Asked(Connection connection, Polled platform) {
    }

    /**
     * Whether there is somebody to ask.
     *
     * @throws UnreadableException when there is not
     */
    void check(InboxEvent event) {
        asked(event);
    }

    private Asked asked(InboxEvent event) {
        Connection connection = parts.book().find(event.from(), parts.clock().instant())
                .orElseThrow(() -> new UnreadableException("the connection is gone"));
        if (!(parts.platforms().find(event.from().platform()).orElse(null) instanceof Polled platform)
                || connection.apiUrl().isEmpty()) {
            throw new UnreadableException(
                    "the platform only names the order, so its API must be asked: set api_url and credentials");
        }
        return new Asked(connection, platform);
    }

    /**
     * Asks for all of it, one after the other. What the API says of itself, such as that we shall wait, counts for all
     * that its connection would ask.
     *
     * @throws UnreadableException when asking again is of no use without a change
     */
    Outcome add(InboxEvent event, Payload body, List<ApiCall> calls) {
        Instant begun = parts.clock().instant();
        long deadline = System.nanoTime() + TIME_MAX.toNanos();
        Asked asked = asked(event);
        List<Object> fetched = new ArrayList<>();
        for (ApiCall call : calls) {
            switch (ask(asked, call, Duration.ofNanos(deadline - System.nanoTime()))) {
                case ApiClient.Answered(var _, Payload answer) -> fetched.add(answer.fields());
                case ApiClient.Failed(Fault fault, String why, Duration pause) -> {
                    if (pause.isPositive() && !Thread.currentThread().isInterrupted()) {
                        pause(event.from(), begun, pause, why);
                    }
                    if (isOfNoUse(fault, event.attempts())) {
                        throw new UnreadableException(why);
                    }
                    return new Later(why);
                }
            }
        }
        Map<String, Object> fields = new LinkedHashMap<>(body.fields());
        fields.put(FETCHED, fetched);
        Payload whole = new Payload(fields);
        if (InboxJson.write(whole).length() > InboxEvent.BODY_CHARS_MAX) {
            throw new UnreadableException("what would be kept of the order is longer than " + InboxEvent.BODY_CHARS_MAX
                    + " characters; report it by POST /v1/orders");
        }
        return new Whole(whole);
    }

    /** Credentials may be set anew, and until then the API is left alone. */
    private static boolean isOfNoUse(Fault fault, int attempts) {
        return switch (fault) {
            case AWAY, CLOSED, OVERTAXED, UNREADABLE -> false;
            case MISSING -> attempts >= MISSING_TRIES_MAX;
            case TOO_LARGE -> true;
        };
    }

    private ApiClient.Outcome ask(Asked asked, ApiCall call, Duration left) {
        return left.toMillis() > 0
                ? parts.api().ask(asked.connection(), asked.platform(), call,
                        new ApiClient.Limits(ANSWER_BYTES_MAX, left))
                : new ApiClient.Failed(Fault.AWAY, "the API answers too slowly", ApiClient.WAIT_USUAL);
    }

    /** Keeps the answers with the event, so that they are not asked for twice. */
    void keep(InboxEvent event, Payload whole) {
        parts.database().inTransaction(open -> {
            new SqlInbox(open).body(event.id(), InboxJson.write(whole));
            return null;
        });
    }

    private void pause(InboxEvent.From from, Instant begun, Duration pause, String why) {
        parts.database().inTransaction(open -> {
            new SqlConnections(open, parts.seal()).pause(from, begun,
                    new SqlConnections.Pause(parts.clock().instant().plus(pause), why));
            return null;
        });
    }
}
