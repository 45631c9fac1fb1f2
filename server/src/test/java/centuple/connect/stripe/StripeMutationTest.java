package centuple.connect.stripe;

import centuple.connect.Mapping;
import centuple.connect.Payload;
import centuple.connect.net.ReducedJson;
import centuple.testkit.payload.MutatedPayloads;
import centuple.testkit.payload.MutatedPayloads.Message;
import centuple.testkit.payload.MutatedPayloads.Worth;
import centuple.testkit.payload.NaiveJson;
import centuple.testkit.payload.Recorded;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class StripeMutationTest {
    private static final Recorded RECORDED = new Recorded("stripe");
    private static final String CAPTURED = "charge.captured";
    private static final String COMPLETED = "checkout.session.completed";
    private static final List<Message> MESSAGES = List.of(
            RECORDED.message(COMPLETED, "session-paid"),
            RECORDED.message(COMPLETED, "session-tax-on-top"),
            RECORDED.message(COMPLETED, "session-jpy"),
            RECORDED.message(COMPLETED, "session-kwd"),
            RECORDED.message(COMPLETED, "session-unpaid"),
            RECORDED.message("checkout.session.async_payment_succeeded", "session-async-succeeded"),
            RECORDED.message(CAPTURED, "charge-captured"),
            RECORDED.message("charge.refunded", "charge-refunded"),
            RECORDED.message("refund.created", "refund-created"),
            RECORDED.message("refund.updated", "refund-jpy"),
            RECORDED.message("charge.dispute.closed", "dispute-lost"));

    @Test
    void damagedMessagesSayTheSameOrNothing() {
        StripePlatform platform = new StripePlatform();
        MutatedPayloads
                .run(platform, MESSAGES, body -> withSession(ReducedJson.read(body, platform.fields()), platform),
                        StripeMutationTest::worth)
                .areMixed();
    }

    /** As the inbox joins a capture with the session of the order it names. */
    private static Payload withSession(Payload body, StripePlatform platform) {
        if (!body.has("data.object.amount_captured")
                || !(platform.map(CAPTURED, body) instanceof Mapping.Join(var _, String order))
                || !order.equals("pi_3QaBcDeFgHiJkLmN0OpQrSt")) {
            return body;
        }
        Map<String, Object> fields = new LinkedHashMap<>(body.fields());
        fields.put(Mapping.Join.JOINED, ReducedJson.read(RECORDED.bytes("session-unpaid"), platform.fields()).fields());
        return new Payload(fields);
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
            case CAPTURED -> worth(object, text(object.path("payment_intent").isObject()
                    ? object.path("payment_intent")
                    : object, object.path("payment_intent").isObject() ? "id" : "payment_intent")
                    .equals("pi_3QaBcDeFgHiJkLmN0OpQrSt"), captured(object));
            case "charge.refunded" -> worth(object, NaiveJson.flag(object, "refunded"), new Worth(0, 0, 0, true));
            case "charge.dispute.closed" -> part(object, "lost");
            default -> part(object, "succeeded");
        };
    }

    /** The goods of the recorded session, if it is those that were captured. */
    private static Worth captured(JsonNode charge) {
        if (!NaiveJson.flag(charge, "captured") || whole(charge, "amount_captured") != 12_000
                || !text(charge, "currency").equalsIgnoreCase("eur")) {
            throw new IllegalArgumentException("another sum");
        }
        return new Worth(9_000, 0, 0, false);
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
