package centuple.order.http;

import centuple.order.FoundIn;
import centuple.order.GiverDay;
import centuple.order.OrderFact.Marks;
import centuple.order.OrderRef;
import centuple.order.PresentedToken;
import centuple.order.TokenVerifier;
import centuple.platform.json.JsonFields;
import centuple.shop.ShopId;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads what ties an order to givers. What a token's text was is forgotten once it is verified. */
record MarksReader(TokenVerifier verifier, ShopId receiver, Instant now) {
    /** Longer texts are no tokens; they are refused as malformed, not as a mistake in the body. */
    static final int TOKEN_CHARS_MAX = 2_000;

    private static final int GIVER_DAYS_MAX = Marks.GIVER_DAYS_MAX - 1 - AgentReader.OBJECTS_MAX;
    private static final int URL_CHARS_MAX = 8_000;
    private static final Pattern ANY = Pattern.compile("(?s).*");
    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final String LANDING_PARAMETER = "ctp";

    Marks read(JsonFields json) {
        List<PresentedToken> tokens = new ArrayList<>();
        json.optionalText("token", 1, TOKEN_CHARS_MAX).ifPresent(text -> tokens.add(verify(text, FoundIn.ORDER_FIELD)));
        json.objects("tokens", Marks.TOKENS_LISTED_MAX, this::token).forEach(token -> token.ifPresent(tokens::add));
        json.optionalText("landing_url", 1, URL_CHARS_MAX).flatMap(MarksReader::tokenOf)
                .ifPresent(text -> tokens.add(verify(text, FoundIn.LANDING_URL)));
        Set<String> coupons = new LinkedHashSet<>(json.strings("coupons", Marks.COUPONS_MAX, OrderRef.REFERENCE,
                "1 to 64 of A-Z a-z 0-9 . _ : # / -"));
        List<GiverDay> days = giverDays(json);
        new AgentReader(verifier, receiver, now).read(json, tokens, days);
        return new Marks(tokens, List.copyOf(coupons), days.stream().distinct().toList());
    }

    private static List<GiverDay> giverDays(JsonFields json) {
        List<GiverDay> days = new ArrayList<>();
        json.optionalObject("giver_day").flatMap(MarksReader::giverDay).ifPresent(days::add);
        json.objects("giver_days", GIVER_DAYS_MAX, MarksReader::giverDay).forEach(said -> said.ifPresent(days::add));
        return days;
    }

    /**
     * What is in them came through the visitor's browser. So what cannot be read there is dropped and named in the
     * answer: the order must not be lost for it.
     */
    private static Optional<GiverDay> giverDay(JsonFields json) {
        Optional<ShopId> giver = ShopId.parse(json.matching("giver", ANY, "a string"));
        Optional<LocalDate> day = day(json.matching("day", ANY, "a string"));
        if (giver.isEmpty()) {
            json.drop("giver");
        }
        if (day.isEmpty()) {
            json.drop("day");
        }
        return giver.flatMap(shop -> day.map(date -> new GiverDay(shop, date)));
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return DAY.matcher(text).matches() ? Optional.of(LocalDate.parse(text)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private Optional<PresentedToken> token(JsonFields json) {
        FoundIn foundIn = json.optionalChoice("found_in", FoundIn.class).orElse(FoundIn.ORDER_FIELD);
        String text = json.text("token", 1, TOKEN_CHARS_MAX);
        return text.isEmpty() ? Optional.empty() : Optional.of(verify(text, foundIn));
    }

    private PresentedToken verify(String text, FoundIn foundIn) {
        return verifier.verify(text, foundIn, receiver, now);
    }

    /** The token in an address; the rest of it is dropped, for it may say more than the books may know. */
    private static Optional<String> tokenOf(String url) {
        int question = url.indexOf('?');
        if (question < 0) {
            return Optional.empty();
        }
        int hash = url.indexOf('#', question);
        for (String parameter : url.substring(question + 1, hash < 0 ? url.length() : hash).split("&", -1)) {
            if (parameter.startsWith(LANDING_PARAMETER + "=")) {
                return Optional.of(parameter.substring(LANDING_PARAMETER.length() + 1));
            }
        }
        return Optional.empty();
    }
}
