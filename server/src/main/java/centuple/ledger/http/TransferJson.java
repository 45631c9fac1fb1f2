package centuple.ledger.http;

import centuple.ledger.Cause;
import centuple.ledger.Proof;
import centuple.ledger.Transfer;
import centuple.shop.PublicId;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * A transfer as the API writes it. Debtor and creditor both read it, so it names no third shop; the first shop of a
 * chain is not shown the click of the last one, nor the version of terms that are not its own. Stateless.
 */
final class TransferJson {
    static final String ID_PREFIX = "trf_";

    private TransferJson() {
    }

    static String id(Transfer transfer) {
        return PublicId.of(ID_PREFIX, transfer.id());
    }

    static Map<String, Object> body(Transfer transfer, boolean showsProof) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", id(transfer));
        body.put("at", transfer.at().toString());
        body.put("debtor", transfer.pair().debtor().toString());
        body.put("creditor", transfer.pair().creditor().toString());
        body.put("currency", transfer.pair().currency().code());
        body.put("from", wire(transfer.move().from().name()));
        body.put("to", wire(transfer.move().to().name()));
        body.put("amount_minor", transfer.amountMinor());
        body.put("cause", cause(transfer.cause(), showsProof));
        return body;
    }

    private static Map<String, Object> cause(Cause cause, boolean showsProof) {
        Map<String, Object> body = new LinkedHashMap<>();
        switch (cause) {
            case Cause.Commission(UUID orderId, int line, int termsVersion, Proof proof) -> {
                body.put("kind", "commission");
                body.put("order_id", PublicId.of("ord_", orderId));
                body.put("line", line);
                if (showsProof) {
                    body.put("terms_version", termsVersion);
                    body.put("proof", Map.of("kind", wire(proof.kind()), "value", proof.value()));
                }
            }
            case Cause.Fee(UUID transferId) -> put(body, "fee", "transfer_id", PublicId.of(ID_PREFIX, transferId));
            case Cause.SetOff(UUID id) -> put(body, "set_off", "clearing_id", PublicId.of("clr_", id));
            case Cause.Payment(UUID id) -> put(body, "payment", "statement_id", PublicId.of("stl_", id));
            case Cause.Claim(UUID id) -> put(body, "claim", "claim_id", PublicId.of("clm_", id));
        }
        return body;
    }

    private static void put(Map<String, Object> body, String kind, String name, String id) {
        body.put("kind", kind);
        body.put(name, id);
    }

    private static String wire(String constant) {
        return constant.toLowerCase(Locale.ROOT);
    }
}
