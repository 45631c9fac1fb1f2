package centuple.connect.magento;

import centuple.connect.ApiCall;
import centuple.connect.FieldMask;
import centuple.connect.Payload;
import centuple.connect.Polled.Cursor;
import centuple.connect.Polled.Page;
import centuple.connect.Polled.Seen;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;

/**
 * Asks for orders that changed, the oldest change first. Stateless.
 */
final class MagentoPages {
    private static final String NAMES = "&fields=items%5Bentity_id,increment_id,updated_at%5D,total_count";
    private static final FieldMask ITEMS = FieldMask.of(Stream.concat(Stream.of("total_count"),
            MagentoOrder.PATHS.stream().map(path -> "items[]." + path)).toArray(String[]::new));
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'%20'HH:mm:ss")
            .withZone(ZoneOffset.UTC);

    private MagentoPages() {
    }

    static ApiCall names(Cursor cursor) {
        return call(cursor, NAMES);
    }

    static ApiCall call(Cursor cursor) {
        return call(cursor, "");
    }

    private static ApiCall call(Cursor cursor, String fields) {
        return new ApiCall("/rest/V1/orders?" + where(0, "updated_at", "gteq", TIME.format(cursor.since()))
                + "&searchCriteria%5BsortOrders%5D%5B0%5D%5Bfield%5D=updated_at"
                + "&searchCriteria%5BsortOrders%5D%5B0%5D%5Bdirection%5D=ASC"
                + "&searchCriteria%5BpageSize%5D=" + cursor.counted().count()
                + "&searchCriteria%5BcurrentPage%5D=" + cursor.number() + fields, ITEMS);
    }

    /** One order by its internal number, and its credit memos. */
    static List<ApiCall> alone(String order) {
        return List.of(new ApiCall("/rest/V1/orders/" + order, MagentoOrder.FIELDS), creditMemos(order));
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

    /** Asked for a page behind the last one, Magento shows the last one again; so its count of all is looked at. */
    static Page read(Payload body, Cursor cursor) {
        List<Payload> orders = body.has("items") ? body.rows("items") : List.of();
        long all = body.whole("total_count", 0, Long.MAX_VALUE).orElse(Long.MAX_VALUE);
        int count = cursor.counted().count();
        return Page.byTime(cursor, orders.stream()
                .map(order -> Seen.of(MagentoPlatform.ORDER, MagentoPlatform.ID, order, order)).toList(),
                orders.stream().flatMap(order -> MagentoOrder.timeIfAny(order, "updated_at").stream()).toList(),
                orders.size() >= count && cursor.before() + count < all);
    }
}
