package centuple.connect.stripe;

import centuple.connect.Delivery;
import centuple.connect.FieldMask;
import centuple.connect.Mapping;
import centuple.connect.Notice;
import centuple.connect.Payload;
import centuple.connect.Platform;
import centuple.connect.SecretOrigin;
import centuple.connect.Verdict;

import java.time.Instant;
import java.util.List;

/**
 * Stripe Checkout and Payment Links. An order is a payment: its reference is the id of the payment intent, which
 * session, refund and dispute all name. Immutable, safe for all threads.
 */
public final class StripePlatform implements Platform {
    /** Units one line may have; see {@link StripeAmounts#units}. */
    static final int UNITS_MAX = 2_000_000_000;

    private static final FieldMask FIELDS = FieldMask.of("id", "type", "created", "livemode", "data.object.id",
            "data.object.object", "data.object.created", "data.object.mode", "data.object.payment_status",
            "data.object.payment_intent", "data.object.payment_intent.id", "data.object.currency",
            "data.object.amount_total", "data.object.total_details", "data.object.total_details.amount_shipping",
            "data.object.total_details.amount_tax", "data.object.shipping_cost",
            "data.object.shipping_cost.amount_total", "data.object.shipping_cost.amount_tax",
            "data.object.client_reference_id!", "data.object.metadata.centuple!", "data.object.discounts[].coupon",
            "data.object.discounts[].promotion_code", "data.object.amount", "data.object.amount_captured",
            "data.object.captured", "data.object.refunded",
            "data.object.status");

    @Override
    public String name() {
        return "stripe";
    }

    @Override
    public String title() {
        return "Stripe Checkout and Payment Links";
    }

    @Override
    public SecretOrigin secretOrigin() {
        return SecretOrigin.PLATFORM;
    }

    @Override
    public Verdict verify(Delivery delivery, List<String> secrets, Instant now) {
        return StripeSignature.verify(delivery, secrets, now);
    }

    @Override
    public FieldMask fields() {
        return FIELDS;
    }

    @Override
    public Notice notice(Delivery delivery, Payload body) {
        return new Notice(body.text("id").orElse(""), body.text("type").orElse(""));
    }

    @Override
    public Mapping map(String topic, Payload body) {
        if (!body.flag("livemode").orElse(false)) {
            return new Mapping.Nothing("an event of Stripe's test mode, in which no money moves");
        }
        return StripeEvents.map(topic, body);
    }

    @Override
    public String testStep() {
        return "In the test mode of the Stripe dashboard add the same destination, set its signing secret here, and pay "
                + "once with the card 4242 4242 4242 4242: it is received and never booked. Then set the secret of the "
                + "live destination in the same way; the one before counts for 24 hours more.";
    }

    /** A session in which nothing is paid yet. */
    @Override
    public boolean isJoined(String topic, Payload body) {
        return StripeEvents.isOpen(topic, body);
    }

    @Override
    public List<String> steps(String url) {
        return List.of(
                "In the Stripe dashboard open Workbench > Webhooks (or Developers > Webhooks) and add a destination.",
                "Choose the events of your own account and these types: " + String.join(", ", StripeEvents.TYPES) + ".",
                "Give it this address: " + url,
                "Reveal the signing secret of the new destination (whsec_...) and set it here.",
                "Carry the click token to the payment: as client_reference_id of the Checkout session or Payment Link "
                        + "(?client_reference_id=...), or as metadata.centuple of the session.");
    }
}
