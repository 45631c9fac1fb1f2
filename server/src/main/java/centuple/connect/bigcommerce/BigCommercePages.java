package centuple.connect.bigcommerce;

import centuple.connect.ApiCall;
import centuple.connect.FieldMask;
import centuple.connect.Payload;
import centuple.connect.Polled.Cursor;
import centuple.connect.Polled.Page;
import centuple.connect.Polled.Seen;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * Looks for orders that changed. Each is then asked for alone, with what belongs to it; what the list says of it only
 * tells one state of it from another. Stateless.
 */
final class BigCommercePages {
    /** What changes when an order does; its time of change alone has whole seconds. */
    private static final FieldMask FIELDS = FieldMask.of("items[].id", "items[].date_modified", "items[].status_id",
            "items[].payment_status", "items[].total_inc_tax", "items[].total_ex_tax", "items[].refunded_amount",
            "items[].items_total", "items[].discount_amount", "items[].coupon_discount", "items[].staff_notes!");

    private BigCommercePages() {
    }

    static ApiCall call(Cursor cursor) {
        String since = cursor.since().truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", "%2B00:00");
        return new ApiCall("/v2/orders?min_date_modified=" + since + "&sort=date_modified:asc&limit="
                + cursor.counted().count() + "&page=" + cursor.number(), FIELDS);
    }

    static Page read(Payload body, Cursor cursor) {
        List<Payload> orders = body.has("items") ? body.rows("items") : List.of();
        return Page.byTime(cursor, orders.stream().map(BigCommercePages::seen).toList(), orders.stream()
                .flatMap(order -> BigCommerceOrder.timeIfAny(order, "date_modified").stream()).toList());
    }

    /** As an event of BigCommerce would name it. */
    private static Seen seen(Payload order) {
        Map<String, Object> data = order.text("id").<Map<String, Object>>map(id -> Map.of("id", id)).orElse(Map.of());
        return Seen.of(BigCommercePlatform.UPDATED, "id", order, new Payload(Map.of("data", data)));
    }
}
