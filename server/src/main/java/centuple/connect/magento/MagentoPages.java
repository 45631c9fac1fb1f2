package centuple.connect.magento;

import centuple.connect.ApiCall;
import centuple.connect.FieldMask;
import centuple.connect.Notice;
import centuple.connect.Payload;
import centuple.connect.Polled.Cursor;
import centuple.connect.Polled.Page;
import centuple.connect.Polled.Seen;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks for orders that changed, the oldest change first. Stateless.
 */
final class MagentoPages {
    /** Orders of one answer. */
    static final int PAGE_SIZE = 50;

    private static final FieldMask ITEMS = FieldMask.of(
            MagentoOrder.PATHS.stream().map(path -> "items[]." + path).toArray(String[]::new));
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'%20'HH:mm:ss")
            .withZone(ZoneOffset.UTC);

    private MagentoPages() {
    }

    static ApiCall call(Cursor cursor) {
        return new ApiCall("/rest/V1/orders?" + where(0, "updated_at", "gteq", TIME.format(cursor.since()))
                + "&searchCriteria%5BsortOrders%5D%5B0%5D%5Bfield%5D=updated_at"
                + "&searchCriteria%5BsortOrders%5D%5B0%5D%5Bdirection%5D=ASC"
                + "&searchCriteria%5BpageSize%5D=" + PAGE_SIZE
                + "&searchCriteria%5BcurrentPage%5D=" + cursor.number(), ITEMS);
    }

    /** The credit memos of one order. */
    static ApiCall creditMemos(String order) {
        return new ApiCall("/rest/V1/creditmemos?" + where(0, "order_id", "eq", order)
                + "&searchCriteria%5BpageSize%5D=" + MagentoCreditMemo.COUNT_MAX, MagentoCreditMemo.FIELDS);
    }

    private static String where(int group, String field, String condition, String value) {
        String filter = "searchCriteria%5BfilterGroups%5D%5B" + group + "%5D%5Bfilters%5D%5B0%5D";
        return filter + "%5Bfield%5D=" + field + "&" + filter + "%5BconditionType%5D=" + condition + "&" + filter
                + "%5Bvalue%5D=" + value;
    }

    static Page read(Payload body, Cursor cursor) {
        List<Seen> events = new ArrayList<>();
        Instant last = Instant.MIN;
        List<Payload> orders = body.has("items") ? body.rows("items") : List.of();
        for (Payload order : orders) {
            Instant changed = MagentoOrder.time(order, "updated_at");
            events.add(new Seen(new Notice(order.required("entity_id") + "/" + changed, MagentoPlatform.ORDER), order));
            last = changed.isAfter(last) ? changed : last;
        }
        return Page.byTime(cursor, events, last, orders.size() >= PAGE_SIZE);
    }
}
