package centuple.connect.woocommerce;

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

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * WooCommerce. Its webhooks send an order whole, as the REST API of version 3 shows it, and are switched off after five
 * failures in a row. So the API is asked too. Formats: class-wc-webhook.php and the REST API of WooCommerce; decision
 * 0175.
 */
public final class WooPlatform implements Polled {
    /** What an order found by asking is mapped as. */
    static final String UPDATED = "order.updated";

    private static final String SIGNATURE = "x-wc-webhook-signature";
    /** What is sent, unsigned and as a form, when a webhook is saved. */
    private static final Pattern PING = Pattern.compile("webhook_id=[0-9]{1,20}");
    private static final int PING_BYTES_MAX = 40;
    private static final Set<String> ORDERS = Set.of("order.created", UPDATED, "order.restored");

    @Override
    public String name() {
        return "woocommerce";
    }

    @Override
    public String title() {
        return "WooCommerce";
    }

    @Override
    public SecretOrigin secretOrigin() {
        return SecretOrigin.EXCHANGE;
    }

    @Override
    public Verdict verify(Delivery delivery, List<String> secrets, Instant now) {
        if (isPing(delivery.body())) {
            return new Verdict.Harmless("the ping that WooCommerce sends when a webhook is saved");
        }
        Optional<String> given = delivery.header(SIGNATURE);
        if (given.isEmpty()) {
            return new Verdict.Refused(Refusal.SIGNATURE_MISSING, "the header X-WC-Webhook-Signature is missing");
        }
        boolean isGenuine = given.flatMap(Signature::base64).filter(code -> secrets.stream().anyMatch(
                secret -> Signature.equal(code, Signature.hmac(Signature.utf8(secret), delivery.body())))).isPresent();
        return isGenuine
                ? Verdict.GENUINE
                : new Verdict.Refused(Refusal.SIGNATURE_WRONG,
                        "enter the secret of this connection in WooCommerce > Settings > Advanced > Webhooks");
    }

    private static boolean isPing(byte[] body) {
        return body.length <= PING_BYTES_MAX
                && PING.matcher(new String(body, StandardCharsets.ISO_8859_1)).matches();
    }

    @Override
    public FieldMask fields() {
        return WooFields.MESSAGE;
    }

    /**
     * The id of a delivery is no id of an event: it is made of the webhook and the second, so that two orders of one
     * second share it. The digest of the body stands for it.
     */
    @Override
    public Notice notice(Delivery delivery, Payload body) {
        return new Notice("", delivery.header("x-wc-webhook-topic").orElse(""));
    }

    @Override
    public Mapping map(String topic, Payload body) {
        try {
            if (topic.isEmpty()) {
                return new Mapping.Unreadable("the header X-WC-Webhook-Topic is missing");
            } else if (topic.equals("order.deleted")) {
                return new Mapping.Nothing("an order was deleted in the shop; that takes nothing back, "
                        + "set an order to Cancelled or Refunded instead");
            }
            if (topic.equals(NAMED)) {
                return !body.list("fetched").isEmpty()
                        ? WooOrder.map(body.list("fetched").getFirst())
                        : new Mapping.Fetch(List.of(WooPages.alone(body.id("id"))));
            }
            return ORDERS.contains(topic)
                    ? WooOrder.map(body)
                    : new Mapping.Nothing("a message that is not about an order");
        } catch (UnreadableException e) {
            return new Mapping.Unreadable(e.getMessage());
        }
    }

    @Override
    public String testStep() {
        return "In WooCommerce, place an order, or open any order and press \"Update\". The ping that comes when a new "
                + "webhook is saved is unsigned: it shows that the address is right, not that the secret is.";
    }

    @Override
    public List<String> steps(String url) {
        return List.of("In WordPress, open WooCommerce > Settings > Advanced > Webhooks.",
                "Add a webhook: status Active, topic \"Order created\", API version \"WP REST API Integration v3\", "
                        + "the secret of this connection, delivery URL: " + url,
                "Add a second one, the same with the topic \"Order updated\": payments and refunds come by it.",
                "So that nothing is lost when messages are, open WooCommerce > Settings > Advanced > REST API, add a "
                        + "key with the permission Read, and give the exchange the address of the shop (https only), "
                        + "the consumer key and the consumer secret.",
                "The order attribution of WooCommerce 8.5 and newer keeps the page a visitor landed on, for one visit. "
                        + "Of it the partner and the day are read; set landing to token if it is recorded after consent "
                        + "only, or install the WooCommerce plugin of the exchange, which asks for consent and keeps "
                        + "tokens for longer.");
    }

    /** The platform records it by itself, whatever the visitor answered; see decision 0173. */
    @Override
    public Optional<Landing.Rule> landing() {
        return Optional.of(Landing.Rule.IDENTIFIER_FREE);
    }

    @Override
    public List<String> credentialNames() {
        return List.of(WooPages.CONSUMER_KEY, WooPages.CONSUMER_SECRET);
    }

    @Override
    public Map<String, String> authorization(Map<String, String> credentials) {
        return WooPages.authorization(credentials);
    }

    @Override
    public ApiCall call(Cursor cursor) {
        return WooPages.call(cursor, WooFields.ASKED_FOR);
    }

    @Override
    public ApiCall names(Cursor cursor) {
        return WooPages.call(cursor, WooFields.NAMES);
    }

    @Override
    public Seen named(Seen order) {
        return order.named("id");
    }

    @Override
    public Page read(Map<String, String> headers, Payload body, Cursor cursor) {
        return WooPages.read(body, cursor);
    }
}
