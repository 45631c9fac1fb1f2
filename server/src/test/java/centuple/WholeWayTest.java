package centuple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import centuple.TestExchange.Member;
import centuple.platform.sql.Sql;
import centuple.shop.PublicId;
import centuple.simulation.job.Tokens;
import centuple.testkit.TestClock;
import centuple.testkit.TestSite;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * The whole way of sharing over real HTTP: Anne is out of stock and sends visitors to Bela and Cora, up to what came
 * back. Feeds are fetched from their sites by the jobs of a real server; only the clock is moved by hand.
 */
class WholeWayTest {
    private static final String PAGE = "https://anne.example";
    private static final String LANDING = "/shop/shoe";
    private static final int VISIT_VALUE_MINOR = 200;
    /** Feeds are looked at every ten seconds, the catalogue every five. */
    private static final Duration FED_WITHIN = Duration.ofSeconds(40);
    private static final Duration LOOKED_WITHIN = Duration.ofSeconds(15);

    /** In the morning: a day's visits are taken as made at its noon, so none ripens during the test. */
    private final TestClock clock = new TestClock(
            Instant.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(6)));
    private final List<TestSite> sites = new ArrayList<>();
    private int visitors;
    private TestExchange exchange;
    private Member anne;
    private Member bela;
    private Member cora;
    private String key = "";

    @TempDir
    Path folder;

    @BeforeEach
    void threeShops() throws IOException {
        exchange = TestExchange.start(folder, Map.of("--outbound-loopback-allowed", "true", "--trusted-proxies",
                "127.0.0.0/8"), clock);
        anne = shop("Anne", "out of stock");
        bela = shop("Bela", "in stock");
        cora = shop("Cora", "in stock");
        partner(bela);
        partner(cora);
        key = TestExchange.text(exchange.post(anne.key(), "/v1/publishable-keys", """
                {"name": "pages", "origins": ["%s"]}""".formatted(PAGE)), "key");
    }

    @AfterEach
    void close() {
        exchange.close();
        sites.forEach(TestSite::close);
    }

    @Test
    void fromTheFeedToTheLineAndBeyond() {
        bothAreSuggested();
        JsonNode first = suggestions();
        double shareBefore = shareOfBela(first);
        assertThat(shareBefore).as("two who are alike").isBetween(0.3, 0.7);
        long left = line().path("giving").path("visits_left").longValue();

        String landing = follow(link(first, bela)).headers().firstValue("Location").orElse("");
        assertThat(landing).startsWith("http://" + bela.host() + LANDING + "?").contains("utm_source=centuple");
        theVisitIsOnTheLine(left);
        theOrderIsPaid(Objects.requireNonNull(Tokens.in(landing), landing));
        theDecisionIsExplained(first);
        theConversionMovesTheWeights(shareBefore);
        theLineIsReached();
        aGiftOpensIt();
    }

    private void bothAreSuggested() {
        await().atMost(FED_WITHIN).untilAsserted(() -> {
            for (Member member : List.of(anne, bela, cora)) {
                JsonNode feed = exchange.get(member, "/v1/feeds/" + member.id());
                assertThat(feed.path("status").asString()).as(feed.toString()).isEqualTo("good");
            }
        });
        // Weights for new partners are made at most every ten seconds.
        clock.advance(Duration.ofSeconds(20));
        await().atMost(LOOKED_WITHIN).untilAsserted(
                () -> assertThat(suggested(suggestions())).containsExactlyInAnyOrder(bela.id(), cora.id()));
    }

    private void theVisitIsOnTheLine(long leftBefore) {
        exchange.decideLines(clock.instant());
        JsonNode giving = line().path("giving");
        assertThat(giving.path("mode").asString()).isEqualTo("open");
        assertThat(giving.path("given_minor").longValue() + giving.path("on_the_way_minor").longValue())
                .isBetween(VISIT_VALUE_MINOR - 1L, VISIT_VALUE_MINOR + 1L);
        assertThat(giving.path("visits_left").longValue()).isEqualTo(leftBefore - 1);
        assertThat(leased()).as("the lease of this server").isEqualTo(leftBefore - 1);
    }

    private void theOrderIsPaid(String token) {
        JsonNode answer = exchange.post(bela.key(), "/v1/orders", """
                {"reference": "B-1", "status": "paid", "currency": "EUR", "placed_at": "%s", "token": "%s",
                 "lines": [{"reference": "1", "quantity": 1, "amount_minor": 10000}]}"""
                .formatted(clock.instant(), token));
        assertThat(answer.path("attribution").path("giver").asString()).isEqualTo(anne.id());
        JsonNode commissions = exchange.get(anne, "/v1/commissions").path("data");
        assertThat(commissions).hasSize(1);
        assertThat(commissions.get(0).path("amounts").path("pending_minor").longValue()).isEqualTo(1_000);
        exchange.decideLines(clock.instant());
        assertThat(line().path("giving").path("commission_minor").longValue()).isEqualTo(1_000);
    }

    private void theDecisionIsExplained(JsonNode decision) {
        JsonNode explained = explained(decision);
        assertThat(explained.path("product").asString()).isEqualTo("shoe");
        assertThat(explained.path("eligible").intValue()).isEqualTo(2);
        assertThat(explained.path("shown")).hasSize(2);
        assertThat(explained.path("shown").get(0).path("why").asString())
                .contains("You do not have it in stock.", "the same product, by its GTIN");
        assertThat(explained.toString()).doesNotContain("probability");
    }

    /** Figures are read every ten minutes. */
    private void theConversionMovesTheWeights(double before) {
        clock.advance(Duration.ofMinutes(11));
        await().atMost(LOOKED_WITHIN)
                .untilAsserted(() -> assertThat(shareOfBela(suggestions())).isGreaterThan(before + 0.1));
    }

    /** What is usually on its way does not count as at stake, so a lease may be followed by a small one. */
    private void theLineIsReached() {
        for (int leases = 0; leases < 3; leases++) {
            exchange.decideLines(clock.instant());
            useUpTheLease();
        }
        JsonNode alone = suggestions();
        assertThat(suggested(alone)).as("at once, whatever is decided").containsExactly(cora.id());

        exchange.decideLines(clock.instant());
        JsonNode giving = line().path("giving");
        assertThat(giving.path("mode").asString()).isEqualTo("paused");
        assertThat(giving.path("visits_left").longValue()).isZero();
        JsonNode event = event("giving.paused");
        assertThat(event.path("data").path("receiver").asString()).isEqualTo(bela.id());
        assertThat(event.path("data").path("reason").asString()).isEqualTo("trial_used_up");
        assertThat(event.path("data").path("words").asString()).contains("the trial credit is used up");
        assertThat(event.path("data").path("stake_minor").longValue())
                .isGreaterThan(event.path("data").path("line_minor").longValue() - VISIT_VALUE_MINOR);

        JsonNode refusal = explained(alone).path("not_eligible").get(0);
        assertThat(refusal.path("reason").asString()).isEqualTo("pair_paused");
        assertThat(refusal.path("partners").intValue()).isOne();
    }

    private void useUpTheLease() {
        long left = line().path("giving").path("visits_left").longValue();
        if (left == 0) {
            return;
        }
        String link = link(suggestions(), bela);
        long sent = 0;
        while (follow(link).statusCode() == 302) {
            sent++;
            assertThat(sent).as("visits beyond the lease").isLessThanOrEqualTo(left + 2);
        }
        assertThat(sent).isGreaterThanOrEqualTo(left);
    }

    private void aGiftOpensIt() {
        exchange.post(anne.key(), "/v1/partners/" + bela.id() + "/gift", "{}");
        await().atMost(LOOKED_WITHIN).untilAsserted(
                () -> assertThat(suggested(suggestions())).containsExactlyInAnyOrder(bela.id(), cora.id()));
        assertThat(line().path("giving").path("mode").asString()).isEqualTo("gift");
        assertThat(follow(link(suggestions(), bela)).statusCode()).isEqualTo(302);
        assertThat(event("giving.gift").path("data").path("reason").asString()).isEqualTo("gift");
    }

    private JsonNode explained(JsonNode decision) {
        String path = "/v1/decisions/" + TestExchange.text(decision, "decision");
        await().atMost(LOOKED_WITHIN).until(
                () -> exchange.browse(path, "Authorization", "Bearer " + anne.key()).statusCode() == 200);
        return exchange.get(anne, path);
    }

    /** A shop whose site has the feed of one shoe. */
    private Member shop(String name, String availability) {
        TestSite site = new TestSite();
        sites.add(site);
        site.put("/feed", "id\ttitle\tlink\tavailability\tgtin\tgoogle product category\nshoe\tShoe of " + name
                + "\thttp://" + site.host() + LANDING + "\t" + availability + "\t9783161484100\tshoes\n");
        Member member = exchange.member(name, site.host());
        exchange.put(member, "/v1/feeds/" + member.id(), """
                {"kind": "google_tsv", "url": "http://%s/feed", "delivers_to": ["FR"]}""".formatted(site.host()));
        return member;
    }

    private void partner(Member receiver) {
        String partnership = TestExchange.text(exchange.post(receiver.key(), "/v1/partnerships", """
                {"shop": "%s", "i_offer": {"currency": "EUR", "rules": [{"percent_bps": 1000}],
                 "visit_value_minor": %d}}""".formatted(anne.id(), VISIT_VALUE_MINOR)), "id");
        exchange.post(anne.key(), "/v1/partnerships/" + partnership + "/accept", "{}");
    }

    private JsonNode suggestions() {
        HttpResponse<String> answer = exchange.browse("/v1/suggestions?key=" + key
                + "&product=shoe&reason=out_of_stock&country=FR", "Origin", PAGE, "X-Forwarded-For", address());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return TestExchange.json(answer);
    }

    private static Set<String> suggested(JsonNode suggestions) {
        Set<String> shops = new HashSet<>();
        suggestions.path("partners").forEach(partner -> shops.add(partner.path("shop").asString()));
        return shops;
    }

    private static String link(JsonNode suggestions, Member partner) {
        for (JsonNode each : suggestions.path("partners")) {
            if (each.path("shop").asString().equals(partner.id())) {
                return each.path("link").asString().replaceFirst("^http://exchange\\.example", "");
            }
        }
        throw new AssertionError(partner + " is not among " + suggestions);
    }

    /** Another person follows the link. */
    private HttpResponse<String> follow(String link) {
        String address = address();
        return exchange.browse(link, "X-Forwarded-For", address, "User-Agent",
                "Mozilla/5.0 (X11; Linux x86_64; rv:" + visitors + ") Gecko/20100101 Firefox/" + visitors);
    }

    private String address() {
        visitors++;
        return "10." + visitors % 250 + "." + visitors / 250 + ".1";
    }

    /** How likely Bela was to be the first, as the decision was logged. */
    private double shareOfBela(JsonNode decision) {
        UUID id = PublicId.parse(PublicId.DECISION, TestExchange.text(decision, "decision")).orElseThrow();
        String wish = """
                select shown -> 0 ->> 'receiver' as first, (shown -> 0 ->> 'probability')::float8 as probability
                from decision where id = ?
                """;
        return await().atMost(LOOKED_WITHIN).until(() -> exchange.db().database().read(connection -> Sql.optional(
                connection, wish, row -> row.text("first").equals(bela.id())
                        ? row.real("probability")
                        : 1 - row.real("probability"),
                id)), java.util.Optional::isPresent).orElseThrow();
    }

    private long leased() {
        return exchange.db().database().read(connection -> Sql.one(connection,
                "select visits from pair_lease where giver = ? and receiver = ?", row -> row.bigint("visits"),
                anne.shop().value(), bela.shop().value()));
    }

    private JsonNode line() {
        return exchange.get(anne, "/v1/partners/" + bela.id() + "/line");
    }

    private JsonNode event(String kind) {
        for (JsonNode event : exchange.get(anne, "/v1/events?limit=100").path("data")) {
            if (event.path("kind").asString().equals(kind)) {
                return event;
            }
        }
        throw new AssertionError("no event " + kind);
    }
}
