package centuple.connect.job;

import centuple.connect.Platforms;
import centuple.connect.Polled;
import centuple.connect.net.ApiClient;
import centuple.connect.store.Seal;
import centuple.connect.store.SqlConnections;
import centuple.connect.store.SqlConnections.Known;
import centuple.connect.store.SqlConnections.Polling;
import centuple.platform.sql.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.InstantSource;
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
    /** Questions of one round; more are asked in the next, soon after. */
    public static final int QUESTIONS_MAX = 20;
    /** Time after which a round asks nothing more before others had their turn. */
    public static final Duration ROUND_TIME_MAX = Duration.ofMinutes(1);
    /** For one question. */
    public static final Duration QUESTION_TIME_MAX = Duration.ofSeconds(30);
    /** Bytes of one page; a larger one is asked for in smaller parts. */
    public static final int PAGE_BYTES_MAX = 8 << 20;
    /** Connections asked at once. */
    public static final int CONNECTIONS_MAX = 16;
    /** How far a round looks back behind the last one: a platform may list a change some seconds after its time. */
    public static final Duration OVERLAP = Duration.ofMinutes(2);

    /** Longer than a round takes, with a page that is made smaller at its end. */
    private static final Duration HELD = Duration.ofMinutes(5);
    private static final Logger LOG = LoggerFactory.getLogger(PollJob.class);

    private final Parts parts;
    private final Semaphore free = new Semaphore(CONNECTIONS_MAX);
    private final ExecutorService threads = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("order-poll-", 0).factory());
    private final PageSizes sizes = new PageSizes();

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
                new PollRound(parts, known, platform, sizes).run();
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
            Polling anew = new Polling(new Polled.Cursor(known.polling().cursor().since(), ""),
                    parts.clock().instant().plus(EVERY),
                    "the answer of the API could not be taken; the exchange's log tells more");
            parts.database().inTransaction(
                    connection -> new SqlConnections(connection, parts.seal()).polled(known, anew));
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
}
