package centuple.order.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import centuple.order.FoundIn;
import centuple.order.GiverDay;
import centuple.order.OrderFact.Snapshot;
import centuple.order.PresentedToken;
import centuple.order.TokenVerifier;
import centuple.order.http.FactReader.ReadFact;
import centuple.platform.json.InvalidJsonException;
import centuple.platform.json.Json;
import centuple.shop.ShopId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What shopping agents attach to a checkout, as version 2026-04-17 of their protocol describes it. */
class AgentReaderTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final String LAST = """
            {"provider": "exchange.example", "token": "TOKEN1", "publisher_id": "shop_0b0b0001",
             "campaign_id": "camp", "creative_id": "cr", "sub_id": "u1=abc", "touchpoint": "last",
             "source": {"type": "url", "url": "https://publisher.example/a"}, "issued_at": "2026-11-22T10:00:00Z",
             "expires_at": "2026-12-22T10:00:00Z", "metadata": {"placement": "top", "rank": 1}, "x_new": true}""";

    private final List<String> verified = new ArrayList<>();
    private final FactReader reader = new FactReader(new TokenVerifier() {
        @Override
        public PresentedToken verify(String text, FoundIn foundIn, ShopId receiver, Instant now) {
            verified.add(foundIn + " " + text);
            return new PresentedToken.Refused(foundIn, PresentedToken.Reason.MALFORMED);
        }

        @Override
        public String provider() {
            return "exchange.example";
        }
    });

    @Test
    void anObjectOfOursBringsItsTokenAndNothingElse() {
        ReadFact fact = read(LAST);
        assertThat(verified).containsExactly("AGENT_LAST TOKEN1");
        assertThat(marks(fact).giverDays()).isEmpty();
        assertThat(fact.ignored()).containsExactly("/affiliate_attribution/campaign_id",
                "/affiliate_attribution/creative_id", "/affiliate_attribution/expires_at",
                "/affiliate_attribution/issued_at", "/affiliate_attribution/metadata",
                "/affiliate_attribution/publisher_id", "/affiliate_attribution/source",
                "/affiliate_attribution/sub_id", "/affiliate_attribution/x_new");
    }

    @Test
    void bothTouchpointsCompete() {
        String first = "{\"provider\": \"Exchange.Example\", \"token\": \"TOKEN0\", \"touchpoint\": \"first\"}";
        read("[" + first + ", " + LAST + ", {\"provider\": \"exchange.example\", \"token\": \"TOKEN2\"}]");
        assertThat(verified).containsExactly("AGENT_FIRST TOKEN0", "AGENT_LAST TOKEN1", "AGENT_LAST TOKEN2");
    }

    @Test
    void anObjectOfAnotherNetworkIsDroppedAndNamed() {
        ReadFact fact = read("{\"provider\": \"impact.com\", \"token\": \"atp_1\", \"touchpoint\": \"last\"}");
        assertThat(verified).isEmpty();
        assertThat(fact.ignored()).containsExactly("/affiliate_attribution/provider", "/affiliate_attribution/token",
                "/affiliate_attribution/touchpoint");
    }

    @Test
    void aPublisherAloneIsAGiverAndADay() {
        ReadFact fact = read("""
                {"provider": "exchange.example", "publisher_id": "shop_0b0b0001",
                 "issued_at": "2026-11-23T01:00:00+02:00"}""");
        assertThat(verified).isEmpty();
        assertThat(marks(fact).giverDays())
                .containsExactly(new GiverDay(new ShopId(0x0b0b_0001), LocalDate.of(2026, 11, 22)));
        assertThat(fact.ignored()).isEmpty();
    }

    /** An agent wrote it: the shop must not lose its order for that. */
    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"provider\": 7}", "{\"provider\": \"exchange.example\"}",
            "{\"provider\": \"exchange.example\", \"token\": [\"a\"], \"touchpoint\": 3}",
            "{\"provider\": \"exchange.example\", \"publisher_id\": \"pub_1\", \"issued_at\": \"2026-11-23T00:00:00Z\"}",
            "{\"provider\": \"exchange.example\", \"publisher_id\": \"shop_0b0b0001\"}",
            "{\"provider\": \"exchange.example\", \"publisher_id\": \"shop_0b0b0001\", \"issued_at\": \"today\"}",
            "{\"token\": \"TOKEN1\"}", "[]", "null"})
    void whatCannotBeReadIsDropped(String object) {
        ReadFact fact = read(object);
        assertThat(verified).isEmpty();
        assertThat(marks(fact).tokens()).isEmpty();
        assertThat(marks(fact).giverDays()).isEmpty();
    }

    @Test
    void aTokenThatIsTooLongIsDroppedAndNamed() {
        ReadFact fact = read("{\"provider\": \"exchange.example\", \"token\": \"" + "A".repeat(2_001) + "\"}");
        assertThat(verified).isEmpty();
        assertThat(fact.ignored()).containsExactly("/affiliate_attribution/token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"impact.com\"", "[7]", "[{},{},{},{},{}]"})
    void theShopSendsAnObjectOrAFew(String notOne) {
        assertThatThrownBy(() -> read(notOne)).isInstanceOf(InvalidJsonException.class);
    }

    private ReadFact read(String object) {
        return reader.read(Json.fields("""
                {"reference": "A-1", "status": "paid", "currency": "EUR", "placed_at": "2026-11-23T07:30:00Z",
                 "lines": [{"reference": "1", "amount_minor": 5000}], "affiliate_attribution": %s}"""
                .formatted(object).getBytes(StandardCharsets.UTF_8)), new ShopId(7), NOW);
    }

    private static centuple.order.OrderFact.Marks marks(ReadFact fact) {
        return ((Snapshot) fact.report().fact()).marks();
    }
}
