package centuple.commission;

import centuple.order.FoundIn;
import centuple.order.PresentedToken;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What an order is attributed to, in the form of the Agentic Commerce Protocol's {@code affiliate_attribution} object.
 * Never the token: it is a secret of who brought it, and is not kept. Stateless.
 */
public final class AffiliateAttribution {
    private AffiliateAttribution() {
    }

    /** What the receiver and the giver may both see. */
    public static Map<String, Object> of(String provider, Basis basis) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("provider", provider);
        object.put("publisher_id", basis.giver().toString());
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("proof", basis.proof().kind().toLowerCase(Locale.ROOT));
        metadata.put("terms_version", basis.termsVersion());
        object.put("metadata", metadata);
        return object;
    }

    /**
     * What the receiver may see, which reported it.
     *
     * @param token the token that decided; null where another proof did
     */
    public static Map<String, Object> of(String provider, Basis basis, PresentedToken.@Nullable Valid token) {
        Map<String, Object> object = of(provider, basis);
        if (token != null) {
            object.put("issued_at", token.issuedAt().toString());
            if (token.foundIn() == FoundIn.AGENT_FIRST) {
                object.put("touchpoint", "first");
            } else if (token.foundIn() == FoundIn.AGENT_LAST) {
                object.put("touchpoint", "last");
            }
        }
        return object;
    }
}
