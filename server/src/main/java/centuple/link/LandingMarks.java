package centuple.link;

import centuple.shop.ShopId;

/**
 * What is added to the addresses to which a giver's visitors are sent. Made when the link table is built, so that a
 * redirect only joins texts. Immutable.
 *
 * @param takesToken whether a click token goes with the visitor
 * @param tail what stands behind the token, or alone: the marks that analytics programs read, and by which a shop that
 * reads no identifiers knows who sent the visitor
 */
public record LandingMarks(boolean takesToken, String tail) {
    /** The parameter that carries the click token. */
    public static final String TOKEN_PARAMETER = "ctp";

    private static final String FIXED = "utm_source=centuple&utm_medium=partner&utm_campaign=";

    /**
     * @param giver who sends
     * @param takesToken whether a click token goes with the visitor
     */
    public static LandingMarks of(int giver, boolean takesToken) {
        return new LandingMarks(takesToken, (takesToken ? "&" : "") + FIXED + new ShopId(giver));
    }

    /** Whether a parameter is one of these; a target's own of that name is replaced. */
    static boolean isOurs(String name) {
        return switch (name) {
            case TOKEN_PARAMETER, "utm_source", "utm_medium", "utm_campaign" -> true;
            default -> false;
        };
    }
}
