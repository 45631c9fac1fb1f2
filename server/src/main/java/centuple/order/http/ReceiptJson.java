package centuple.order.http;

import centuple.order.OrderRef;
import centuple.order.Receipt.Credited;
import centuple.order.Receipt.Standing;
import centuple.order.Receipt.Taken;
import centuple.shop.PublicId;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a shop is answered when its report was taken. Stateless. */
final class ReceiptJson {
    private ReceiptJson() {
    }

    static Map<String, Object> body(String reference, Taken taken, List<String> ignored) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", PublicId.of(OrderRef.ID_PREFIX, taken.orderId()));
        body.put("reference", reference);
        body.put("result", taken.isRepeated() ? "repeated" : "recorded");
        body.put("attribution", attribution(taken.standing()));
        body.put("flags", taken.standing().flags().stream().sorted().toList());
        body.put("ignored", ignored);
        return body;
    }

    private static Map<String, Object> attribution(Standing standing) {
        Map<String, Object> body = new LinkedHashMap<>();
        Credited credited = standing.credited();
        body.put("status", status(credited, standing.reason()));
        if (standing.reason() != null) {
            body.put("reason", standing.reason());
        }
        if (credited != null) {
            body.put("giver", credited.giver().toString());
            body.put("terms_version", credited.termsVersion());
            body.put("proof", Map.of("kind", credited.proof().kind().toLowerCase(Locale.ROOT), "value",
                    credited.proof().value()));
            body.put("currency", credited.currency().code());
            body.put("commission_minor", credited.commissionMinor());
        }
        return body;
    }

    private static String status(@Nullable Credited credited, @Nullable String reason) {
        if (credited != null) {
            return "attributed";
        }
        // Only refunds are known: whom the order is owed to is for its first snapshot to say.
        return reason == null ? "unknown" : "unattributed";
    }
}
