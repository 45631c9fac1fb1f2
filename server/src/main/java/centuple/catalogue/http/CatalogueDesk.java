package centuple.catalogue.http;

import centuple.platform.http.CommonProblem;
import centuple.platform.http.Idempotency;
import centuple.platform.http.Problem;
import centuple.platform.http.ProblemException;
import centuple.platform.http.Request;
import centuple.platform.sql.Database;
import centuple.shop.Event;
import centuple.shop.EventLog;
import centuple.shop.ShopId;

import java.sql.Connection;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What the routes of feeds and pairs work with. Thread-safe.
 *
 * @param database where they are; writing goes through an idempotency on the same one
 * @param clock the time
 * @param events makes the event log of a transaction
 * @param loopback whether feeds may be on this machine, for tests and trials
 */
public record CatalogueDesk(Database database, InstantSource clock, Function<Connection, EventLog> events,
        boolean loopback) {
    Idempotency idempotency() {
        return new Idempotency(database, clock);
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Tells the shop of it; the last statement of a transaction, for positions must be drawn last. */
    void tell(Connection connection, String kind, ShopId shop, String subject, Map<String, Object> data) {
        events.apply(connection).append(List.of(new Event(now(), kind, shop, null, subject, data)));
    }

    /** The shop whose key it is; {@link ShopId#EXCHANGE} for the operator. */
    static ShopId reader(Request request) {
        return new ShopId(request.caller().account());
    }

    /** The shop whose key it is. The operator has no products. */
    static ShopId shop(Request request) {
        if (request.caller().isOperator()) {
            throw new Problem(CommonProblem.INSUFFICIENT_SCOPE, "use a key of the shop for this").exception();
        }
        return reader(request);
    }

    static ProblemException notFound(String what) {
        return new Problem(CommonProblem.NOT_FOUND, "there is no such " + what).exception();
    }
}
