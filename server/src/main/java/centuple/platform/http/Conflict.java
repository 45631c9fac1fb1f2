package centuple.platform.http;

/**
 * A refusal by a rule of the business: nothing was wrong with how the request was written.
 *
 * @param name the reason, in the form of an enum constant
 * @param title what it means, the same words every time
 */
public record Conflict(String name, String title) implements ProblemCode {
    @Override
    public int status() {
        return 409;
    }
}
