package centuple.connect.http;

import centuple.connect.Refusal;
import centuple.platform.http.Problem;
import centuple.platform.http.ProblemCode;

/** Why a message of a platform was not taken. */
public enum HookProblem implements ProblemCode {
    SIGNATURE_MISSING(401, "The message is not signed"),
    SIGNATURE_WRONG(401, "The signature is wrong"),
    TIMESTAMP_WRONG(401, "The time of the message is too far from ours"),
    BODY_UNREADABLE(400, "The body is not what was expected"),
    INBOX_FULL(503, "The server has too many messages to write down");

    private final int status;
    private final String title;

    HookProblem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    static Problem of(Refusal reason, String detail) {
        return new Problem(valueOf(reason.name()), detail);
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
