package centuple.connect;

import centuple.money.Currency;
import centuple.order.FoundIn;
import centuple.order.OrderFact;
import centuple.order.OrderRef;
import centuple.order.OrderStatus;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Writes a fact of an order in our own format, the one of {@code POST /v1/orders}: what a platform says is so read by
 * the same strict reader as what a shop reports itself. Not thread-safe.
 */
public final class FactDraft {
    private static final int HASH_BITS = 14;
    private static final int RANK_BITS = 2;
    private static final int TOKEN_CHARS_MAX = 2_000;

    private final Map<String, Object> fields = new LinkedHashMap<>();
    private final List<Map<String, Object>> lines = new ArrayList<>();
    private final List<Map<String, Object>> tokens = new ArrayList<>();
    private final List<String> coupons = new ArrayList<>();
    private String number = "";

    private FactDraft() {
    }

    /** An order as it stands. */
    public static FactDraft snapshot(String reference, OrderStatus status, Currency currency) {
        FactDraft draft = new FactDraft();
        draft.fields.put("type", "snapshot");
        draft.fields.put("reference", reference);
        draft.fields.put("status", lower(status));
        draft.fields.put("currency", currency.code());
        return draft;
    }

    /** Money or goods given back; one of {@link #amount}, {@link #full} and {@link #lineRefund} must follow. */
    public static FactDraft refund(String orderReference, String refundReference, Currency currency) {
        FactDraft draft = new FactDraft();
        draft.fields.put("type", "refund");
        draft.fields.put("reference", orderReference);
        draft.fields.put("refund_reference", refundReference);
        draft.fields.put("currency", currency.code());
        return draft;
    }

    public FactDraft placedAt(Instant time) {
        fields.put("placed_at", time.toString());
        return this;
    }

    public FactDraft paidAt(Instant time) {
        fields.put("paid_at", time.toString());
        return this;
    }

    public FactDraft newCustomer(boolean isNew) {
        fields.put("new_customer", isNew);
        return this;
    }

    /** What the customer was told; what no number can look like is left out, for the order must not be lost for it. */
    public FactDraft number(String told) {
        number = OrderRef.REFERENCE.matcher(told).matches() ? told : "";
        return this;
    }

    /**
     * A line of the order; amounts as {@link centuple.order.OrderLine} has them.
     *
     * @param category empty where there is none
     */
    public FactDraft line(String reference, String category, int quantity, long amountMinor, long discountMinor,
            long taxMinor) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("reference", reference);
        if (!category.isEmpty()) {
            line.put("category", category);
        }
        line.put("quantity", quantity);
        line.put("amount_minor", amountMinor);
        line.put("discount_minor", discountMinor);
        line.put("tax_minor", taxMinor);
        lines.add(line);
        return this;
    }

    /** Sums of the whole order; the discount is without tax and not already in the lines. */
    public FactDraft totals(long discountMinor, long taxMinor, long shippingMinor) {
        fields.put("discount_minor", discountMinor);
        fields.put("tax_minor", taxMinor);
        fields.put("shipping_minor", shippingMinor);
        return this;
    }

    /**
     * A click token. What cannot be one for its length is left out, and so is what is beyond
     * {@link OrderFact.Marks#TOKENS_LISTED_MAX}: shops list the newest first, so the newest are kept.
     */
    public FactDraft token(String text, FoundIn foundIn) {
        if (text.isBlank() || text.length() > TOKEN_CHARS_MAX || tokens.size() == OrderFact.Marks.TOKENS_LISTED_MAX) {
            return this;
        }
        Map<String, Object> token = new LinkedHashMap<>();
        token.put("token", text);
        token.put("found_in", lower(foundIn));
        tokens.add(token);
        return this;
    }

    /** Click tokens with spaces or commas between them. */
    public FactDraft tokens(String texts, FoundIn foundIn) {
        for (String text : texts.split("[\\s,]+")) {
            token(text, foundIn);
        }
        return this;
    }

    /**
     * What a landing address tells: its token, or else which giver sent the visitor. On which day that was is not in
     * it; the day of the order is the best we know.
     */
    public FactDraft landing(String address, Instant placedAt) {
        Optional<String> token = Landing.parameter(address, Landing.TOKEN);
        if (token.isEmpty() && Landing.parameter(address, Landing.SOURCE).filter(Landing.US::equals).isPresent()) {
            Landing.parameter(address, Landing.CAMPAIGN).ifPresent(
                    giver -> giverDay(giver, LocalDate.ofInstant(placedAt, ZoneOffset.UTC).toString()));
        }
        return token.map(text -> token(text, FoundIn.LANDING_URL)).orElse(this);
    }

    /** Who sent the visitor, and on which day, such as {@code 2026-11-23}; the first that is said counts. */
    public FactDraft giverDay(String giver, String day) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("giver", giver);
        said.put("day", day);
        fields.putIfAbsent("giver_day", said);
        return this;
    }

    /** Who sent the visitor, and on which day, as our landing helper keeps it: {@code shop_0b0b0001/2026-11-23}. */
    public FactDraft giverDay(String mark) {
        int slash = mark.indexOf('/');
        return slash < 0 ? this : giverDay(mark.substring(0, slash), mark.substring(slash + 1));
    }

    /** A coupon code; what no giver's coupon can look like is left out, and so are more than an order may have. */
    public FactDraft coupon(String code) {
        if (OrderRef.REFERENCE.matcher(code).matches() && !coupons.contains(code)
                && coupons.size() < OrderFact.Marks.COUPONS_MAX) {
            coupons.add(code);
        }
        return this;
    }

    /** All that is left of the order is given back. */
    public FactDraft full() {
        fields.put("full", true);
        return this;
    }

    /** A sum that names no line, without tax and shipping. */
    public FactDraft amount(long amountMinor) {
        fields.put("amount_minor", amountMinor);
        return this;
    }

    /** What is given back of one line: units, and the sum without tax where the platform says it. */
    public FactDraft lineRefund(String line, int quantity, Optional<Long> amountMinor) {
        Map<String, Object> refund = new LinkedHashMap<>();
        refund.put("line", line);
        refund.put("quantity", quantity);
        amountMinor.ifPresent(sum -> refund.put("amount_minor", sum));
        lines.add(refund);
        return this;
    }

    /**
     * The fact, without a version: for refunds.
     */
    public Map<String, Object> fact() {
        put("lines", lines);
        put("tokens", tokens);
        put("coupons", coupons);
        return fields;
    }

    /**
     * The fact, as the state of the order at that time. Platforms have no versions but times of a second, in which an
     * order may change twice: so the version is time, then status, then a hash of what it says. Whatever is sent again
     * has the same version, and what differs another, in whichever order they come.
     */
    public Map<String, Object> factAt(Instant changedAt, OrderStatus status) {
        fact();
        CRC32 crc = new CRC32();
        crc.update(fields.toString().getBytes(StandardCharsets.UTF_8));
        long hash = crc.getValue() >>> (32 - HASH_BITS);
        long seconds = Math.max(0, changedAt.getEpochSecond());
        // After the hash: the same state told with its number is still the same version.
        if (!number.isEmpty() && !number.equals(fields.get("reference"))) {
            fields.put("number", number);
        }
        fields.put("version", ((seconds << RANK_BITS) + status.ordinal() << HASH_BITS) + hash);
        return fields;
    }

    private void put(String name, List<?> values) {
        if (!values.isEmpty()) {
            fields.put(name, values);
        }
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
