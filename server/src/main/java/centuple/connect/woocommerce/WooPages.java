package centuple.connect.woocommerce;

import centuple.connect.ApiCall;
import centuple.connect.Payload;
import centuple.connect.Polled.Cursor;
import centuple.connect.Polled.Page;
import centuple.connect.Polled.Seen;
import centuple.connect.Signature;
import centuple.connect.UnreadableException;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The orders that changed, in the order of their changes. An order that changes between two pages moves to the end and
 * shifts all behind it, so counting pages would skip one: the next page starts instead at the last change seen. Only
 * where a whole page changed within one second the pages of that second are counted.
 */
final class WooPages {
    static final String CONSUMER_KEY = "consumer_key";
    static final String CONSUMER_SECRET = "consumer_secret";
    static final int ORDERS_MAX = 100;

    private WooPages() {
    }

    static Map<String, String> authorization(Map<String, String> credentials) {
        String both = credentials.getOrDefault(CONSUMER_KEY, "") + ":" + credentials.getOrDefault(CONSUMER_SECRET, "");
        return Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(Signature.utf8(both)));
    }

    static ApiCall call(Cursor cursor) {
        // The API lists what changed after a second, and we want what changed in it, too.
        Instant after = cursor.since().truncatedTo(ChronoUnit.SECONDS).minusSeconds(1);
        String time = after.toString().replace("Z", "");
        return new ApiCall("/wp-json/wc/v3/orders?modified_after=" + time
                + "&dates_are_gmt=true&orderby=modified&order=asc&per_page=" + ORDERS_MAX + "&page=" + page(cursor)
                + "&_fields=" + WooFields.ASKED_FOR, WooFields.PAGE);
    }

    private static int page(Cursor cursor) {
        return cursor.page().isEmpty() ? 1 : Integer.parseInt(cursor.page());
    }

    static Page read(Payload body, Cursor cursor) {
        List<Payload> orders = body.rows("items");
        List<Seen> seen = orders.stream().map(order -> Seen.of(WooPlatform.UPDATED, order)).toList();
        if (orders.isEmpty()) {
            return new Page(seen, new Cursor(cursor.since(), ""), true);
        }
        Instant last = orders.getLast().time("date_modified_gmt")
                .orElseThrow(() -> new UnreadableException("an order has no date_modified_gmt"));
        if (orders.size() < ORDERS_MAX) {
            return new Page(seen, new Cursor(last.isAfter(cursor.since()) ? last : cursor.since(), ""), true);
        }
        // The first page of a round may begin before the cursor, so there is nothing to count from yet.
        boolean hasMoved = cursor.page().isEmpty() || last.isAfter(cursor.since());
        Cursor next = hasMoved
                ? new Cursor(last, "1")
                : new Cursor(cursor.since(), Integer.toString(page(cursor) + 1));
        return new Page(seen, next, false);
    }
}
