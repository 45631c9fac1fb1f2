package centuple.connect;

/** Why a message was not believed. */
public enum Refusal {
    SIGNATURE_MISSING("the message is not signed"),
    SIGNATURE_WRONG("the signature does not fit the secret of this connection"),
    TIMESTAMP_WRONG("the time of the message is too far from ours"),
    BODY_UNREADABLE("the body is not the JSON that was expected");

    private final String explanation;

    Refusal(String explanation) {
        this.explanation = explanation;
    }

    /** In a sentence without its end. */
    public String explanation() {
        return explanation;
    }
}
