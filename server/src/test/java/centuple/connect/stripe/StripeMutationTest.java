package centuple.connect.stripe;

import centuple.testkit.payload.MutatedPayloads;
import centuple.testkit.payload.MutatedPayloads.Message;
import centuple.testkit.payload.MutatedPayloads.Worth;
import centuple.testkit.payload.NaiveJson;
import centuple.testkit.payload.Recorded;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Optional;

class StripeMutationTest {
    private static final Recorded RECORDED = new Recorded("stripe");
    private static final String COMPLETED = "checkout.session.completed";
    private static final List<Message> MESSAGES = List.of(
            RECORDED.message(COMPLETED, "session-paid"),
            RECORDED.message(COMPLETED, "session-tax-on-top"),
            RECORDED.message(COMPLETED, "session-jpy"),
            RECORDED.message(COMPLETED, "session-kwd"),
            RECORDED.message(COMPLETED, "session-unpaid"),
            RECORDED.message("checkout.session.async_payment_succeeded", "session-async-succeeded"),
            RECORDED.message("charge.refunded", "charge-refunded"),
            RECORDED.message("refund.created", "refund-created"),
            RECORDED.message("refund.updated", "refund-jpy"),
            RECORDED.message("charge.dispute.closed", "dispute-lost"));

    @Test
    void damagedMessagesSayTheSameOrNothing() {
        MutatedPayloads.run(new StripePlatform(), MESSAGES, StripeMutationTest::worth).areMixed();
    }

    private static Optional<Worth> worth(String topic, JsonNode body) {
        JsonNode object = body.path("data").path("object");
        if (!NaiveJson.flag(body, "livemode")) {
            return Optional.of(Worth.NOTHING);
        }
        return switch (topic) {
            case COMPLETED -> List.of("paid", "unpaid").contains(text(object, "payment_status"))
                    ? session(object)
                    : Optional.of(Worth.NOTHING);
            case "checkout.session.async_payment_succeeded" -> session(object);
            case "charge.refunded" -> worth(object, NaiveJson.flag(object, "refunded"), new Worth(0, 0, 0, true));
            case "charge.dispute.closed" -> part(object, "lost");
            default -> part(object, "succeeded");
        };
    }

    private static Optional<Worth> session(JsonNode session) {
        long total = whole(session, "amount_total");
        long tax = whole(session.path("total_details"), "amount_tax");
        long shipping = session.hasNonNull("shipping_cost")
                ? whole(session.path("shipping_cost"), "amount_total")
                        - whole(session.path("shipping_cost"), "amount_tax")
                : whole(session.path("total_details"), "amount_shipping");
        return worth(session, text(session, "mode").equals("payment"), new Worth(total - tax - shipping, 0, 0, false));
    }

    private static Optional<Worth> part(JsonNode object, String status) {
        boolean counts = text(object, "status").equals(status) && whole(object, "amount") != 0;
        return worth(object, counts, new Worth(0, 0, whole(object, "amount"), false));
    }

    private static Optional<Worth> worth(JsonNode object, boolean counts, Worth worth) {
        JsonNode named = object.path("payment_intent");
        JsonNode payment = named.isObject() ? named.path("id") : named;
        boolean isPayment = payment.isNumber() || payment.isString() && !payment.stringValue().isBlank();
        return Optional.of(counts && isPayment ? worth : Worth.NOTHING);
    }

    private static long whole(JsonNode object, String field) {
        return object.hasNonNull(field) ? NaiveJson.decimal(object, field).longValueExact() : 0;
    }

    private static String text(JsonNode object, String field) {
        return object.path(field).stringValue().strip();
    }
}
