package centuple.shop;

/** Why a wish about shops, domains, partnerships, terms, coupons or links is refused: a closed set. */
public enum Refusal {
    /** A shop cannot be its own partner. */
    SELF_PARTNERSHIP("a shop cannot be its own partner"),
    /** The two shops already have a partnership that is proposed or accepted. */
    PARTNERSHIP_EXISTS("the two shops already have a partnership that is proposed or accepted"),
    /** It is the other shop's turn. */
    NOT_YOURS_TO_ANSWER("only the other shop can answer this"),
    /** The thing is in a state in which this cannot be done. */
    WRONG_STATE("its state does not allow this"),
    /** A newer version was offered since. */
    TERMS_SUPERSEDED("a newer version of these terms was offered since"),
    /** The version was accepted before. */
    TERMS_ALREADY_ACCEPTED("this version was accepted before"),
    /** A named limit would be passed. */
    TOO_MANY("there are already as many as the exchange allows"),
    /** The shop has claimed that host before. */
    HOST_ALREADY_CLAIMED("this shop has claimed that host before"),
    /** Another shop has proven that host. */
    HOST_TAKEN("another shop has proven that host"),
    /** No proof was found. */
    PROOF_NOT_FOUND("no proof was found on that host"),
    /** The shops have no accepted partnership. */
    NOT_PARTNERS("the two shops have no accepted partnership"),
    /** The receiver has given that coupon to somebody. */
    COUPON_TAKEN("this coupon is in use already"),
    /** The link's target is not on a host that the receiver has proven. */
    TARGET_NOT_PROVEN("the target is not on a host that the receiver has proven to own"),
    /** The receiver's terms allow other paths only. */
    TARGET_OUTSIDE_PATHS("the receiver's terms do not allow links to this path"),
    /** The fallback is not on a host that the giver has proven. */
    FALLBACK_NOT_PROVEN("the fallback is not on a host that the giver has proven to own"),
    /** The code is taken. */
    CODE_TAKEN("this code is in use already");

    private final String explanation;

    Refusal(String explanation) {
        this.explanation = explanation;
    }

    /** The reason in words for the one who asked. */
    public String explanation() {
        return explanation;
    }
}
