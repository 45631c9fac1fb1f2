package centuple.routing;

/**
 * What is asked for one visitor, as far as the decision needs it. Immutable.
 *
 * @param giver the shop that asks
 * @param reason why it cannot or does not want to serve the visitor
 * @param category the product's category in the giver's feed, empty where unknown
 * @param country two capital letters, or empty where unknown
 * @param standing what the giver's own feed says of the product
 */
public record Question(int giver, Reason reason, String category, String country, OwnFeed standing) {

    /** What the giver's own feed says of what is asked for. */
    public enum OwnFeed {
        /** It is not in the feed. */
        ABSENT,
        /** It is in the feed, and this visitor can be served. */
        SERVES,
        /** It is in the feed, and this visitor cannot be served. */
        CANNOT_SERVE
    }
}
