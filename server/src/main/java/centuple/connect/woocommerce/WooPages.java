package centuple.connect.woocommerce;

import centuple.connect.ApiCall;
import centuple.connect.Payload;
import centuple.connect.Polled.Cursor;
import centuple.connect.Polled.Page;
import centuple.connect.Polled.Seen;
import centuple.connect.Signature;

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

    private WooPages() {
    }

    static Map<String, String> authorization(Map<String, String> credentials) {
        String both = credentials.getOrDefault(CONSUMER_KEY, "") + ":" + credentials.getOrDefault(CONSUMER_SECRET, "");
        return Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(Signature.utf8(both)));
    }

    static ApiCall call(Cursor cursor, String fields) {
        // The API lists what changed after a second, and we want what changed in it, too.
        Instant after = cursor.since().truncatedTo(ChronoUnit.SECONDS).minusSeconds(1);
        String time = after.toString().replace("Z", "");
        return new ApiCall("/wp-json/wc/v3/orders?modified_after=" + time
                + "&dates_are_gmt=true&orderby=modified&order=asc&per_page=" + cursor.counted().count() + "&page="
                + cursor.number() + "&_fields=" + fields, WooFields.PAGE);
    }

    /** One order by its number. */
    static ApiCall alone(String order) {
        return new ApiCall("/wp-json/wc/v3/orders/" + order + "?_fields=" + WooFields.ASKED_FOR, WooFields.MESSAGE);
    }

    static Page read(Payload body, Cursor cursor) {
        List<Payload> orders = body.rows("items");
        return Page.byTime(cursor, orders.stream().map(order -> Seen.of(WooPlatform.UPDATED, order)).toList(),
                orders.stream().flatMap(order -> order.timeIfAny("date_modified_gmt").stream()).toList());
    }
}
