package centuple.connect.shopify;

import centuple.connect.ApiCall;
import centuple.connect.Payload;
import centuple.connect.Polled.Cursor;
import centuple.connect.Polled.Page;
import centuple.connect.Polled.Seen;
import centuple.connect.UnreadableException;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The orders that changed, page by page. The pages of Shopify are not in the order of changes, so the newest change
 * seen in a round is carried from page to page, in front of the page's own name: {@code 1795424400/eyJsYXN0...}.
 */
final class ShopifyPages {
    static final String ACCESS_TOKEN = "access_token";
    /** Each version is served for a year; after it Shopify answers with the oldest it still serves. */
    static final String API = "/admin/api/2026-10";

    private static final Pattern NEXT = Pattern
            .compile("<[^>]*[?&]page_info=([A-Za-z0-9_%=.-]{1,1000})[^>]*>;\\s*rel=\"?next\"?");

    private ShopifyPages() {
    }

    static Map<String, String> authorization(Map<String, String> credentials) {
        return Map.of("X-Shopify-Access-Token", credentials.getOrDefault(ACCESS_TOKEN, ""));
    }

    static ApiCall call(Cursor cursor, String fields) {
        String which = cursor.page().isEmpty()
                ? "&status=any&updated_at_min=" + cursor.since().truncatedTo(ChronoUnit.SECONDS)
                : "&page_info=" + cursor.page().substring(cursor.page().indexOf('/') + 1);
        return new ApiCall(API + "/orders.json?limit=" + cursor.count() + "&fields=" + fields + which,
                ShopifyFields.PAGE);
    }

    /** One order by its number. */
    static ApiCall alone(String order) {
        return new ApiCall(API + "/orders/" + order + ".json?fields=" + ShopifyFields.ASKED_FOR, ShopifyFields.ALONE);
    }

    static Page read(Map<String, String> headers, Payload body, Cursor cursor) {
        List<Payload> orders = body.rows("orders");
        Instant newest = newestBefore(cursor);
        for (Payload order : orders) {
            Instant changed = order.timeIfAny("updated_at").orElse(Instant.EPOCH);
            newest = changed.isAfter(newest) ? changed : newest;
        }
        List<Seen> seen = orders.stream().map(order -> Seen.of(ShopifyPlatform.UPDATED, order)).toList();
        String link = headers.getOrDefault("link", "");
        Matcher next = NEXT.matcher(link);
        if (next.find()) {
            return new Page(seen, new Cursor(cursor.since(), newest.getEpochSecond() + "/" + next.group(1),
                    cursor.count()), false);
        } else if (link.contains("next")) {
            throw new UnreadableException("the API names a next page in a way we do not know");
        }
        return new Page(seen, new Cursor(newest, ""), true);
    }

    private static Instant newestBefore(Cursor cursor) {
        int slash = cursor.page().indexOf('/');
        return slash < 0 ? cursor.since() : Instant.ofEpochSecond(Long.parseLong(cursor.page(), 0, slash, 10));
    }
}
