package centuple.click;

import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a text says, for people who ask why a token was refused: its fields where it has any, and whether to believe
 * them.
 *
 * @param verdict {@code valid}, a reason's code, or {@code unverified} where no keys were at hand
 * @param token the fields, or null when the text is malformed. Claims only, unless the verdict is {@code valid}
 */
public record TokenInspection(String verdict, @Nullable ClickToken token) {

    /** Reads a text; with keys it is verified too, as if its own receiver presented it. */
    public static TokenInspection of(String text, @Nullable Keyring keys, Instant now) {
        ClickToken token = TokenCodec.readUnverified(text);
        if (token == null) {
            return new TokenInspection(TokenVerdict.Reason.MALFORMED.code(), null);
        }
        if (keys == null) {
            return new TokenInspection("unverified", token);
        }
        return switch (TokenCodec.verify(text, token.receiver(), keys, now)) {
            case TokenVerdict.Valid _ -> new TokenInspection("valid", token);
            case TokenVerdict.Refused refused -> new TokenInspection(refused.reason().code(), token);
        };
    }

    /** The same under stable names, in reading order: the object that {@code token inspect --json} prints. */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("verdict", verdict);
        if (token != null) {
            Hops hops = token.hops();
            fields.put("click", token.clickId().toString());
            fields.put("giver", new ShopId(token.giver()).toString());
            fields.put("receiver", new ShopId(token.receiver()).toString());
            fields.put("terms_version", token.termsVersion());
            fields.put("issued_at", token.issuedAt().toString());
            fields.put("hops", IntStream.range(0, hops.count()).mapToObj(hop -> new ShopId(hops.get(hop)).toString())
                    .collect(Collectors.toList()));
            fields.put("key_id", token.keyId());
        }
        return fields;
    }
}
