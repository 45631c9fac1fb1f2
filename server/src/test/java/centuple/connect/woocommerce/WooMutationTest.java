package centuple.connect.woocommerce;

import centuple.testkit.payload.MutatedPayloads;
import centuple.testkit.payload.MutatedPayloads.Message;
import centuple.testkit.payload.MutatedPayloads.Worth;
import centuple.testkit.payload.NaiveJson;
import centuple.testkit.payload.Recorded;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

class WooMutationTest {
    private static final Recorded RECORDED = new Recorded("woocommerce");
    private static final List<Message> MESSAGES = List.of(
            RECORDED.message("order.created", "order-pending"),
            RECORDED.message("order.updated", "order-processing"),
            RECORDED.message("order.updated", "order-two-refunds"),
            RECORDED.message("order.updated", "order-refunded"),
            RECORDED.message("order.updated", "order-jpy"),
            RECORDED.message("order.updated", "order-kwd"));

    @Test
    void damagedMessagesSayTheSameOrNothing() {
        MutatedPayloads.run(new WooPlatform(), MESSAGES, WooMutationTest::worth).areMixed();
    }

    private static Optional<Worth> worth(String topic, JsonNode body) {
        if (body.path("status").asString("").strip().endsWith("-draft")
                || NaiveJson.list(body, "line_items").isEmpty()) {
            return Optional.of(Worth.NOTHING);
        }
        NaiveJson json = NaiveJson.in(body, "currency");
        long base = 0;
        for (JsonNode line : NaiveJson.list(body, "line_items")) {
            base += json.minor(line, "total");
        }
        for (JsonNode fee : NaiveJson.list(body, "fee_lines")) {
            base += Math.min(0, json.minor(fee, "total"));
        }
        long back = 0;
        for (JsonNode refund : NaiveJson.list(body, "refunds")) {
            back -= json.minor(refund, "total");
        }
        long rest = Math.max(0, base);
        BigDecimal part = back == 0
                ? BigDecimal.ZERO
                : BigDecimal.valueOf(rest).multiply(BigDecimal.valueOf(back))
                        .divide(BigDecimal.valueOf(json.minor(body, "total")), 0, RoundingMode.HALF_UP);
        return Optional.of(new Worth(rest, part.longValueExact(), 0, false));
    }
}
