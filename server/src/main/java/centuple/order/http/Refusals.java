package centuple.order.http;

import centuple.order.OrderRef;
import centuple.order.Receipt;
import centuple.order.Source;
import centuple.platform.http.CommonProblem;
import centuple.platform.http.Problem;
import centuple.shop.PublicId;

import java.util.UUID;

/** What a shop is answered when its report was not taken. Stateless. */
final class Refusals {
    static final Problem TOO_MANY_FACTS = new Problem(OrderProblem.TOO_MANY_FACTS,
            "no more facts of this kind are taken of this order; what was reported stays");

    private Refusals() {
    }

    static Problem conflict(UUID orderId) {
        return new Problem(OrderProblem.ORDER_CONFLICT, "the first report stays, see /v1/orders/"
                + PublicId.of(OrderRef.ID_PREFIX, orderId) + "; a change of the order is a snapshot of a higher"
                + " version, another refund has another refund_reference");
    }

    static Problem otherSource(UUID orderId, Source teller) {
        return new Problem(OrderProblem.ORDER_OF_OTHER_SOURCE, "the order "
                + PublicId.of(OrderRef.ID_PREFIX, orderId) + " is told by " + teller.name() + ". About the same order"
                + " report with \"source\": \"" + teller.name() + "\"; about another one under a reference that "
                + teller.name() + " does not use");
    }

    static Problem of(Receipt.Cause cause) {
        return switch (cause) {
            case QUEUE_FULL ->
                new Problem(OrderProblem.ORDER_QUEUE_FULL, "nothing was taken; send it again in a moment");
            case DATABASE_AWAY ->
                new Problem(CommonProblem.DATABASE_UNAVAILABLE, "nothing is acknowledged; send it again in a moment");
            case STOPPING -> new Problem(OrderProblem.SERVER_STOPPING, "nothing was taken; send it again in a moment");
            case FAILED -> new Problem(CommonProblem.INTERNAL, "it was not taken; the server's log has the cause");
        };
    }
}
