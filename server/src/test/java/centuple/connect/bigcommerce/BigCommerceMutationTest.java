package centuple.connect.bigcommerce;

import centuple.connect.FieldMask;
import centuple.testkit.payload.MutatedPayloads;
import centuple.testkit.payload.MutatedPayloads.Message;
import centuple.testkit.payload.MutatedPayloads.Worth;
import centuple.testkit.payload.NaiveJson;
import centuple.testkit.payload.Recorded;
import centuple.testkit.payload.WithFields;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

class BigCommerceMutationTest {
    private static final Recorded RECORDED = new Recorded("bigcommerce");
    private static final String TOPIC = "store/order/statusUpdated";

    /** The event and all answers in one: what is damaged may be any of them. */
    private static final FieldMask WHOLE = FieldMask.of("scope", "data.id", "fetched[].id", "fetched[].status_id",
            "fetched[].payment_status", "fetched[].date_created", "fetched[].date_modified",
            "fetched[].default_currency_code", "fetched[].total_ex_tax", "fetched[].total_tax",
            "fetched[].shipping_cost_ex_tax", "fetched[].handling_cost_ex_tax", "fetched[].wrapping_cost_ex_tax",
            "fetched[].fees", "fetched[].fees[].cost_ex_tax", "fetched[].items[].id", "fetched[].items[].quantity",
            "fetched[].items[].total_ex_tax", "fetched[].items[].code", "fetched[].data[].id",
            "fetched[].data[].total_amount", "fetched[].data[].total_tax", "fetched[].data[].items[].item_type",
            "fetched[].data[].items[].item_id", "fetched[].data[].items[].quantity",
            "fetched[].data[].items[].requested_amount");

    @Test
    void damagedMessagesSayTheSameOrNothing() {
        List<Message> messages = List.of(whole("no-refunds"), whole("refunds"), whole("refunds"));
        MutatedPayloads.run(new WithFields(new BigCommercePlatform(), WHOLE), messages, BigCommerceMutationTest::worth)
                .areMixed();
    }

    private static Message whole(String refunds) {
        String event = RECORDED.text("event").strip();
        String answers = String.join(",", RECORDED.text("order"), "{\"items\":" + RECORDED.text("products") + "}",
                "{\"items\":" + RECORDED.text("coupons") + "}", RECORDED.text(refunds), "{}");
        String body = event.substring(0, event.length() - 1) + ",\"fetched\":[" + answers + "]}";
        return new Message(TOPIC, body.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<Worth> worth(String topic, JsonNode body) {
        JsonNode fetched = body.path("fetched");
        if (!fetched.isArray() || fetched.isEmpty()) {
            return Optional.of(Worth.NOTHING);
        }
        JsonNode order = fetched.get(0);
        NaiveJson json = NaiveJson.in(order, "default_currency_code");
        if (NaiveJson.decimal(order, "status_id").signum() == 0) {
            return Optional.of(Worth.NOTHING);
        }
        long goods = 0;
        for (JsonNode product : NaiveJson.list(fetched.get(1), "items")) {
            goods += json.minor(product, "total_ex_tax");
        }
        long kept = json.minor(order, "total_ex_tax") - json.minor(order, "shipping_cost_ex_tax")
                - json.minor(order, "handling_cost_ex_tax") - json.minor(order, "wrapping_cost_ex_tax");
        for (JsonNode fee : order.hasNonNull("fees") ? NaiveJson.list(order, "fees") : List.<JsonNode>of()) {
            kept -= json.minor(fee, fee.hasNonNull("cost_ex_tax") ? "cost_ex_tax" : "cost_exc_tax");
        }
        long units = 0;
        long sums = 0;
        List<JsonNode> refunds = NaiveJson.list(fetched.get(3), "data");
        for (JsonNode refund : refunds) {
            Refunded one = refunded(json, refund);
            units += one.units();
            sums += one.sum();
        }
        boolean isRefunded = NaiveJson.decimal(order, "status_id").compareTo(BigDecimal.valueOf(4)) == 0;
        boolean isFull = refunds.isEmpty() && isRefunded;
        return Optional.of(new Worth(Math.clamp(kept, 0, goods), sums, units, isFull));
    }

    private record Refunded(long units, long sum) {
    }

    private static Refunded refunded(NaiveJson json, JsonNode refund) {
        long units = 0;
        long sums = 0;
        long goods = 0;
        for (JsonNode item : NaiveJson.list(refund, "items")) {
            boolean isProduct = item.path("item_type").stringValue().strip().equals("PRODUCT");
            boolean isOrder = item.path("item_type").stringValue().strip().equals("ORDER");
            long sum = item.hasNonNull("requested_amount") ? json.minor(item, "requested_amount") : 0;
            sums += sum;
            goods += isProduct || isOrder ? sum : 0;
            units += isProduct && sum == 0 ? NaiveJson.decimal(item, "quantity").longValueExact() : 0;
        }
        if (units > 0 || goods == 0) {
            return new Refunded(units, goods);
        }
        long all = json.minor(refund, "total_amount") - json.minor(refund, "total_tax");
        return new Refunded(0, BigDecimal.valueOf(all).multiply(BigDecimal.valueOf(goods))
                .divide(BigDecimal.valueOf(sums), 0, RoundingMode.HALF_UP).longValueExact());
    }
}
