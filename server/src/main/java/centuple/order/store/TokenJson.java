package centuple.order.store;

import centuple.order.FoundIn;
import centuple.order.PresentedToken;
import centuple.shop.ShopId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Presented tokens as they lie in the database: what they said, or why they were refused; never their text. */
final class TokenJson {
    private TokenJson() {
    }

    static void write(PresentedToken token, ObjectNode node) {
        node.put("found_in", token.foundIn().name());
        switch (token) {
            case PresentedToken.Refused refused -> node.put("refused", refused.reason().name());
            case PresentedToken.Valid valid -> {
                node.put("click", valid.clickId()).put("giver", valid.giver().toString())
                        .put("terms_version", valid.termsVersion()).put("issued_at", valid.issuedAt().toString());
                if (!valid.hops().isEmpty()) {
                    ArrayNode hops = node.putArray("hops");
                    valid.hops().forEach(hop -> hops.add(hop.toString()));
                }
            }
        }
    }

    static List<PresentedToken> readAll(JsonNode tokens) {
        List<PresentedToken> all = new ArrayList<>();
        tokens.forEach(token -> all.add(read(token)));
        return all;
    }

    private static PresentedToken read(JsonNode node) {
        FoundIn foundIn = FoundIn.valueOf(node.path("found_in").stringValue());
        if (node.has("refused")) {
            return new PresentedToken.Refused(foundIn,
                    PresentedToken.Reason.valueOf(node.path("refused").stringValue()));
        }
        List<ShopId> hops = new ArrayList<>();
        node.path("hops").forEach(hop -> hops.add(shop(hop)));
        return new PresentedToken.Valid(foundIn, node.path("click").stringValue(), shop(node.path("giver")),
                node.path("terms_version").intValue(), Instant.parse(node.path("issued_at").stringValue()), hops);
    }

    static ShopId shop(JsonNode id) {
        return ShopId.parse(id.stringValue()).orElseThrow(() -> new IllegalArgumentException("not a shop id"));
    }
}
