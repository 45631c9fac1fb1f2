package centuple.routing;

import java.util.Locale;

/**
 * Why a partner is not asked for a visitor: a closed set, in the order in which it is looked at. The first two concern
 * the question and with it every partner.
 */
public enum Ineligible {
    /** The product is not in the giver's own feed: nobody learns by asking what others sell. */
    NOT_IN_OWN_FEED,
    /** By its own feed the giver can serve this visitor. */
    GIVER_CAN_SERVE,
    /** The partner's feed has nothing for it in stock that is delivered to the visitor's country. */
    NOT_IN_STOCK_THERE,
    /** So many of the partner's products were shown to this giver today that it is shown no others of them. */
    SHOWN_ENOUGH,
    /** The partner's page is not on a host it has proven to own, or not where its terms allow links to lead. */
    PAGE_NOT_PROVEN,
    /** The pair has no terms in force. */
    NO_TERMS,
    /** Giving to this partner is paused: the line is reached, or one of the two shops paused it. */
    PAIR_PAUSED,
    /** The cap of the terms is used up. */
    CAP_REACHED,
    /** The partner is not expected to return more than such a visitor is worth to the giver. */
    NOT_WORTH_IT,
    /** The throttle leaves nothing of the partner's share. */
    THROTTLED,
    /** Another partner has the product itself, this one only something like it. */
    ANOTHER_HAS_IT;

    /** How many there are. */
    public static final int COUNT = values().length;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** As it is written in answers: {@code pair_paused}. */
    public String wire() {
        return wire;
    }
}
