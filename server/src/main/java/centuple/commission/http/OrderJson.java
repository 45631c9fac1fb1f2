package centuple.commission.http;

import centuple.attribution.AttributionResult.Attempt;
import centuple.attribution.AttributionResult.Refusal;
import centuple.commission.Basis;
import centuple.commission.Commission;
import centuple.commission.Outcome;
import centuple.commission.store.OrderReader.SeenOrder;
import centuple.order.OrderRef;
import centuple.shop.PublicId;
import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An order as its receiver, a giver, or the first shop of a chain may see it. That one learns only that it has a share.
 * A giver learns of it only what concerns its own token, coupon or day: that
 * it counts, or why it does not, and whether a later version tried to take it away; never to whom else it went.
 */
final class OrderJson {
    private OrderJson() {
    }

    static Map<String, Object> body(SeenOrder seen, ShopId reader) {
        boolean isReceiver = seen.order().receiver().equals(reader);
        Outcome outcome = seen.books().outcome();
        boolean isOrigin = !isReceiver && !isGiver(seen, reader);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", PublicId.of(OrderRef.ID_PREFIX, seen.id()));
        body.put("role", isReceiver ? "receiver" : isOrigin ? "origin" : "giver");
        body.put("receiver", seen.order().receiver().toString());
        if (isReceiver) {
            body.put("reference", seen.order().reference());
        }
        body.put("attribution", isReceiver
                ? forReceiver(outcome)
                : isOrigin ? forOrigin(seen, reader) : forGiver(outcome, reader));
        if (isReceiver) {
            body.put("flags", outcome == null
                    ? List.of()
                    : outcome.flags().stream().map(flag -> wire(flag.name())).sorted().toList());
        }
        body.put("commissions", seen.books().commissions().stream()
                .filter(one -> isReceiver || one.basis().giver().equals(reader) || hasShare(one, reader))
                .map(one -> PublicId.of(Commission.ID_PREFIX, one.id())).toList());
        return body;
    }

    private static boolean isGiver(SeenOrder seen, ShopId reader) {
        Outcome outcome = seen.books().outcome();
        return seen.books().commissions().stream().anyMatch(one -> one.basis().giver().equals(reader))
                || outcome != null && (outcome.basis() != null && outcome.basis().giver().equals(reader)
                        || outcome.refusals().stream().anyMatch(refusal -> refusal.giver().equals(reader)));
    }

    private static boolean hasShare(Commission commission, ShopId reader) {
        return commission.credits().keySet().stream().anyMatch(credit -> credit.creditor().equals(reader));
    }

    private static Map<String, Object> forOrigin(SeenOrder seen, ShopId origin) {
        Outcome outcome = seen.books().outcome();
        boolean stands = outcome != null && outcome.basis() != null
                && seen.books().on(outcome.basis()).filter(one -> hasShare(one, origin)).isPresent();
        return Map.of("status", stands ? "attributed" : "unattributed");
    }

    private static Map<String, Object> forReceiver(@Nullable Outcome outcome) {
        Map<String, Object> body = new LinkedHashMap<>();
        Basis basis = outcome == null ? null : outcome.basis();
        body.put("status", basis != null
                ? "attributed"
                : outcome == null || outcome.reason() == null ? "unknown" : "unattributed");
        if (basis != null) {
            attributed(body, basis);
        }
        if (outcome != null) {
            if (outcome.reason() != null) {
                body.put("reason", wire(outcome.reason().name()));
            }
            body.put("attempts", outcome.attempts().stream().map(attempt -> attempt(attempt, true)).toList());
            body.put("refusals", outcome.refusals().stream().map(refusal -> refusal(refusal, true)).toList());
        }
        return body;
    }

    private static Map<String, Object> forGiver(@Nullable Outcome outcome, ShopId giver) {
        Map<String, Object> body = new LinkedHashMap<>();
        Basis basis = outcome == null ? null : outcome.basis();
        boolean isMine = basis != null && basis.giver().equals(giver);
        body.put("status", isMine ? "attributed" : "unattributed");
        if (isMine && basis != null) {
            attributed(body, basis);
        }
        if (outcome != null) {
            body.put("attempts",
                    isMine ? outcome.attempts().stream().map(attempt -> attempt(attempt, false)).toList() : List.of());
            body.put("refusals", outcome.refusals().stream().filter(refusal -> refusal.giver().equals(giver))
                    .map(refusal -> refusal(refusal, false)).toList());
        }
        return body;
    }

    private static void attributed(Map<String, Object> body, Basis basis) {
        body.put("giver", basis.giver().toString());
        body.put("terms_version", basis.termsVersion());
        body.put("proof", CommissionJson.proof(basis.proof()));
    }

    private static Map<String, Object> attempt(Attempt attempt, boolean isReceiver) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("version", attempt.version());
        body.put("attempt", wire(attempt.kind().name()));
        if (isReceiver && attempt.other() != null) {
            body.put("other_giver", attempt.other().toString());
        }
        return body;
    }

    private static Map<String, Object> refusal(Refusal refusal, boolean isReceiver) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (isReceiver) {
            body.put("giver", refusal.giver().toString());
        }
        body.put("proof", CommissionJson.proof(refusal.proof()));
        body.put("reason", wire(refusal.reason().name()));
        return body;
    }

    private static String wire(String constant) {
        return constant.toLowerCase(Locale.ROOT);
    }
}
