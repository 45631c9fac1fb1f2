package centuple.commission;

import centuple.ledger.Transfer;
import centuple.order.OrderFacts;
import centuple.shop.Event;

import java.time.Instant;
import java.util.List;

/** Port: what else stands on orders and changes with them, as the transaction that books them sees it. */
@FunctionalInterface
public interface OrderFollower {
    /**
     * Writes what follows, but not its transfers and events: these go with those of the orders.
     *
     * @param moved orders of which something new was reported, locked
     * @param now the time of the postings
     */
    Followed follow(List<Moved> moved, Instant now);

    /**
     * An order of which something new was reported.
     *
     * @param facts all that was reported
     * @param books what is booked for it now
     * @param clickOrders how many orders the click it is paid for is paid for, it and all of its group counted; 0 where
     * it is paid for none
     */
    record Moved(OrderFacts facts, OrderBooks books, int clickOrders) {
    }

    /** What is to be booked and told beside the orders. */
    record Followed(List<Transfer> transfers, List<Event> events) {
        public static final Followed NOTHING = new Followed(List.of(), List.of());

        public Followed {
            transfers = List.copyOf(transfers);
            events = List.copyOf(events);
        }
    }
}
