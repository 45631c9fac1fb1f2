package centuple.order.http;

import centuple.platform.http.ProblemCode;

/** The problems of reporting orders. */
public enum OrderProblem implements ProblemCode {
    ORDER_CONFLICT(409, "Something else was reported under this version or reference"),
    ORDER_OF_OTHER_SOURCE(409, "Another source tells the order of this reference"),
    TOO_MANY_FACTS(409,
            "The order has as many facts of this kind as an order may have"),
    ORDER_QUEUE_FULL(429,
            "More reports wait than this server holds"),
    SERVER_STOPPING(503, "The server is stopping");

    private final int status;
    private final String title;

    OrderProblem(int status, String title) {
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
