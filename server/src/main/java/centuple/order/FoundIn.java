package centuple.order;

/**
 * Where in the order a token was found; earlier ones are trusted more and break ties. The last two are what a shopping
 * agent brought along with its checkout, at its end or at its beginning.
 */
public enum FoundIn {
    ORDER_FIELD, CART_ATTRIBUTE, LANDING_URL, AGENT_LAST, AGENT_FIRST
}
