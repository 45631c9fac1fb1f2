package centuple.commission;

import centuple.order.StoredOrder;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Port: what is booked for orders, and the limits they share, as one open transaction sees them. Not thread-safe. */
public interface CommissionStore {
    /** The books of these orders, whose rows the transaction has locked; of one not decided on yet they are empty. */
    Map<UUID, OrderBooks> load(Collection<StoredOrder> orders);

    /**
     * Locks orders with pending amounts whose hold is over, leaving out those locked by others, and returns them in no
     * order: of more than so many those that wait longest.
     */
    List<OrderBooks> ripe(Instant now, int ordersMax);

    /** Locks what the decisions may draw on, clicks first, each kind in its order, and returns how far it is used. */
    Allowances lock(Candidates candidates);

    /** Writes books, meters and orders per click of decisions made on what was loaded; not their transfers. */
    void save(List<CommissionDecision> decisions);
}
