package centuple.simulation.job;

import centuple.order.OrderFact;
import centuple.order.OrderLine;
import centuple.platform.json.Json;
import centuple.redirect.IpAddress;
import centuple.shop.ShopId;
import centuple.simulation.NicheEvent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Writes events of the model as an exchange meets them: with its shops' ids and its links' codes. Immutable.
 *
 * @param shops the exchange's shop for a place of the model
 * @param links the exchange's link from one place to another
 */
public record NicheReplay(IntFunction<ShopId> shops, LinkCodes links) {
    private static final List<String> USER_AGENTS = List.of(
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148",
            "Mozilla/5.0 (Linux; Android 15; Mobile) AppleWebKit/537.36 Chrome/137.0 Mobile Safari/537.36");
    /** Odd, so that no two persons of a niche share an address. */
    private static final int SPREAD = 0x9e3779b1;

    /** Finds a link's code. */
    @FunctionalInterface
    public interface LinkCodes {
        String code(int from, int to);
    }

    /** The event as it is replayed. */
    public ReplayEvent of(NicheEvent event) {
        return switch (event) {
            case NicheEvent.Click click -> new ReplayEvent.Click(click.at(), click.ref(),
                    links.code(click.from(), click.to()), click.viaRef(), visitor(click.person()));
            case NicheEvent.Fact fact -> new ReplayEvent.Order(fact.at(), shops.apply(fact.shop()),
                    Json.object(Json.bytes(body(fact))));
        };
    }

    private static ReplayEvent.Visitor visitor(int person) {
        int spread = person * SPREAD;
        byte[] address = {10, (byte) (spread >>> 16), (byte) (spread >>> 8), (byte) spread};
        return new ReplayEvent.Visitor(IpAddress.of(address), USER_AGENTS.get(person % USER_AGENTS.size()));
    }

    private static Map<String, Object> body(NicheEvent.Fact event) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("reference", event.reference());
        switch (event.fact()) {
            case OrderFact.Snapshot snapshot -> snapshot(body, snapshot, event.tokens());
            case OrderFact.Refund refund -> refund(body, refund);
        }
        return body;
    }

    private static void snapshot(Map<String, Object> body, OrderFact.Snapshot snapshot,
            List<NicheEvent.TokenOf> tokens) {
        body.put("version", snapshot.version());
        body.put("status", snapshot.status().name().toLowerCase(Locale.ROOT));
        body.put("currency", snapshot.currency().code());
        body.put("placed_at", snapshot.placedAt().toString());
        if (snapshot.paidAt() != null) {
            body.put("paid_at", snapshot.paidAt().toString());
        }
        if (snapshot.newCustomer() != null) {
            body.put("new_customer", snapshot.newCustomer());
        }
        body.put("lines", snapshot.lines().stream().map(NicheReplay::line).toList());
        body.put("discount_minor", snapshot.totals().discountMinor());
        body.put("tax_minor", snapshot.totals().taxMinor());
        body.put("shipping_minor", snapshot.totals().shippingMinor());
        List<Object> marks = new ArrayList<>();
        for (NicheEvent.TokenOf token : tokens) {
            marks.add(Map.of("click", token.clickRef(), "found_in", token.foundIn().name().toLowerCase(Locale.ROOT)));
        }
        body.put("tokens", marks);
    }

    private static Map<String, Object> line(OrderLine line) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("reference", line.reference());
        if (line.category() != null) {
            json.put("category", line.category());
        }
        json.put("quantity", line.quantity());
        json.put("amount_minor", line.amountMinor());
        json.put("discount_minor", line.discountMinor());
        json.put("tax_minor", line.taxMinor());
        return json;
    }

    private static void refund(Map<String, Object> body, OrderFact.Refund refund) {
        body.put("type", "refund");
        body.put("refund_reference", refund.reference());
        body.put("currency", refund.currency().code());
        switch (refund.scope()) {
            case OrderFact.RefundScope.Full() -> body.put("full", true);
            case OrderFact.RefundScope.Amount(long amountMinor) -> body.put("amount_minor", amountMinor);
            case OrderFact.RefundScope.Lines(List<OrderFact.LineRefund> lines) -> body.put("lines",
                    lines.stream().map(line -> Map.of("line", line.lineReference(), "quantity", line.quantity()))
                            .toList());
        }
    }
}
