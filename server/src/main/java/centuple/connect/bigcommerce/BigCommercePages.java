package centuple.connect.bigcommerce;

import centuple.connect.ApiCall;
import centuple.connect.FieldMask;
import centuple.connect.Notice;
import centuple.connect.Payload;
import centuple.connect.Polled.Cursor;
import centuple.connect.Polled.Page;
import centuple.connect.Polled.Seen;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks for orders that changed. Stateless.
 */
final class BigCommercePages {
    /** Orders of one answer. */
    static final int PAGE_SIZE = 50;

    private static final FieldMask FIELDS = FieldMask.of("items[].id", "items[].date_modified");

    private BigCommercePages() {
    }

    static ApiCall call(Cursor cursor) {
        String since = cursor.since().truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", "%2B00:00");
        return new ApiCall("/v2/orders?min_date_modified=" + since + "&sort=date_modified:asc&limit=" + PAGE_SIZE
                + "&page=" + cursor.number(), FIELDS);
    }

    static Page read(Payload body, Cursor cursor) {
        List<Seen> events = new ArrayList<>();
        Instant last = Instant.MIN;
        List<Payload> orders = body.has("items") ? body.rows("items") : List.of();
        for (Payload order : orders) {
            String id = order.id("id");
            Instant changed = BigCommerceOrder.time(order, "date_modified");
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("id", id);
            Map<String, Object> event = new LinkedHashMap<>();
            event.put("data", data);
            events.add(new Seen(new Notice("seen/" + id + "/" + changed, "store/order/updated"), new Payload(event)));
            last = changed.isAfter(last) ? changed : last;
        }
        return Page.byTime(cursor, events, last, orders.size() >= PAGE_SIZE);
    }
}
