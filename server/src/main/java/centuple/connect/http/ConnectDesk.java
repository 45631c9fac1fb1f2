package centuple.connect.http;

import centuple.connect.Platforms;
import centuple.connect.inbox.InboxEvent.From;
import centuple.connect.store.Seal;
import centuple.platform.http.CommonProblem;
import centuple.platform.http.Idempotency;
import centuple.platform.http.Problem;
import centuple.platform.http.ProblemException;
import centuple.platform.sql.Database;
import centuple.shop.Event;
import centuple.shop.EventLog;

import java.sql.Connection;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * What the routes of connections work with. Thread-safe.
 *
 * @param database where they are; writing goes through an idempotency on the same one
 * @param platforms those there are
 * @param seal closes their secrets
 * @param world time, chance, and what is told
 * @param surface how the exchange is reached
 * @param wake told when parked events wait again
 */
record ConnectDesk(Database database, Platforms platforms, Seal seal, World world, Surface surface, Runnable wake) {
    /**
     * Time, chance, and what is told.
     *
     * @param random for secrets
     * @param events makes the event log of a transaction
     */
    record World(InstantSource clock, RandomGenerator random, Function<Connection, EventLog> events) {
    }

    /**
     * How the exchange is reached.
     *
     * @param publicUrl without a path
     * @param loopback whether a platform may be on this machine, for tests and trials
     */
    record Surface(String publicUrl, boolean loopback) {
    }

    Idempotency idempotency() {
        return new Idempotency(database, world.clock());
    }

    Instant now() {
        return world.clock().instant().truncatedTo(ChronoUnit.MICROS);
    }

    RandomGenerator random() {
        return world.random();
    }

    boolean loopback() {
        return surface.loopback();
    }

    /** Where the messages of a connection are sent. */
    String url(From from) {
        return surface.publicUrl() + "/hooks/" + from.platform() + "/" + from.shop();
    }

    /** Tells the shop of it; the last statement of a transaction, for positions must be drawn last. */
    void tell(Connection connection, String kind, From from, Map<String, Object> data) {
        world.events().apply(connection)
                .append(List.of(new Event(now(), kind, from.shop(), null, from.platform(), data)));
    }

    static ProblemException notFound(String what) {
        return new Problem(CommonProblem.NOT_FOUND, "there is no such " + what).exception();
    }
}
