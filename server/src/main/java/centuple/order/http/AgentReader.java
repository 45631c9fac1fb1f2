package centuple.order.http;

import centuple.order.FoundIn;
import centuple.order.GiverDay;
import centuple.order.PresentedToken;
import centuple.order.TokenVerifier;
import centuple.platform.json.JsonFields;
import centuple.shop.ShopId;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Reads what shopping agents attach to a checkout by the Agentic Commerce Protocol: {@code affiliate_attribution}
 * objects. An agent wrote them, not the shop: what is not ours or cannot be read is dropped and named in the answer, so
 * that the order is not lost for it. Of ours the token is kept, or where there is none the giver and the day.
 *
 * @param verifier knows the name of the exchange, and its tokens
 */
record AgentReader(TokenVerifier verifier, ShopId receiver, Instant now) {
    /** Objects in one order: a session has one at its beginning and one at its end. */
    static final int OBJECTS_MAX = 4;

    private static final String FIRST = "first";
    private static final int NAME_CHARS_MAX = 253;
    private static final int TIME_CHARS_MAX = 64;

    void read(JsonFields json, List<PresentedToken> tokens, List<GiverDay> days) {
        json.oneOrMore("affiliate_attribution", OBJECTS_MAX, one -> {
            one(one, tokens, days);
            return one;
        });
    }

    private void one(JsonFields json, List<PresentedToken> tokens, List<GiverDay> days) {
        String provider = json.textOrDropped("provider", NAME_CHARS_MAX).orElse("");
        if (provider.isEmpty() || !provider.equalsIgnoreCase(verifier.provider())) {
            json.drop("provider");
            return;
        }
        FoundIn foundIn = json.textOrDropped("touchpoint", NAME_CHARS_MAX).filter(FIRST::equals).isPresent()
                ? FoundIn.AGENT_FIRST
                : FoundIn.AGENT_LAST;
        Optional<String> token = json.textOrDropped("token", MarksReader.TOKEN_CHARS_MAX);
        if (token.isPresent()) {
            tokens.add(verifier.verify(token.get(), foundIn, receiver, now));
            return;
        }
        Optional<ShopId> publisher = json.textOrDropped("publisher_id", NAME_CHARS_MAX).flatMap(ShopId::parse);
        Optional<LocalDate> day = json.textOrDropped("issued_at", TIME_CHARS_MAX).flatMap(AgentReader::day);
        if (publisher.isPresent() && day.isPresent()) {
            days.add(new GiverDay(publisher.get(), day.get()));
        } else {
            json.drop("publisher_id");
            json.drop("issued_at");
        }
    }

    private static Optional<LocalDate> day(String time) {
        try {
            LocalDate day = OffsetDateTime.parse(time).withOffsetSameInstant(ZoneOffset.UTC).toLocalDate();
            return day.getYear() < 0 || day.getYear() > 9_999 ? Optional.empty() : Optional.of(day);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
