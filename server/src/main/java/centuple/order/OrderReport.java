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
}
