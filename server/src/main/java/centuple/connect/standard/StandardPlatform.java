package centuple.connect.standard;

import centuple.connect.Delivery;
import centuple.connect.FieldMask;
import centuple.connect.Landing;
import centuple.connect.Mapping;
import centuple.connect.Notice;
import centuple.connect.Payload;
import centuple.connect.Platform;
import centuple.connect.SecretOrigin;
import centuple.connect.Signature;
import centuple.connect.Verdict;
import centuple.order.OrderFact.Marks;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shops that send Standard Webhooks with one fact of our own order format as their data. What they say is passed on
 * field by field; {@code docs/reference/orders.md} says what the fields mean. Immutable, safe for all threads.
 */
public final class StandardPlatform implements Platform {
    /** The type of a message that holds a fact. */
    public static final String ORDER_FACT = "order.fact";

    /** The type of a message that only tries the way. */
    public static final String PING = "ping";

    /** Of a message's id, so that there is room for what is added to it. */
    private static final int ID_CHARS_MAX = 150;

    private static final String SIGNED_PING = "Send a signed message {\"type\":\"ping\"}; "
            + "docs/reference/connect/standard.md has a script that does. It is received, and nothing is booked.";

    private static final FieldMask FIELDS = FieldMask.of("type", "data.type", "data.reference", "data.status",
            "data.version", "data.number", "data.currency", "data.placed_at", "data.paid_at", "data.new_customer",
            "data.lines[].reference", "data.lines[].category", "data.lines[].quantity", "data.lines[].amount_minor",
            "data.lines[].discount_minor", "data.lines[].tax_minor", "data.lines[].line", "data.discount_minor",
            "data.tax_minor", "data.shipping_minor", "data.token", "data.tokens[].token", "data.tokens[].found_in",
            "data.landing_url?", "data.coupons[]", "data.giver_day.giver", "data.giver_day.day",
            "data.giver_days[].giver", "data.giver_days[].day", "data.affiliate_attribution[].provider",
            "data.affiliate_attribution[].token!", "data.affiliate_attribution[].publisher_id",
            "data.affiliate_attribution[].issued_at", "data.affiliate_attribution[].touchpoint",
            "data.refund_reference", "data.full", "data.amount_minor");

    private final String name;
    private final String title;
    private final List<String> firstSteps;
    private final String testStep;

    private StandardPlatform(String name, String title, String testStep, String... firstSteps) {
        this.name = name;
        this.title = title;
        this.testStep = testStep;
        this.firstSteps = List.of(firstSteps);
    }

    /** All shops that report in this way, each with its own name and steps. */
    public static List<Platform> all() {
        return List.of(
                new StandardPlatform("standard", "any shop (Standard Webhooks)", SIGNED_PING,
                        "Send a message for every order that is paid, changed, cancelled or refunded: a POST with the "
                                + "body {\"type\":\"order.fact\",\"timestamp\":\"...\",\"data\":{one fact}}, "
                                + "the fact as docs/reference/orders.md describes it."),
                new StandardPlatform("vendure", "Vendure",
                        "Start the shop again: the plugin sends a ping when it starts, and its log says whether the "
                                + "exchange answers.",
                        "Install the plugin of connectors/vendure and name it in the plugins of your Vendure config.",
                        "The storefront hands the click token to the order, as the plugin's README shows."),
                new StandardPlatform("medusa", "Medusa",
                        "Follow a partner's link to your storefront, order something and capture the payment in the "
                                + "admin: the plugin sends the order at once. Orders that no partner sent stay in the "
                                + "shop.",
                        "Install the plugin of connectors/medusa and name it in the plugins of medusa-config.ts.",
                        "The storefront writes the click token into the cart: metadata.centuple."),
                new StandardPlatform("prestashop", "PrestaShop",
                        "On the module's page in the back office press \"Send a test message\".",
                        "Upload the module of connectors/prestashop under Modules > Module Manager.",
                        "The module takes the click token from the landing address by itself."),
                new StandardPlatform("sylius", "Sylius", SIGNED_PING,
                        "Have your webhook outbox, or a listener of your own, send an event of the type order.fact "
                                + "when a payment completes and when it is refunded, its data one fact as "
                                + "docs/reference/orders.md describes it. Other events are taken and ignored."));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public SecretOrigin secretOrigin() {
        return SecretOrigin.EXCHANGE;
    }

    @Override
    public Verdict verify(Delivery delivery, List<String> secrets, Instant now) {
        return StandardSignature.verify(delivery, secrets, now);
    }

    /** The shop's own program sends it, and knows whether it may. */
    @Override
    public Optional<Landing.Rule> landing() {
        return Optional.of(Landing.Rule.TOKEN);
    }

    @Override
    public FieldMask fields() {
        return FIELDS;
    }

    /**
     * Some sender names two messages alike, such as by the number of the order. So that the second is not taken for a
     * repetition, what a message says is part of its name; the time of the attempt is not among what is kept of it.
     */
    @Override
    public Notice notice(Delivery delivery, Payload body) {
        String id = delivery.header(StandardSignature.ID).orElse("");
        String said = HexFormat.of().formatHex(Signature.digest(Signature.utf8(body.fields().toString())), 0, 8);
        return new Notice(id.substring(0, Math.min(id.length(), ID_CHARS_MAX)) + "/" + said,
                body.text("type").orElse(""));
    }

    @Override
    public Mapping map(String topic, Payload body) {
        return switch (topic) {
            case ORDER_FACT -> fact(body.object("data").fields());
            case PING -> new Mapping.Nothing("a test message");
            case "" -> new Mapping.Unreadable("the message has no type; a fact is sent as the type " + ORDER_FACT);
            default -> new Mapping.Nothing("a message of another type than " + ORDER_FACT);
        };
    }

    private static Mapping fact(Map<String, Object> data) {
        return data.isEmpty()
                ? new Mapping.Unreadable("the message has no data; a fact of an order is expected there")
                : new Mapping.Facts(List.of(withinLimit(data)));
    }

    /** Modules list the newest tokens first; what is beyond the limit is dropped, for no order waits for it. */
    private static Map<String, Object> withinLimit(Map<String, Object> data) {
        if (!(data.get("tokens") instanceof List<?> tokens) || tokens.size() <= Marks.TOKENS_LISTED_MAX) {
            return data;
        }
        Map<String, Object> within = new LinkedHashMap<>(data);
        within.put("tokens", tokens.subList(0, Marks.TOKENS_LISTED_MAX));
        return within;
    }

    @Override
    public List<String> steps(String url) {
        List<String> steps = new ArrayList<>(firstSteps);
        steps.add("Give it this address: " + url);
        steps.add("Give it the secret, which is shown once (whsec_...). It signs every attempt by Standard Webhooks.");
        return steps;
    }

    @Override
    public String testStep() {
        return testStep;
    }
}
