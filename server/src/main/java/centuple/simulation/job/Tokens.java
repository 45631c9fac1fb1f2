package centuple.simulation.job;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.function.UnaryOperator;

/** Carries click tokens from where a visitor lands to what the shop reports, as a shop's platform does. Stateless. */
public final class Tokens {
    private static final String PARAMETER = "ctp=";

    private Tokens() {
    }

    /** The token in the address a visitor is sent to; null when there is none. */
    public static @Nullable String in(String location) {
        int start = Math.max(location.indexOf("?" + PARAMETER), location.indexOf("&" + PARAMETER));
        if (start < 0) {
            return null;
        }
        int from = start + 1 + PARAMETER.length();
        int end = from;
        while (end < location.length() && "&#".indexOf(location.charAt(end)) < 0) {
            end++;
        }
        return location.substring(from, end);
    }

    /** The body of an order with the tokens of the clicks it names in their place. */
    public static ObjectNode fill(ObjectNode order, UnaryOperator<String> tokenOfClick) {
        ObjectNode filled = order.deepCopy();
        JsonNode marks = filled.get("tokens");
        if (marks == null) {
            return filled;
        }
        for (JsonNode mark : marks) {
            if (mark instanceof ObjectNode object && object.get("click") instanceof JsonNode ref) {
                object.remove("click");
                object.put("token", tokenOfClick.apply(ref.asString()));
            }
        }
        return filled;
    }
}
