package centuple.notify.store;

import centuple.shop.ShopId;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Port: the events a shop may read, in the order of their commits; the same that {@code /v1/events} shows it. */
@FunctionalInterface
public interface EventPages {
    /** Those behind a position, at most so many. */
    List<Seen> after(Connection connection, ShopId reader, long position, int countMax) throws SQLException;

    /**
     * An event.
     *
     * @param position its place in the order of commits
     * @param at when
     * @param kind what
     * @param subject the public id of the thing it is about
     * @param dataJson more, as a JSON object
     */
    record Seen(long position, Instant at, String kind, String subject, String dataJson) {
    }
}
