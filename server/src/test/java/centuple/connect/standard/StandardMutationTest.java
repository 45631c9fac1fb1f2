package centuple.connect.standard;

import centuple.testkit.payload.MutatedPayloads;
import centuple.testkit.payload.MutatedPayloads.Message;
import centuple.testkit.payload.MutatedPayloads.Worth;
import centuple.testkit.payload.Recorded;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class StandardMutationTest {
    private static final Recorded RECORDED = new Recorded("standard");
    private static final List<Message> MESSAGES = List.of(
            RECORDED.message(StandardPlatform.ORDER_FACT, "order-paid"),
            RECORDED.message(StandardPlatform.ORDER_FACT, "order-paid"),
            RECORDED.message(StandardPlatform.ORDER_FACT, "order-cancelled"),
            RECORDED.message(StandardPlatform.ORDER_FACT, "refund-lines"),
            RECORDED.message(StandardPlatform.ORDER_FACT, "refund-amount"),
            RECORDED.message(StandardPlatform.ORDER_FACT, "refund-full"),
            RECORDED.message(StandardPlatform.PING, "ping"));

    @Test
    void damagedMessagesSayTheSameOrNothing() {
        MutatedPayloads.run(StandardPlatform.all().getFirst(), MESSAGES, StandardMutationTest::worth).areMixed();
    }

    private static Optional<Worth> worth(String topic, JsonNode body) {
        if (topic.equals(StandardPlatform.PING)) {
            return Optional.of(Worth.NOTHING);
        }
        JsonNode data = body.path("data");
        if (data.hasNonNull("type") && data.path("type").stringValue().equals("refund")) {
            return Optional.of(refund(data));
        }
        long net = 0;
        for (JsonNode line : lines(data)) {
            net += amount(line, "amount_minor") - amount(line, "discount_minor") - amount(line, "tax_minor");
        }
        return Optional.of(new Worth(net - Math.min(net, amount(data, "discount_minor")), 0, 0, false));
    }

    private static Worth refund(JsonNode data) {
        long sum = amount(data, "amount_minor");
        long units = 0;
        for (JsonNode line : lines(data)) {
            sum += amount(line, "amount_minor");
            units += line.hasNonNull("amount_minor") ? 0 : amount(line, "quantity");
        }
        return new Worth(0, sum, units, data.hasNonNull("full") && data.path("full").booleanValue());
    }

    private static List<JsonNode> lines(JsonNode data) {
        List<JsonNode> lines = new ArrayList<>();
        if (data.path("lines").isArray()) {
            data.path("lines").forEach(lines::add);
        }
        return lines;
    }

    private static long amount(JsonNode object, String field) {
        return object.hasNonNull(field) ? object.path(field).decimalValue().longValueExact() : 0;
    }
}
