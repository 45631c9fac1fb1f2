package centuple.connect.job;

import centuple.connect.ApiCall;
import centuple.connect.Connection;
import centuple.connect.Payload;
import centuple.connect.Platforms;
import centuple.connect.Polled;
import centuple.connect.UnreadableException;
import centuple.connect.inbox.InboxEvent;
import centuple.connect.net.ApiClient;
import centuple.connect.store.SqlInbox;
import centuple.platform.sql.Database;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks a platform for what an event only named, and keeps it with the event. Blocks its caller; thread-safe. */
public final class EventFetch {
    /** The field that holds the answers. */
    private static final String FETCHED = "fetched";

    private final Database database;
    private final ConnectionBook book;
    private final Platforms platforms;
    private final ApiClient api;
    private final InstantSource clock;

    public EventFetch(Database database, ConnectionBook book, Platforms platforms, ApiClient api,
            InstantSource clock) {
        this.database = database;
        this.book = book;
        this.platforms = platforms;
        this.api = api;
        this.clock = clock;
    }

    /** What became of it. */
    sealed interface Outcome {
    }

    /** The event with the answers, as it is kept now. */
    record Whole(Payload body) implements Outcome {
    }

    /** Not now. */
    record Later(String why) implements Outcome {
    }

    /**
     * Asks for all of it, one after the other.
     *
     * @throws UnreadableException when asking again is of no use without a change
     */
    Outcome add(InboxEvent event, Payload body, List<ApiCall> calls) {
        Connection connection = book.find(event.from(), clock.instant())
                .orElseThrow(() -> new UnreadableException("the connection is gone"));
        if (!(platforms.find(event.from().platform()).orElse(null) instanceof Polled platform)
                || connection.apiUrl().isEmpty()) {
            throw new UnreadableException(
                    "the platform only names the order, so its API must be asked: set api_url and credentials");
        }
        List<Object> fetched = new ArrayList<>();
        for (ApiCall call : calls) {
            switch (api.ask(connection, platform, call)) {
                case ApiClient.Answered(var _, Payload answer) -> fetched.add(answer.fields());
                case ApiClient.Failed(String why, var _, boolean isForGood) -> {
                    if (isForGood) {
                        throw new UnreadableException(why);
                    }
                    return new Later(why);
                }
            }
        }
        Map<String, Object> fields = new LinkedHashMap<>(body.fields());
        fields.put(FETCHED, fetched);
        Payload whole = new Payload(fields);
        database.inTransaction(open -> {
            new SqlInbox(open).body(event.id(), InboxJson.write(whole));
            return null;
        });
        return new Whole(whole);
    }
}
