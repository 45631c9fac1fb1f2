package centuple.order;

/**
 * One fact on its way in.
 *
 * @param order whose fact it is
 * @param fact what the receiver reported
 */
public record OrderReport(OrderRef order, OrderFact fact) {
}
