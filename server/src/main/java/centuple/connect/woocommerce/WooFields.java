package centuple.connect.woocommerce;

import centuple.connect.FieldMask;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is kept of an order of WooCommerce. Reasons of refunds and notes are not: people write names into them. */
final class WooFields {
    /** Where the plugin of the exchange leaves tokens. */
    static final String TOKEN = "_centuple_token";
    /** Where it leaves giver and day, for shops that read no identifiers. */
    static final String GIVER_DAY = "_centuple_giver_day";
    /** The page a visitor landed on, whole, as WooCommerce itself keeps it since 8.5. */
    static final String LANDING = "_wc_order_attribution_session_entry";
    static final String SOURCE = "_wc_order_attribution_utm_source";
    static final String CAMPAIGN = "_wc_order_attribution_utm_campaign";

    private static final List<String> ORDER = List.of("id", "number", "status", "currency", "date_created_gmt",
            "date_modified_gmt", "date_paid_gmt", "date_completed_gmt", "total", "total_tax", "shipping_total",
            "line_items[].id", "line_items[].quantity", "line_items[].total", "fee_lines[].total",
            "coupon_lines[].code", "refunds[].id", "refunds[].total",
            "meta_data[key=" + TOKEN + "].value!",
            "meta_data[key=" + GIVER_DAY + "].value",
            "meta_data[key=" + SOURCE + "|" + CAMPAIGN + "].value%",
            "meta_data[key=" + LANDING + "].value?");

    /** Of a message: an order, or what WordPress says where it has none to show. */
    static final FieldMask MESSAGE = FieldMask.of(Stream
            .concat(ORDER.stream(), Stream.of("code", "order")).toArray(String[]::new));

    /** Of a page of orders, which is a list. */
    static final FieldMask PAGE = FieldMask.of(ORDER.stream().map("items[]."::concat).toArray(String[]::new));

    /** The fields of an order by their first names, as the API is asked for them. */
    static final String ASKED_FOR = ORDER.stream().map(path -> path.split("[.\\[?]", 2)[0]).distinct()
            .collect(Collectors.joining(","));

    /** The fields by which an order is named only. */
    static final String NAMES = "id,date_modified_gmt";

    private WooFields() {
    }
}
