package centuple.connect.bigcommerce;

import centuple.connect.ApiCall;
import centuple.connect.Delivery;
import centuple.connect.FieldMask;
import centuple.connect.Mapping;
import centuple.connect.Notice;
import centuple.connect.Payload;
import centuple.connect.Polled;
import centuple.connect.Refusal;
import centuple.connect.SecretOrigin;
import centuple.connect.Signature;
import centuple.connect.UnreadableException;
import centuple.connect.Verdict;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * BigCommerce. Its events say only which order changed, and come with a header that was agreed on when the webhook was
 * made. Source: bigcommerce/docs, webhooks overview and orders reference. Immutable, safe for all threads.
 */
public final class BigCommercePlatform implements Polled {
    /** The header that holds our secret; BigCommerce sends it as it was set when the webhook was made. */
    static final String HEADER = "X-Centuple-Secret";

    /** The credential by which orders are fetched. */
    static final String ACCESS_TOKEN = "access_token";

    private static final String SCOPE_PREFIX = "store/order/";
    /** What an order found by asking is taken as. */
    static final String UPDATED = SCOPE_PREFIX + "updated";

    private static final FieldMask EVENT = FieldMask.of("scope", "data.type", "data.id", "hash", "created_at");

    @Override
    public String name() {
        return "bigcommerce";
    }

    @Override
    public String title() {
        return "BigCommerce";
    }

    @Override
    public SecretOrigin secretOrigin() {
        return SecretOrigin.EXCHANGE;
    }

    @Override
    public Verdict verify(Delivery delivery, List<String> secrets, Instant now) {
        Optional<String> given = delivery.header(HEADER.toLowerCase(Locale.ROOT));
        if (given.isEmpty()) {
            return new Verdict.Refused(Refusal.SIGNATURE_MISSING,
                    "the header " + HEADER + " is missing; it is set when the webhook is made");
        }
        // Digests have one length, so that not even the length of the secret can be found out by the time it takes.
        byte[] digest = Signature.digest(Signature.utf8(given.get()));
        boolean isKnown = false;
        for (String secret : secrets) {
            isKnown |= !secret.isEmpty() && Signature.equal(digest, Signature.digest(Signature.utf8(secret)));
        }
        return isKnown
                ? Verdict.GENUINE
                : new Verdict.Refused(Refusal.SIGNATURE_WRONG, "the header " + HEADER + " holds another secret");
    }

    @Override
    public FieldMask fields() {
        return EVENT;
    }

    /** Two changes of one order may share a hash, so the time counts too; a repetition has both. */
    @Override
    public Notice notice(Delivery delivery, Payload body) {
        String id = body.text("hash").map(hash -> hash + "/" + body.text("created_at").orElse("")).orElse("");
        return new Notice(id, body.text("scope").orElse(""));
    }

    @Override
    public Mapping map(String topic, Payload body) {
        if (!topic.startsWith(SCOPE_PREFIX)) {
            return new Mapping.Nothing("an event that is not about an order");
        }
        try {
            String order = body.id("data.id");
            boolean isFetched = body.value("fetched").orElse(null) instanceof List<?> answers && !answers.isEmpty();
            List<Payload> fetched = isFetched ? body.rows("fetched") : List.of();
            return fetched.isEmpty()
                    ? new Mapping.Fetch(BigCommerceOrder.calls(order))
                    : BigCommerceOrder.map(order, fetched);
        } catch (UnreadableException e) {
            return new Mapping.Unreadable(e.getMessage());
        }
    }

    @Override
    public List<String> credentialNames() {
        return List.of(ACCESS_TOKEN);
    }

    @Override
    public Map<String, String> authorization(Map<String, String> credentials) {
        return Map.of("X-Auth-Token", credentials.getOrDefault(ACCESS_TOKEN, ""));
    }

    @Override
    public ApiCall call(Cursor cursor) {
        return BigCommercePages.call(cursor);
    }

    /** It has no list of names alone. */
    @Override
    public ApiCall names(Cursor cursor) {
        return BigCommercePages.call(cursor);
    }

    @Override
    public Seen named(Seen order) {
        return order;
    }

    @Override
    public Page read(Map<String, String> headers, Payload body, Cursor cursor) {
        return BigCommercePages.read(body, cursor);
    }

    @Override
    public boolean needsApi() {
        return true;
    }

    @Override
    public String testStep() {
        return "In BigCommerce, open Orders > View and change the status of any order: the event comes within a minute. "
                + "Changing it back sends a second one.";
    }

    @Override
    public List<String> steps(String url) {
        List<String> steps = new ArrayList<>();
        steps.add("In BigCommerce open Settings > API > Store-level API accounts and make an account of the type V2/V3 "
                + "with the scopes Orders (read-only) and Order Transactions (read-only).");
        steps.add("Set its access token here as " + ACCESS_TOKEN + ", and its API path without the ending v3/ as the "
                + "API address: https://api.bigcommerce.com/stores/STORE_HASH");
        steps.add(
                "Webhooks are made by the API only. Send this for each of " + SCOPE_PREFIX + "created, " + SCOPE_PREFIX
                        + "statusUpdated and " + SCOPE_PREFIX + "refund/created:\n"
                        + "    curl https://api.bigcommerce.com/stores/STORE_HASH/v3/hooks \\\n"
                        + "      -H 'X-Auth-Token: ACCESS_TOKEN' -H 'Content-Type: application/json' \\\n"
                        + "      -d '{\"scope\": \"" + SCOPE_PREFIX + "created\", \"is_active\": true,\n"
                        + "           \"destination\": \"" + url + "\",\n"
                        + "           \"headers\": {\"" + HEADER + "\": \"SECRET\"}}'");
        steps.add("SECRET is the secret of this connection. The address must be on port 443.");
        steps.add("Put the click token into an order metafield with the key " + BigCommerceOrder.METAFIELD
                + ", or into the staff notes of the order.");
        return steps;
    }
}
