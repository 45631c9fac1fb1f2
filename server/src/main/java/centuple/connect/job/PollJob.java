package centuple.connect.job;

import centuple.connect.Connection;
import centuple.connect.Notice;
import centuple.connect.Payload;
import centuple.connect.Platforms;
import centuple.connect.Polled;
import centuple.connect.Signature;
import centuple.connect.UnreadableException;
import centuple.connect.inbox.InboxEvent;
import centuple.connect.net.ApiClient;
import centuple.connect.store.Seal;
import centuple.connect.store.SqlConnections;
import centuple.connect.store.SqlConnections.Known;
import centuple.connect.store.SqlConnections.Polling;
import centuple.connect.store.SqlInbox;
import centuple.platform.sql.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Asks platforms for the orders that changed since the last time, for messages can be missed: WooCommerce gives up
 * after five failures, Shopify after eight. What is found goes into the inbox like a message and is mapped by the same
 * code. Connections are asked side by side, so that a slow platform holds up no other shop. For one thread.
 */
public final class PollJob implements AutoCloseable {
    /** From one round of a connection to the next. */
    public static final Duration EVERY = Duration.ofMinutes(5);
    /** Pages of one round; more are asked for in the next, soon after. */
    public static final int PAGES_MAX = 20;
    /** Connections asked at once. */
    public static final int CONNECTIONS_MAX = 16;
    /** How far a round looks back behind the last one: a platform may list a change some seconds after its time. */
    public static final Duration OVERLAP = Duration.ofMinutes(2);

    private static final Duration HELD = Duration.ofMinutes(15);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(PollJob.class);

    private final Parts parts;
    private final Semaphore free = new Semaphore(CONNECTIONS_MAX);
    private final ExecutorService threads = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("order-poll-", 0).factory());

    /**
     * What it works with.
     *
     * @param ids ascending
     * @param wake told when something was found
     */
    public record Parts(Database database, Seal seal, Platforms platforms, ApiClient api, Supplier<UUID> ids,
            Runnable wake, InstantSource clock) {
    }

    public PollJob(Parts parts) {
        this.parts = parts;
    }

    /** Begins to ask those that are due, as many as are free, and waits for none. */
    public void look() {
        int room = free.drainPermits();
        if (room == 0) {
            return;
        }
        int begun = 0;
        try {
            for (Known known : due(room)) {
                threads.execute(() -> ask(known));
                begun++;
            }
        } finally {
            free.release(room - begun);
        }
    }

    private void ask(Known known) {
        try {
            if (parts.platforms().find(known.connection().platform()).orElse(null) instanceof Polled platform) {
                round(known, platform);
            }
        } catch (RuntimeException failure) {
            LOG.warn("orders of {} on {} could not be asked for; they are within {}", known.connection().shop(),
                    known.connection().platform(), HELD, failure);
            note(known);
        } finally {
            free.release();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void note(Known known) {
        try {
            write(known, List.of(), new Polling(new Polled.Cursor(known.polling().cursor().since(), ""),
                    now().plus(EVERY), "the answer of the API could not be taken; the exchange's log tells more"));
        } catch (RuntimeException away) {
            LOG.debug("nor could that be noted", away);
        }
    }

    private List<Known> due(int countMax) {
        List<String> polled = parts.platforms().all().stream().filter(Polled.class::isInstance)
                .map(platform -> platform.name()).toList();
        return parts.database().inTransaction(connection -> new SqlConnections(connection, parts.seal())
                .duePolls(polled, parts.clock().instant(), HELD, countMax));
    }

    private void round(Known known, Polled platform) {
        Polled.Cursor cursor = known.polling().cursor();
        for (int pages = 0; pages < PAGES_MAX; pages++) {
            switch (ask(known.connection(), platform, cursor)) {
                case ApiClient.Failed(String why, Duration wait, var _) -> {
                    // A page that cannot be had any more is not asked for again: its round begins anew.
                    Polled.Cursor anew = new Polled.Cursor(cursor.since(), "");
                    write(known, List.of(), new Polling(anew, now().plus(longer(wait, EVERY)), why));
                    return;
                }
                case ApiClient.Answered(var headers, Payload body) -> {
                    Polled.Page page;
                    try {
                        page = platform.read(headers, body, cursor);
                    } catch (UnreadableException e) {
                        write(known, List.of(), new Polling(cursor, now().plus(EVERY), e.getMessage()));
                        return;
                    }
                    cursor = inTime(page.next());
                    write(known, page.events(),
                            new Polling(cursor, now().plus(page.isLast() ? EVERY : SOON), ""));
                    if (page.isLast()) {
                        return;
                    }
                }
            }
        }
    }

    /** Orders that say they changed in the future do not make the orders until then go unseen. */
    private Polled.Cursor inTime(Polled.Cursor next) {
        Instant now = now();
        return next.since().isAfter(now) ? new Polled.Cursor(now, next.page()) : next;
    }

    private ApiClient.Outcome ask(Connection connection, Polled platform, Polled.Cursor cursor) {
        Polled.Cursor from = cursor.page().isEmpty()
                ? new Polled.Cursor(cursor.since().minus(OVERLAP), "")
                : cursor;
        return parts.api().ask(connection, platform, platform.call(from));
    }

    /** Events and cursor together: what was seen is not skipped, and what was not is asked for again. */
    private void write(Known known, List<Polled.Seen> seen, Polling polling) {
        Connection connection = known.connection();
        Instant now = now();
        List<SqlInbox.Arrival> arrivals = new ArrayList<>();
        for (Polled.Seen one : seen) {
            String body = InboxJson.write(one.body());
            byte[] digest = Signature.digest(Signature.utf8(body));
            Notice notice = one.notice();
            arrivals.add(new SqlInbox.Arrival(new InboxEvent(parts.ids().get(),
                    new InboxEvent.From(connection.shop(), connection.platform()), notice, body, true, 0, now,
                    InboxEvent.Standing.WAITING), digest));
        }
        int added = parts.database().inTransaction(open -> {
            int count = arrivals.isEmpty() ? 0 : new SqlInbox(open).add(arrivals).size();
            new SqlConnections(open, parts.seal()).polled(connection.shop(), connection.platform(), polling);
            return count;
        });
        if (!polling.problem().isEmpty()) {
            LOG.info("orders of {} on {} could not be asked for: {}", connection.shop(), connection.platform(),
                    polling.problem());
        }
        if (added > 0) {
            parts.wake().run();
        }
    }

    private Instant now() {
        return parts.clock().instant();
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
