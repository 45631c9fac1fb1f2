package centuple.link.http;

import centuple.link.TargetUrl;
import centuple.platform.http.Idempotency;
import centuple.platform.sql.Database;
import centuple.shop.EventLog;

import java.sql.Connection;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * What the routes of links work with. Thread-safe.
 *
 * @param database where links are; writing goes through an idempotency on the same one
 * @param clock the time
 * @param random for ids and codes: must be secure
 * @param events makes the event log of a transaction
 * @param hosts which hosts a link may lead to at all
 * @param linkBase scheme and host before {@code /r/} in the addresses of links
 */
public record LinkDesk(Database database, InstantSource clock, RandomGenerator random,
        Function<Connection, EventLog> events, TargetUrl.HostRule hosts, String linkBase) {
    Idempotency idempotency() {
        return new Idempotency(database, clock);
    }
}
