package centuple.order;

/**
 * One fact on its way in.
 *
 * @param order whose fact it is
 * @param fact what the receiver reported
 */
public record OrderReport(OrderRef order, OrderFact fact) {
    /** The same, told by another. */
    public OrderReport from(Source teller) {
        return new OrderReport(order, fact.from(teller));
    }

    /** The same, as the word of the shop itself when it moves in. */
    public OrderReport movedIn() {
        OrderFact word = fact instanceof OrderFact.Snapshot snapshot ? snapshot.with(snapshot.marks().movedIn()) : fact;
        return new OrderReport(order, word.from(Source.MOVED_IN));
    }
}
