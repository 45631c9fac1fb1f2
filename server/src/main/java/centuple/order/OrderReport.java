package centuple.order;

/**
 * One fact on its way in.
 *
 * @param order whose fact it is
 * @param fact what the receiver reported
 */
public record OrderReport(OrderRef order, OrderFact fact) {
    /** The same, as the word of the shop itself when it moves in. */
    public OrderReport movedIn() {
        return fact instanceof OrderFact.Snapshot snapshot
                ? new OrderReport(order, snapshot.with(snapshot.marks().movedIn()))
                : this;
    }
}
