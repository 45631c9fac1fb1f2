package centuple.platform.http;

/** A kind of problem: features list theirs in enums, so that the set is closed and the API description can name it. */
public interface ProblemCode {
    /** The constant's name; in answers it is written in lower case. */
    String name();

    /** The HTTP status it is answered with, 400 to 599. */
    int status();

    /** What it means, the same words every time. */
    String title();
}
