package centuple.commission.store;

import centuple.attribution.AttributionResult.Attempt;
import centuple.attribution.AttributionResult.Refusal;
import centuple.attribution.UnattributedReason;
import centuple.ledger.Proof;
import centuple.shop.ShopId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;

/** Attempts and refusals of an outcome as JSON, as they lie in the database. Stateless. */
final class OutcomeJson {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final String NONE = "[]";

    private OutcomeJson() {
    }

    static String writeAttempts(List<Attempt> attempts) {
        if (attempts.isEmpty()) {
            return NONE;
        }
        ArrayNode all = MAPPER.createArrayNode();
        for (Attempt attempt : attempts) {
            ObjectNode node = all.addObject().put("version", attempt.version()).put("kind", attempt.kind().name());
            if (attempt.other() != null) {
                node.put("other", attempt.other().toString());
            }
        }
        return MAPPER.writeValueAsString(all);
    }

    static List<Attempt> readAttempts(String json) {
        List<Attempt> attempts = new ArrayList<>();
        for (JsonNode node : nodes(json)) {
            attempts.add(new Attempt(node.path("version").longValue(),
                    Attempt.Kind.valueOf(node.path("kind").stringValue()),
                    node.has("other") ? shop(node.path("other")) : null));
        }
        return attempts;
    }

    static String writeRefusals(List<Refusal> refusals) {
        if (refusals.isEmpty()) {
            return NONE;
        }
        ArrayNode all = MAPPER.createArrayNode();
        for (Refusal refusal : refusals) {
            all.addObject().put("giver", refusal.giver().toString()).put("proof", refusal.proof().kind())
                    .put("proof_value", refusal.proof().value()).put("reason", refusal.reason().name());
        }
        return MAPPER.writeValueAsString(all);
    }

    static List<Refusal> readRefusals(String json) {
        List<Refusal> refusals = new ArrayList<>();
        for (JsonNode node : nodes(json)) {
            refusals.add(new Refusal(shop(node.path("giver")),
                    Proof.of(node.path("proof").stringValue(), node.path("proof_value").stringValue()),
                    UnattributedReason.valueOf(node.path("reason").stringValue())));
        }
        return refusals;
    }

    private static Iterable<JsonNode> nodes(String json) {
        return json.equals(NONE) ? List.of() : MAPPER.readTree(json);
    }

    private static ShopId shop(JsonNode id) {
        return ShopId.parse(id.stringValue()).orElseThrow(() -> new IllegalArgumentException("not a shop id"));
    }
}
