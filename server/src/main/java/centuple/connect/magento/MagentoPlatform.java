package centuple.connect.magento;

import centuple.connect.ApiCall;
import centuple.connect.Delivery;
import centuple.connect.FieldMask;
import centuple.connect.Mapping;
import centuple.connect.Notice;
import centuple.connect.Payload;
import centuple.connect.Polled;
import centuple.connect.Refusal;
import centuple.connect.SecretOrigin;
import centuple.connect.UnreadableException;
import centuple.connect.Verdict;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Magento. It sends nothing by itself, so its orders are asked for, and the credit memos of those of which something
 * was given back. Source: developer.adobe.com/commerce, REST, sales. Immutable, safe for all threads.
 */
public final class MagentoPlatform implements Polled {
    /** What an order that was found is taken as. */
    static final String ORDER = "order";

    /** The field that names an order within the platform. */
    static final String ID = "entity_id";

    /** The credential by which orders are asked for. */
    static final String ACCESS_TOKEN = "access_token";

    @Override
    public String name() {
        return "magento";
    }

    @Override
    public String title() {
        return "Magento";
    }

    @Override
    public SecretOrigin secretOrigin() {
        return SecretOrigin.EXCHANGE;
    }

    /** Nothing is sent here, so nothing is believed. */
    @Override
    public Verdict verify(Delivery delivery, List<String> secrets, Instant now) {
        return new Verdict.Refused(Refusal.SIGNATURE_MISSING,
                "Magento is asked for its orders; a module of your own can send them to the platform standard");
    }

    @Override
    public FieldMask fields() {
        return MagentoOrder.FIELDS;
    }

    @Override
    public Notice notice(Delivery delivery, Payload body) {
        return new Notice("", ORDER);
    }

    @Override
    public Mapping map(String topic, Payload body) {
        try {
            return topic.equals(NAMED) ? named(body, body.list("fetched")) : MagentoOrder.map(body);
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
        return Map.of("Authorization", "Bearer " + credentials.getOrDefault(ACCESS_TOKEN, ""));
    }

    @Override
    public ApiCall call(Cursor cursor) {
        return MagentoPages.call(cursor);
    }

    @Override
    public ApiCall names(Cursor cursor) {
        return MagentoPages.names(cursor);
    }

    @Override
    public Seen named(Seen order) {
        return order.named(ID);
    }

    /** The order alone, then its credit memos. */
    private static Mapping named(Payload body, List<Payload> fetched) {
        if (fetched.isEmpty()) {
            return new Mapping.Fetch(MagentoPages.alone(body.id(ID)));
        }
        Map<String, Object> order = new LinkedHashMap<>(fetched.getFirst().fields());
        order.put("fetched", fetched.stream().skip(1).map(Payload::fields).toList());
        return MagentoOrder.map(new Payload(order));
    }

    @Override
    public Page read(Map<String, String> headers, Payload body, Cursor cursor) {
        return MagentoPages.read(body, cursor);
    }

    @Override
    public boolean sendsMessages() {
        return false;
    }

    @Override
    public String testStep() {
        return "Nothing is sent by Magento. Place an order in the shop, or add a comment to one: it is read within five "
                + "minutes, or at once when this is run again.";
    }

    @Override
    public List<String> steps(String url) {
        return List.of(
                "In the admin open System > Extensions > Integrations, add an integration and allow it Sales > "
                        + "Operations > Orders > Actions > View and Credit Memos > View, nothing else. Activate it.",
                "Under Stores > Configuration > Services > OAuth set \"Allow OAuth Access Tokens to be used as "
                        + "standalone Bearer tokens\" to Yes (Magento 2.4.4 and later).",
                "Set the integration's access token here as " + ACCESS_TOKEN
                        + ", and the address of the shop as the API address, such as https://shop.example",
                "Carry the click token to the order: an extension attribute of the order named centuple, or a comment "
                        + "in its history. A coupon code of a partner needs neither.",
                "That is all: nothing is sent to " + url + ", orders are asked for every five minutes.");
    }
}
