package centuple.order;

import centuple.click.ClickToken;
import centuple.click.Hops;
import centuple.click.Keyring;
import centuple.click.TokenCodec;
import centuple.click.TokenVerdict;
import centuple.shop.ShopId;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Verifies tokens against the exchange's keys. Thread-safe.
 *
 * @param keys the keys of this moment
 * @param provider the host of the exchange
 */
public record KeyringVerifier(Supplier<Keyring> keys, String provider) implements TokenVerifier {
    /** Without a name for agents. */
    public KeyringVerifier(Supplier<Keyring> keys) {
        this(keys, "");
    }

    @Override
    public PresentedToken verify(String text, FoundIn foundIn, ShopId receiver, Instant now) {
        return switch (TokenCodec.verify(text, receiver.value(), keys.get(), now)) {
            case TokenVerdict.Valid(ClickToken token) ->
                new PresentedToken.Valid(foundIn, token.clickId().toString(), new ShopId(token.giver()),
                        token.termsVersion(), token.issuedAt(), shops(token.hops()));
            case TokenVerdict.Refused(TokenVerdict.Reason reason) ->
                new PresentedToken.Refused(foundIn, refusal(reason));
        };
    }

    private static List<ShopId> shops(Hops hops) {
        return IntStream.range(0, hops.count()).mapToObj(place -> new ShopId(hops.get(place))).toList();
    }

    private static PresentedToken.Reason refusal(TokenVerdict.Reason reason) {
        return switch (reason) {
            case MALFORMED -> PresentedToken.Reason.MALFORMED;
            case FORGED -> PresentedToken.Reason.FORGED;
            case UNKNOWN_KEY -> PresentedToken.Reason.UNKNOWN_KEY;
            case EXPIRED -> PresentedToken.Reason.EXPIRED;
            case WRONG_RECEIVER -> PresentedToken.Reason.WRONG_RECEIVER;
        };
    }
}
