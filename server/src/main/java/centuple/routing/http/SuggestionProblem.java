package centuple.routing.http;

import centuple.platform.http.ProblemCode;

/** The problems of asking for suggestions. */
public enum SuggestionProblem implements ProblemCode {
    /** No such key works. */
    UNKNOWN_PUBLISHABLE_KEY(401, "A publishable key is needed"),
    /** The page that asks is not one the key is for. */
    ORIGIN_NOT_ALLOWED(403, "The publishable key is not for pages of this origin");

    private final int status;
    private final String title;

    SuggestionProblem(int status, String title) {
        this.status = status;
        this.title = title;
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
