package centuple.shop;

import java.util.List;

/** Port: what happened, as one open transaction writes it. Not thread-safe. */
public interface EventLog {
    /**
     * Adds events, in this order. To be called last in the transaction: positions are drawn under a lock that is held
     * until the commit, so that the order of positions is the order of commits.
     */
    void append(List<Event> events);
}
