package centuple.connect.magento;

import centuple.connect.FieldMask;
import centuple.testkit.payload.MutatedPayloads;
import centuple.testkit.payload.MutatedPayloads.Message;
import centuple.testkit.payload.MutatedPayloads.Worth;
import centuple.testkit.payload.NaiveJson;
import centuple.testkit.payload.Recorded;
import centuple.testkit.payload.WithFields;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

class MagentoMutationTest {
    private static final Recorded RECORDED = new Recorded("magento");
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** The order and its credit memos in one. */
    private static final FieldMask WHOLE = mask();

    @Test
    void damagedMessagesSayTheSameOrNothing() {
        MutatedPayloads.run(new WithFields(new MagentoPlatform(), WHOLE),
                List.of(whole("orders"), whole("orders-refunded"), whole("orders-refunded")),
                MagentoMutationTest::worth)
                .areMixed();
    }

    private static FieldMask mask() {
        List<String> paths = new ArrayList<>(MagentoOrder.PATHS);
        MagentoCreditMemo.PATHS.forEach(path -> paths.add("fetched[]." + path));
        return FieldMask.of(paths.toArray(String[]::new));
    }

    private static Message whole(String name) {
        ObjectNode order = (ObjectNode) MAPPER.readTree(RECORDED.bytes(name)).path("items").get(0);
        if (name.endsWith("refunded")) {
            order.putArray("fetched").add(MAPPER.readTree(RECORDED.bytes("creditmemos")));
        }
        return new Message(MagentoPlatform.ORDER, MAPPER.writeValueAsBytes(order));
    }

    private static Optional<Worth> worth(String topic, JsonNode order) {
        NaiveJson json = NaiveJson.in(order, "order_currency_code");
        boolean isRefunded = order.hasNonNull("total_refunded")
                && NaiveJson.decimal(order, "total_refunded").signum() > 0;
        if (isRefunded && (!order.path("fetched").isArray() || order.path("fetched").isEmpty())) {
            return Optional.of(Worth.NOTHING);
        }
        List<JsonNode> items = NaiveJson.list(order, "items");
        Set<String> priced = new HashSet<>();
        items.stream().filter(item -> !parent(item).isEmpty() && minor(json, item, "row_total") != 0)
                .forEach(item -> priced.add(parent(item)));
        Set<String> unsold = new HashSet<>();
        long base = 0;
        for (JsonNode item : items) {
            String id = text(item.path("item_id"));
            if (parent(item).isEmpty() ? priced.contains(id) : !priced.contains(parent(item))) {
                unsold.add(id);
            } else {
                base += net(json, item);
            }
        }
        long refunded = 0;
        List<JsonNode> memos = isRefunded ? NaiveJson.list(order.path("fetched").get(0), "items") : List.of();
        for (JsonNode memo : memos) {
            if (NaiveJson.decimal(memo, "state").intValueExact() != 3) {
                refunded += Math.max(0, minor(json, memo, "adjustment_positive"));
                refunded += NaiveJson.list(memo, "items").stream()
                        .filter(row -> !unsold.contains(text(row.path("order_item_id"))))
                        .mapToLong(row -> net(json, row)).sum();
            }
        }
        return Optional.of(new Worth(base, refunded, 0, false));
    }

    private static long net(NaiveJson json, JsonNode row) {
        return minor(json, row, "row_total") - Math.abs(minor(json, row, "discount_amount"))
                + minor(json, row, "discount_tax_compensation_amount");
    }

    private static long minor(NaiveJson json, JsonNode object, String field) {
        return object.hasNonNull(field) ? json.minor(object, field) : 0;
    }

    private static String parent(JsonNode item) {
        String parent = text(item.path("parent_item_id"));
        return parent.isEmpty() ? text(item.path("parent_item").path("item_id")) : parent;
    }

    private static String text(JsonNode value) {
        if (value.isNumber() && Math.abs((long) value.decimalValue().scale()) > 64) {
            throw new ArithmeticException("too many digits");
        }
        return value.isNumber()
                ? value.decimalValue().toPlainString()
                : value.isString() ? value.stringValue().strip() : "";
    }
}
