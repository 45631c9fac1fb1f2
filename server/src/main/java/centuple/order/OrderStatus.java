package centuple.order;

/** Where an order stands at its receiver. Only a paid order books. */
public enum OrderStatus {
    PLACED, PAID, CANCELLED
}
