package centuple.reciprocity;

/** Why a pair is as it is: a closed set. */
public enum PairReason {
    /** Less than the throttle's share of the line is at stake. */
    BELOW_LINE("what is at stake is far below the line"),
    /** At least the throttle's share of the line is at stake. */
    NEAR_LINE("what is at stake is near the line"),
    /** The line, drawn from what came back so far, has no room for another visit. */
    LINE_REACHED("more was given than came back, by more than chance explains"),
    /** The trial credit has no room for another visit. */
    TRIAL_USED_UP("the trial credit is used up and too little came back"),
    /** The credit all newcomers share has no room for another visit. */
    TRIAL_POOL_USED_UP("the credit that all new partners share in a period is used up"),
    /** Too much commission is on statements and not paid. */
    UNPAID_LINE_REACHED("more commission is on statements and not paid than five usual periods bring"),
    /** The odds are against the promise over the pair's life. */
    FLOOR_ALARM("over the whole time far less came back than was promised"),
    /** Enough came back during a pause. */
    CAME_BACK("enough came back"),
    /** The time of a pause is over, and a period begins from zero. */
    PAUSE_OVER("the pause is over"),
    /** The giver decided to go on in spite of the floor's alarm. */
    GIVER_DECIDED("the giver decided to go on"),
    /** The giver wants no line. */
    GIFT("the giver wants no limit");

    private final String words;

    PairReason(String words) {
        this.words = words;
    }

    /** The reason as a sentence tells it. */
    public String words() {
        return words;
    }
}
