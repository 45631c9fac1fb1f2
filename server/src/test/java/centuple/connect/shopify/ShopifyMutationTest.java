package centuple.connect.shopify;

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

class ShopifyMutationTest {
    private static final Recorded RECORDED = new Recorded("shopify");
    private static final List<Message> MESSAGES = List.of(
            RECORDED.message("orders/paid", "order-paid"),
            RECORDED.message("orders/updated", "order-updated"),
            RECORDED.message("orders/updated", "order-updated"),
            RECORDED.message("orders/create", "order-tax-excluded"),
            RECORDED.message("orders/paid", "order-jpy"),
            RECORDED.message("orders/paid", "order-kwd"),
            RECORDED.message("orders/cancelled", "order-cancelled"),
            RECORDED.message("refunds/create", "refund-create"));

    @Test
    void damagedMessagesSayTheSameOrNothing() {
        MutatedPayloads.run(new ShopifyPlatform(), MESSAGES, ShopifyMutationTest::worth).areMixed();
    }

    private static Optional<Worth> worth(String topic, JsonNode body) {
        if (topic.equals("refunds/create")) {
            long units = units(body);
            return Optional.of(units == 0 ? Worth.NOTHING : new Worth(0, 0, units, false));
        }
        if (NaiveJson.flag(body, "test") || NaiveJson.list(body, "line_items").isEmpty()) {
            return Optional.of(Worth.NOTHING);
        }
        NaiveJson json = NaiveJson.in(body, "currency");
        boolean isTaxIncluded = NaiveJson.flag(body, "taxes_included");
        long base = 0;
        for (JsonNode line : NaiveJson.list(body, "line_items")) {
            long net = json.minor(NaiveJson.decimal(line, "price").multiply(NaiveJson.decimal(line, "quantity")));
            for (JsonNode discount : NaiveJson.list(line, "discount_allocations")) {
                net -= json.minor(discount, "amount");
            }
            for (JsonNode tax : isTaxIncluded ? NaiveJson.list(line, "tax_lines") : List.<JsonNode>of()) {
                net -= json.minor(tax, "price");
            }
            boolean isGoods = !NaiveJson.flag(line, "gift_card") && !line.hasNonNull("tip");
            base += isGoods ? net : 0;
        }
        long units = 0;
        long extra = 0;
        for (JsonNode refund : NaiveJson.list(body, "refunds")) {
            units += units(refund);
            extra += Math.max(0, extra(json, refund));
        }
        BigDecimal part = extra == 0
                ? BigDecimal.ZERO
                : BigDecimal.valueOf(Math.max(0, base)).multiply(BigDecimal.valueOf(extra))
                        .divide(BigDecimal.valueOf(json.minor(body, "total_price")), 0, RoundingMode.HALF_UP);
        return Optional.of(new Worth(Math.max(0, base), part.longValueExact(), units, false));
    }

    private static long units(JsonNode refund) {
        return NaiveJson.list(refund, "refund_line_items").stream()
                .mapToLong(line -> NaiveJson.decimal(line, "quantity").longValueExact()).sum();
    }

    private static long extra(NaiveJson json, JsonNode refund) {
        long sum = 0;
        for (JsonNode adjustment : NaiveJson.list(refund, "order_adjustments")) {
            if (!adjustment.path("kind").asString("").equals("shipping_refund")) {
                sum -= json.minor(adjustment, "amount")
                        + (adjustment.hasNonNull("tax_amount") ? json.minor(adjustment, "tax_amount") : 0);
            }
        }
        return sum;
    }
}
