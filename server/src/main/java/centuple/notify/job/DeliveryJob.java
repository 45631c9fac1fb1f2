package centuple.notify.job;

import centuple.notify.Attempt;
import centuple.notify.Delivery;
import centuple.notify.Endpoint;
import centuple.notify.Outcome;
import centuple.notify.SigningSecrets;
import centuple.notify.store.DeliveryQueue;
import centuple.notify.store.SqlDeliveries;
import centuple.platform.net.OutboundPost;
import centuple.platform.sql.Database;
import centuple.shop.PublicId;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Sends to endpoints what is due: events one after the other, several endpoints at once. Any number of servers may do
 * so on one database; an endpoint is in the turn of one of them at a time. No connection to the database is held while
 * a receiver is waited for. Thread-safe.
 */
public final class DeliveryJob implements AutoCloseable, MeterBinder {
    /** Endpoints sent to at once by one server. */
    public static final int AT_ONCE = 16;
    /** For one attempt, all in all. */
    public static final Duration ATTEMPT_TIME = Duration.ofSeconds(15);

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryJob.class);
    /** After that an endpoint with more to be sent waits for its next turn. */
    private static final Duration TURN_TIME = Duration.ofSeconds(10);
    private static final long STOP_MILLIS_MAX = 2_000;
    private static final String AGENT = "Centuple (webhook)";

    private final Parts parts;
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final Set<UUID> turns = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private volatile String problem = "";
    private volatile boolean moreWait;
    private volatile boolean stopping;

    /**
     * What it works with.
     *
     * @param database where endpoints and deliveries are
     * @param queue what is next
     * @param post sends; an attempt must end long before {@link DeliveryQueue#TURN_HELD}
     * @param secrets sign
     * @param clock the time
     * @param random for waits
     */
    public record Parts(Database database, DeliveryQueue queue, OutboundPost post, SigningSecrets secrets,
            InstantSource clock, RandomGenerator random) {
    }

    public DeliveryJob(Parts parts) {
        this.parts = parts;
    }

    /**
     * How it goes.
     *
     * @param delivered messages taken by their receivers since the start
     * @param failed attempts that were not
     * @param sending endpoints in turn now
     * @param problem the last trouble of the exchange's own, such as a lost database; empty where all is well
     */
    public record State(long delivered, long failed, int sending, String problem) {
    }

    public State state() {
        return new State(delivered.get(), failed.get(), turns.size(), problem);
    }

    /** Begins the turns of endpoints that have something to be sent, as many as are free, and waits for none. */
    public void look() {
        int room = stopping ? 0 : free.drainPermits();
        if (room == 0) {
            return;
        }
        int begun = 0;
        try {
            List<UUID> claims = parts.database()
                    .inTransaction(connection -> parts.queue().claim(connection, room, now()));
            turns.addAll(claims);
            moreWait = claims.size() == room;
            for (UUID claim : claims) {
                threads.execute(() -> turnAndLook(claim));
                begun++;
            }
            problem = "";
        } catch (RejectedExecutionException stopped) {
            LOG.debug("it ends, so no further turn begins", stopped);
        } catch (RuntimeException failure) {
            problem = "what is to be sent could not be found out: " + failure.getMessage();
            throw failure;
        } finally {
            free.release(room - begun);
        }
    }

    /** Drops deliveries that were kept long enough. */
    public int forget() {
        Instant before = now().minus(Endpoint.DELIVERIES_KEPT);
        return parts.database().inTransaction(connection -> new SqlDeliveries(connection).drop(before));
    }

    private void turn(UUID claim) {
        try {
            long deadline = System.nanoTime() + TURN_TIME.toNanos();
            Optional<DeliveryQueue.Due> due = parts.database()
                    .inTransaction(connection -> parts.queue().next(connection, claim, now()));
            while (due.isPresent() && !stopping) {
                DeliveryQueue.Tried tried = attempt(due.get());
                if (stopping && !tried.attempt().isGood()) {
                    return; // cut off by our own end: not the receiver's fault
                }
                boolean goOn = !stopping && System.nanoTime() - deadline < 0;
                due = parts.database()
                        .inTransaction(connection -> parts.queue().settle(connection, claim, tried, goOn));
            }
        } catch (RuntimeException failure) {
            problem = "a delivery could not be written down: " + failure.getMessage();
            LOG.warn("a turn of deliveries ended early; it is taken up again within {}", DeliveryQueue.TURN_HELD,
                    failure);
        } finally {
            if (!stopping) {
                turns.remove(claim);
            }
            free.release();
        }
    }

    /** Where more endpoints wait than were free, the next does not wait for the next look. */
    private void turnAndLook(UUID claim) {
        turn(claim);
        if (moreWait) {
            look();
        }
    }

    private DeliveryQueue.Tried attempt(DeliveryQueue.Due due) {
        Instant sentAt = now();
        Delivery delivery = due.delivery();
        String id = PublicId.of(PublicId.MESSAGE, delivery.id());
        byte[] body = MessageText.of(due);
        Map<String, String> headers = Map.of("Content-Type", "application/json", "User-Agent", AGENT, "webhook-id", id,
                "webhook-timestamp", Long.toString(sentAt.getEpochSecond()), "webhook-signature",
                parts.secrets().signatures(due.endpoint(), id, sentAt, body));
        Attempt attempt = switch (parts.post().post(due.endpoint().target().url(), headers, body)) {
            case OutboundPost.Answered(int status) -> Attempt.answered(status);
            case OutboundPost.Failed(String why) -> Attempt.unanswered(why);
        };
        if (attempt.isGood()) {
            delivered.incrementAndGet();
        } else {
            failed.incrementAndGet();
            LOG.debug("{} of {} was not taken: {}", id, delivery.endpoint(), attempt.error());
        }
        Instant now = now();
        return new DeliveryQueue.Tried(due, attempt, Outcome.of(delivery, attempt, now, parts.random()), now);
    }

    private Instant now() {
        return parts.clock().instant().truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("centuple.webhooks.delivered", delivered, AtomicLong::doubleValue).register(registry);
        FunctionCounter.builder("centuple.webhooks.failed", failed, AtomicLong::doubleValue).register(registry);
        Gauge.builder("centuple.webhooks.sending", turns, Set::size).register(registry);
    }

    /** Ends; turns that go on are cut off after two seconds, and all are handed back so that nobody waits for them. */
    @Override
    public void close() throws InterruptedException {
        stopping = true;
        threads.shutdown();
        if (!threads.awaitTermination(STOP_MILLIS_MAX, TimeUnit.MILLISECONDS)) {
            threads.shutdownNow();
        }
        UUID[] left = turns.toArray(UUID[]::new);
        if (left.length > 0) {
            parts.database().inTransaction(connection -> {
                parts.queue().release(connection, left);
                return null;
            });
        }
    }
}
