package centuple.commission;

/** Something about an order that a person should look at; none of them stops the books. */
public enum OrderFlag {
    /** More was refunded than was bought; the target stops at zero. */
    REFUND_BEYOND_ORDER,
    /** A refund waits: it is in another currency and names neither line nor quantity. */
    REFUND_IN_OTHER_CURRENCY,
    /** A refund waits: it names a line that the order does not have. */
    REFUND_OF_UNKNOWN_LINE,
    /** The order's discount is more than its lines. */
    DISCOUNT_BEYOND_ORDER,
    /** The pair's cap cut the commission. */
    CAPPED,
    /** The order is in another currency than its terms, and nothing is converted: flat rates and capped terms pay 0. */
    TERMS_IN_OTHER_CURRENCY
}
