package centuple.notify.http;

import centuple.notify.Endpoint;
import centuple.notify.SigningSecrets;
import centuple.notify.store.SqlEndpoints;
import centuple.platform.http.CommonProblem;
import centuple.platform.http.Conflict;
import centuple.platform.http.Idempotency;
import centuple.platform.http.Problem;
import centuple.platform.http.ProblemException;
import centuple.platform.http.Request;
import centuple.platform.sql.Database;
import centuple.shop.Event;
import centuple.shop.EventLog;
import centuple.shop.PublicId;
import centuple.shop.Refusal;
import centuple.shop.Scope;
import centuple.shop.ShopId;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * What the routes of webhooks work with. Thread-safe.
 *
 * @param database where they are; writing goes through an idempotency on the same one
 * @param clock the time
 * @param random for ids
 * @param events makes the event log of a transaction
 * @param secrets of all endpoints
 * @param loopback whether an endpoint may be on this machine, for tests and trials
 */
public record WebhookDesk(Database database, InstantSource clock, RandomGenerator random,
        Function<Connection, EventLog> events, SigningSecrets secrets, boolean loopback) {
    Idempotency idempotency() {
        return new Idempotency(database, clock);
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Tells the shop of it; the last statement of a transaction, for positions must be drawn last. */
    void tell(Connection connection, String kind, ShopId shop, UUID endpoint, Map<String, Object> data) {
        events.apply(connection).append(
                List.of(new Event(now(), kind, shop, null, PublicId.of(PublicId.WEBHOOK, endpoint), data)));
    }

    /** The shop whose key it is; {@link ShopId#EXCHANGE} for the operator. */
    static ShopId reader(Request request) {
        return new ShopId(request.caller().account());
    }

    /** The shop whose key it is. The operator has no endpoints. */
    static ShopId shop(Request request) {
        if (request.caller().isOperator()) {
            throw new Problem(CommonProblem.INSUFFICIENT_SCOPE, "use a key of the shop for this").exception();
        }
        return reader(request);
    }

    /** The same, where events are led somewhere: nobody may so read what his key does not show. */
    static ShopId shopThatReadsEvents(Request request) {
        if (!request.caller().scopes().contains(Scope.LEDGER_READ.wire())) {
            throw new Problem(CommonProblem.INSUFFICIENT_SCOPE,
                    "events are read with ledger:read, so the key needs that too").exception();
        }
        return shop(request);
    }

    static UUID id(Request request) {
        return PublicId.parse(PublicId.WEBHOOK, request.path("id")).orElseThrow(() -> notFound("webhook"));
    }

    Endpoint lock(Connection connection, ShopId shop, UUID id) throws SQLException {
        return new SqlEndpoints(connection).lock(shop, id).orElseThrow(() -> notFound("webhook"));
    }

    static ProblemException notFound(String what) {
        return new Problem(CommonProblem.NOT_FOUND, "there is no such " + what).exception();
    }

    static ProblemException refused(Refusal reason, String detail) {
        return new Problem(new Conflict(reason.name(), reason.explanation()), detail).exception();
    }
}
