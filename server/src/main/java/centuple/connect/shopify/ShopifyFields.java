package centuple.connect.shopify;

import centuple.connect.FieldMask;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is kept of an order or refund of Shopify. All amounts are those of the shop's own currency: what the customer
 * saw in another one is left out, so that an order has one currency, the one its owner keeps books in.
 */
final class ShopifyFields {
    /** Where the landing helper leaves the token. */
    static final String CART_ATTRIBUTE = "centuple";
    /** Where it leaves giver and day, for shops that read no identifiers. */
    static final String GIVER_DAY_ATTRIBUTE = "centuple_giver_day";

    private static final List<String> REFUND = List.of("id", "refund_line_items[].line_item_id",
            "refund_line_items[].quantity", "refund_line_items[].subtotal_set.shop_money.currency_code",
            "order_adjustments[].kind", "order_adjustments[].amount", "order_adjustments[].tax_amount");

    private static final List<String> ORDER = List.of("id", "name", "test", "currency", "financial_status",
            "created_at",
            "updated_at", "cancelled_at", "taxes_included", "total_price", "total_tax",
            "total_shipping_price_set.shop_money.amount", "landing_site?", "discount_codes[].code",
            "note_attributes[name=" + CART_ATTRIBUTE + "].value!",
            "note_attributes[name=" + GIVER_DAY_ATTRIBUTE + "].value", "line_items[].id",
            "line_items[].quantity", "line_items[].price", "line_items[].gift_card", "line_items[].tip",
            "line_items[].discount_allocations[].amount", "line_items[].tax_lines[].price");

    private static final List<String> OF_ORDER = Stream
            .concat(ORDER.stream(), REFUND.stream().map("refunds[]."::concat)).toList();

    /** Of a message: an order, or a refund alone, which names its order. */
    static final FieldMask MESSAGE = FieldMask
            .of(Stream.of(OF_ORDER, REFUND, List.of("order_id")).flatMap(List::stream).toArray(String[]::new));

    /** Of a page of orders. */
    static final FieldMask PAGE = FieldMask.of(OF_ORDER.stream().map("orders[]."::concat).toArray(String[]::new));

    /** Of one order. */
    static final FieldMask ALONE = FieldMask.of(OF_ORDER.stream().map("order."::concat).toArray(String[]::new));

    /** The fields by which an order is named only. */
    static final String NAMES = "id,updated_at";

    /** The fields of an order by their first names, as the API is asked for them. */
    static final String ASKED_FOR = OF_ORDER.stream().map(path -> path.split("[.\\[?]", 2)[0]).distinct()
            .collect(Collectors.joining(","));

    private ShopifyFields() {
    }
}
