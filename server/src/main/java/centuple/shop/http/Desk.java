package centuple.shop.http;

import centuple.platform.http.Answer;
import centuple.platform.http.CommonProblem;
import centuple.platform.http.Conflict;
import centuple.platform.http.Idempotency;
import centuple.platform.http.Problem;
import centuple.platform.http.ProblemException;
import centuple.platform.http.Request;
import centuple.platform.sql.ControlVersion;
import centuple.platform.sql.Database;
import centuple.platform.sql.SqlFunction;
import centuple.shop.Decision;
import centuple.shop.Event;
import centuple.shop.Refusal;
import centuple.shop.ShopId;
import centuple.shop.store.SqlEventLog;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * What all routes of the control plane work with. Thread-safe.
 *
 * @param database for reading
 * @param idempotency for writing
 * @param clock the time
 * @param random for ids, secrets and challenges: must be secure
 */
public record Desk(Database database, Idempotency idempotency, InstantSource clock, RandomGenerator random) {
    /** With idempotency on the same database and clock. */
    public static Desk of(Database database, InstantSource clock, RandomGenerator random) {
        return new Desk(database, new Idempotency(database, clock), clock, random);
    }

    /** Now, as exact as the database keeps it. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Reads in one transaction that sees one moment. */
    <T> T read(SqlFunction<Connection, T> work) {
        return database.read(work);
    }

    /** Changes the control plane, once for each idempotency key; servers on this database then follow. */
    Answer change(Request request, SqlFunction<Connection, Answer> work) {
        return change(request, work, UnaryOperator.identity());
    }

    Answer change(Request request, SqlFunction<Connection, Answer> work, UnaryOperator<Answer> kept) {
        return idempotency.run(request, work, kept);
    }

    /** Ends a change: the version first, then the events, whose positions must be drawn last. */
    static void finish(Connection connection, List<Event> events) throws SQLException {
        ControlVersion.bump(connection);
        new SqlEventLog(connection).append(events);
    }

    /** What was decided. A refusal ends the request and rolls back. */
    static <T> Decision.Made<T> granted(Decision<T> decision) {
        return switch (decision) {
            case Decision.Made<T> made -> made;
            case Decision.Refused<T>(Refusal reason) -> throw refused(reason, reason.explanation());
        };
    }

    static ProblemException refused(Refusal reason, String detail) {
        return new Problem(new Conflict(reason.name(), reason.explanation()), detail).exception();
    }

    /** The answer to a thing that is not there, or not for this reader to know of. */
    static ProblemException notFound(String what) {
        return new Problem(CommonProblem.NOT_FOUND, "there is no such " + what).exception();
    }

    /** The shop whose key it is; {@link ShopId#EXCHANGE} for the operator, who reads everything. */
    static ShopId reader(Request request) {
        return new ShopId(request.caller().account());
    }

    /** The shop whose key it is. The operator has no shop, so it cannot act as one. */
    static ShopId shop(Request request) {
        if (request.caller().isOperator()) {
            throw new Problem(CommonProblem.INSUFFICIENT_SCOPE, "use a key of the shop for this").exception();
        }
        return reader(request);
    }
}
