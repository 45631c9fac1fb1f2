package centuple.connect.shopify;

import centuple.connect.ApiCall;
import centuple.connect.Delivery;
import centuple.connect.FieldMask;
import centuple.connect.Landing;
import centuple.connect.Mapping;
import centuple.connect.Notice;
import centuple.connect.Payload;
import centuple.connect.Polled;
import centuple.connect.Refusal;
import centuple.connect.SecretOrigin;
import centuple.connect.Signature;
import centuple.connect.UnreadableException;
import centuple.connect.Verdict;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Shopify. Webhooks made by hand in the shop's settings need no app; the Admin API, which is asked for what they
 * missed, does. Formats: shopify.dev, Admin REST resources Order and Refund; decision 0174.
 */
public final class ShopifyPlatform implements Polled {
    /** Shopify gives up on a message after hours; what is this old was recorded and sent again by somebody else. */
    static final Duration AGE_MAX = Duration.ofDays(3);

    /** What an order found by asking is mapped as. */
    static final String UPDATED = "orders/updated";

    private static final String SIGNATURE = "x-shopify-hmac-sha256";
    private static final String TEST = "test";
    private static final Set<String> ORDERS = Set.of("orders/create", "orders/paid", UPDATED, "orders/cancelled",
            "orders/fulfilled", "orders/partially_fulfilled");
    private static final String REFUNDS = "refunds/create";

    @Override
    public String name() {
        return "shopify";
    }

    @Override
    public String title() {
        return "Shopify";
    }

    @Override
    public SecretOrigin secretOrigin() {
        return SecretOrigin.PLATFORM;
    }

    @Override
    public Verdict verify(Delivery delivery, List<String> secrets, Instant now) {
        Optional<String> given = delivery.header(SIGNATURE);
        if (given.isEmpty()) {
            return new Verdict.Refused(Refusal.SIGNATURE_MISSING, "the header X-Shopify-Hmac-SHA256 is missing");
        }
        boolean isGenuine = given.flatMap(Signature::base64).filter(code -> secrets.stream().anyMatch(
                secret -> Signature.equal(code, Signature.hmac(Signature.utf8(secret), delivery.body())))).isPresent();
        if (!isGenuine) {
            return new Verdict.Refused(Refusal.SIGNATURE_WRONG, "take the secret from Settings > Notifications > "
                    + "Webhooks; messages of an app are signed with the client secret of the app instead");
        }
        boolean isOld = delivery.header("x-shopify-triggered-at").flatMap(ShopifyPlatform::time)
                .filter(time -> time.isBefore(now.minus(AGE_MAX))).isPresent();
        return isOld
                ? new Verdict.Refused(Refusal.TIMESTAMP_WRONG,
                        "the message is older than " + AGE_MAX.toDays() + " days", true)
                : Verdict.GENUINE;
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public FieldMask fields() {
        return ShopifyFields.MESSAGE;
    }

    /**
     * One action of a merchant may send several messages of one event id, and the messages of one event to several
     * webhooks differ in their own id only. So an event is: topic, order and event id.
     */
    @Override
    public Notice notice(Delivery delivery, Payload body) {
        String topic = delivery.header("x-shopify-topic").orElse("");
        if (delivery.header("x-shopify-test").filter("true"::equalsIgnoreCase).isPresent()) {
            topic = TEST + "/" + topic;
        }
        Optional<String> id = delivery.header("x-shopify-event-id").or(() -> delivery.header("x-shopify-webhook-id"));
        String event = topic + " " + body.text("id").orElse("-") + " ";
        return new Notice(id.map(event::concat).orElse(""), topic);
    }

    @Override
    public Mapping map(String topic, Payload body) {
        try {
            if (topic.startsWith(TEST + "/")) {
                return new Mapping.Nothing("a test message of Shopify");
            } else if (ORDERS.contains(topic)) {
                return ShopifyOrder.map(body);
            } else if (topic.equals(REFUNDS)) {
                return ShopifyRefunds.mapAlone(body);
            } else if (topic.equals(NAMED)) {
                return !body.list("fetched").isEmpty()
                        ? ShopifyOrder.map(body.list("fetched").getFirst().object("order"))
                        : new Mapping.Fetch(List.of(ShopifyPages.alone(body.id("id"))));
            }
            return topic.isEmpty()
                    ? new Mapping.Unreadable("the header X-Shopify-Topic is missing")
                    : new Mapping.Nothing("a message that is not about an order");
        } catch (UnreadableException e) {
            return new Mapping.Unreadable(e.getMessage());
        }
    }

    @Override
    public String testStep() {
        return "In Shopify, under Settings > Notifications > Webhooks, open the menu of one of the webhooks and press "
                + "\"Send test\". It is received and never booked. An order over the landing helper then shows "
                + "whether the token comes along.";
    }

    @Override
    public List<String> steps(String url) {
        return List.of("In Shopify, open Settings > Notifications > Webhooks.",
                "Create a webhook for each of: Order payment, Order creation, Order update, Order cancellation, "
                        + "Refund create. Format JSON, the newest API version that is not marked otherwise, URL: "
                        + url,
                "Copy the secret below the webhooks (\"Your webhooks will be signed with ...\") and "
                        + "give it to the exchange as the secret of this connection.",
                "Add the landing helper to the theme with data-cart=\"shopify\": it keeps the token as the cart "
                        + "attribute \"" + ShopifyFields.CART_ATTRIBUTE + "\", which Shopify copies to the order.",
                "So that nothing is lost when messages are, give the exchange the address of the shop's API "
                        + "(https://NAME.myshopify.com) and an access token of an app with the right read_orders.");
    }

    /** The platform records it by itself, whatever the visitor answered; see decision 0173. */
    @Override
    public Optional<Landing.Rule> landing() {
        return Optional.of(Landing.Rule.IDENTIFIER_FREE);
    }

    @Override
    public List<String> credentialNames() {
        return List.of(ShopifyPages.ACCESS_TOKEN);
    }

    @Override
    public Map<String, String> authorization(Map<String, String> credentials) {
        return ShopifyPages.authorization(credentials);
    }

    @Override
    public ApiCall call(Cursor cursor) {
        return ShopifyPages.call(cursor, ShopifyFields.ASKED_FOR);
    }

    @Override
    public ApiCall names(Cursor cursor) {
        return ShopifyPages.call(cursor, ShopifyFields.NAMES);
    }

    @Override
    public Seen named(Seen order) {
        return order.named("id");
    }

    @Override
    public Page read(Map<String, String> headers, Payload body, Cursor cursor) {
        return ShopifyPages.read(headers, body, cursor);
    }
}
