package centuple.order;

/** Where in the order a token was found; earlier ones are trusted more and break ties. */
public enum FoundIn {
    ORDER_FIELD, CART_ATTRIBUTE, LANDING_URL
}
