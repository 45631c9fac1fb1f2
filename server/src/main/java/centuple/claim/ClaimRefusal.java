package centuple.claim;

/** Why a wish about a claim is refused: a closed set. */
public enum ClaimRefusal {
    TOKEN_NOT_OF_YOURS("the token is of a click that another shop gave"),
    SELF_REFERRAL("the receiver is itself among those who sent the visitor"),
    UNKNOWN_TERMS("the token names terms that were never accepted here"),
    DAY_BEFORE_CLICK("the order is dated before the click"),
    DAY_OUTSIDE_WINDOW("the order is dated after the window of the terms"),
    ORDER_CREDITED("the order of that reference is yours already"),
    CLICK_ALREADY_CLAIMED("another claim of yours stands on this click"),
    ORDER_ALREADY_CLAIMED("another claim of yours stands on this order"),
    CLICK_USED_UP("this click is paid for as many orders and claims as the terms allow"),
    CLAIMED_BEFORE("this click was claimed for this order before"),
    CLAIMS_BARRED("a claim against this shop was proven false, so for a while none is taken"),
    TOO_MANY_OPEN_CLAIMS("as many claims against this shop are open as may be"),
    TOO_MANY_CLAIMS_OF_MONTH("as many clicks of that month are claimed as may be"),
    NOT_YOURS_TO_ANSWER("only the receiver answers a claim, and only the giver withdraws it"),
    WRONG_STATE("its state does not allow this"),
    ANSWER_CONTRADICTS_FACTS("the order's facts say otherwise"),
    ORDER_NOT_REPORTED("report the order first, so that its facts can show this");

    private final String explanation;

    ClaimRefusal(String explanation) {
        this.explanation = explanation;
    }

    /** The reason in words. */
    public String explanation() {
        return explanation;
    }
}
