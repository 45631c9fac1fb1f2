package centuple.routing.http;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.click.SuggestedLink;
import centuple.click.TestKeys;
import centuple.link.PairRoute;
import centuple.platform.json.Json;
import centuple.routing.Ineligible;
import centuple.routing.LoggedDecision;
import centuple.routing.Offered;
import centuple.testkit.TestApi.Answered;
import centuple.testkit.TestApi.Caller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Suggestions over HTTP: who may ask, what is told, and what is never told. */
class SuggestionRoutesTest {
    private static final String SHOE = "&product=shoe&reason=out_of_stock&country=FR";

    private final RoutingBed bed = new RoutingBed();
    private String key = "";

    @BeforeEach
    void agree() {
        bed.agree();
        key = bed.key(RoutingBed.PAGE, "https://www.anne.example");
        bed.products(Offered.shoe(bed.id(bed.anne), "anne.example", false),
                Offered.shoe(bed.id(bed.bela), "bela.example", true),
                Offered.shoe(bed.id(bed.cora), "cora.example", true));
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void aPageIsToldPartnersWithSignedLinks() {
        Answered answer = ask(SHOE).expect(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(RoutingBed.PAGE);
        assertThat(answer.header("Vary")).contains("Origin");
        assertThat(answer.at("partners")).hasSize(2);
        Set<String> shops = new HashSet<>();
        for (JsonNode partner : answer.at("partners")) {
            shops.add(partner.get("shop").stringValue());
            assertThat(partner.get("product").stringValue()).isEqualTo("Title of shoe");
            assertThat(partner.get("why").stringValue()).isEqualTo("You do not have it in stock."
                    + " This partner has the same product, by its GTIN, in stock.");
            String link = partner.get("link").stringValue();
            assertThat(link).matches("https://exchange\\.example/r/[A-Za-z0-9_-]{62}\\?to=.*");
            String code = link.replaceFirst(".*/r/([^?]*)\\?.*", "$1");
            String target = URLDecoder.decode(link.replaceFirst(".*to=", ""), StandardCharsets.UTF_8);
            SuggestedLink read = Objects.requireNonNull(
                    SuggestedLink.read(code, target, TestKeys.ring(), bed.api.clock().instant()));
            assertThat(read.decisionId()).isEqualTo(bed.logged.getFirst().id());
            PairRoute route = Objects.requireNonNull(bed.links().route(read.giver(), read.receiver()));
            assertThat(route.target(target)).as("the redirect leads there").isNotNull();
            assertThat(route.termsVersion()).isEqualTo(1);
        }
        assertThat(shops).containsExactlyInAnyOrder(bed.bela.shop(), bed.cora.shop());
        assertThat(bed.logged).singleElement().satisfies(decision -> {
            assertThat(decision.arm()).isEqualTo(LoggedDecision.Arm.SHOWN);
            assertThat(decision.suggested().eligible()).isEqualTo(2);
        });
    }

    @Test
    void anyAddressIsEncodedAsItShouldBe() {
        for (String path : List.of("/a/b.c-d_e", "/a?b=1&c=%C3%BC", "/~x*y+z", "/a#b", "/a%20b/c:d@e")) {
            String page = "https://bela.example" + path;
            bed.products(Offered.shoe(bed.id(bed.anne), "anne.example", false),
                    Offered.product(bed.id(bed.bela), page, Offered.SHOE, "shoes", true));
            String link = ask(SHOE).expect(200).text("partners.0.link");
            assertThat(link.replaceFirst(".*to=", "")).isEqualTo(URLEncoder.encode(page, StandardCharsets.UTF_8));
        }
    }

    @Test
    void whatCannotBeLoggedIsNotDisclosed() {
        bed.hasRoom = false;
        Answered answer = ask(SHOE).expect(200);
        assertThat(answer.at("partners")).isEmpty();
        assertThat(answer.text("decision")).startsWith("dec_");
        bed.hasRoom = true;
        assertThat(ask(SHOE).expect(200).at("partners")).hasSize(2);
    }

    @Test
    void visitsForVisitsWithoutADeclaredValueAreWorthSomething() {
        Caller dora = bed.api.shop("Dora");
        bed.partner(dora, "dora.example", "\"i_offer\":" + RoutingBed.terms(0) + ",\"i_ask\":"
                + RoutingBed.terms(0));
        Caller emil = bed.api.shop("Emil");
        bed.partner(emil, "emil.example", "\"i_offer\":" + RoutingBed.terms(0));
        bed.products(Offered.shoe(bed.id(bed.anne), "anne.example", false),
                Offered.shoe(bed.id(dora), "dora.example", true), Offered.shoe(bed.id(emil), "emil.example", true));
        assertThat(ask(SHOE).expect(200).at("partners")).extracting(partner -> partner.get("shop").stringValue())
                .as("with terms both ways, and with terms one way").containsExactlyInAnyOrder(dora.shop(),
                        emil.shop());
    }

    @Test
    void neitherArmNorProbabilityNorPriceLeavesTheServer() {
        String body = ask(SHOE).expect(200).response().body();
        assertThat(body.toLowerCase(java.util.Locale.ROOT)).doesNotContain("prob").doesNotContain("propensity")
                .doesNotContain("arm").doesNotContain("weight").doesNotContain("price").doesNotContain("eligible")
                .doesNotContain("0.");
        assertThat(fields(body)).containsExactlyInAnyOrder("decision", "partners", "shop", "shop_name", "product",
                "link", "why");
    }

    @Test
    void nobodyEligibleLooksLikeEverythingElseThatIsEmpty() {
        for (String question : List.of("&product=unknown&reason=out_of_stock", "&gtin=4006381333931&reason=wrong_size",
                "&product=shoe&reason=no_delivery&country=DE", "&category=hats&reason=other_niche")) {
            Answered answer = ask(question).expect(200);
            assertThat(answer.at("partners")).as(question).isEmpty();
            assertThat(answer.text("decision")).matches("dec_[0-9a-f]{32}");
            assertThat(fields(answer.response().body())).containsExactlyInAnyOrder("decision", "partners");
        }
        assertThat(bed.logged).hasSize(4);
        assertThat(bed.logged.getFirst().suggested().refusals()).containsOnlyKeys(Ineligible.NOT_IN_OWN_FEED);
    }

    @Test
    void aPausedPairIsNotShownFromThatMomentOn() {
        bed.pairs.pair(bed.id(bed.anne).value(), bed.id(bed.bela).value()).lease(0);
        Answered answer = ask(SHOE).expect(200);
        assertThat(answer.at("partners")).hasSize(1);
        assertThat(answer.text("partners.0.shop")).isEqualTo(bed.cora.shop());
    }

    @Test
    void aNewPartnerIsShownAtOnceAndNotOnlyWhenTheFiguresAreReadAgain() {
        Caller dora = bed.api.shop("Dora");
        bed.partner(dora, "dora.example");
        bed.products(Offered.shoe(bed.id(bed.anne), "anne.example", false),
                Offered.shoe(bed.id(dora), "dora.example", true));
        assertThat(ask(SHOE).expect(200).text("partners.0.shop")).isEqualTo(dora.shop());
    }

    @Test
    void inTheLanguageOfTheVisitor() {
        assertThat(ask(SHOE, "Origin", RoutingBed.PAGE, "Accept-Language", "fr-CH, en;q=0.5").text("partners.0.why"))
                .startsWith("Vous ne l’avez pas en stock.");
    }

    @Test
    void onlyPagesOfTheShopAskWithItsKey() {
        ask(SHOE, "Origin", "https://evil.example").refused(403, "origin_not_allowed");
        ask(SHOE, "X-None", "1").refused(403, "origin_not_allowed");
        ask(SHOE, "Origin", "null").refused(403, "origin_not_allowed");
        ask(SHOE, "Referer", "https://www.anne.example/p/1?x").expect(200);
        bed.api.nobody().getWith("/v1/suggestions?key=ctp_pub_x" + SHOE, "Origin", RoutingBed.PAGE)
                .refused(401, "unknown_publishable_key");
        bed.api.nobody().get("/v1/suggestions?" + SHOE.substring(1)).refused(401, "unknown_publishable_key");
        assertThat(bed.logged).hasSize(1);
    }

    @Test
    void aRevokedKeyWorksNoMore() {
        String id = bed.anne.get("/v1/publishable-keys").text("data.0.id");
        bed.bela.post("/v1/publishable-keys/" + id + "/revoke").refused(404, "not_found");
        bed.anne.post("/v1/publishable-keys/" + id + "/revoke").expect(200);
        bed.look();
        ask(SHOE).refused(401, "unknown_publishable_key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"&product=shoe", "&product=shoe&reason=sold", "&reason=out_of_stock",
            "&product=a&gtin=4006381333931&reason=out_of_stock", "&gtin=4006381333932&reason=out_of_stock",
            "&product=shoe&reason=out_of_stock&country=fr", "&product=&reason=out_of_stock",
            "&category=shoes&reason=out_of_stock", "&product=shoe&reason=out_of_stock&shop=shop_00000000",
            "&product=shoe&reason=out_of_stock&price=1"})
    void questionsInAnotherFormAreRefused(String question) {
        Answered refused = ask(question).refused(400, "invalid_request");
        assertThat(refused.header("Access-Control-Allow-Origin")).isEqualTo(RoutingBed.PAGE);
    }

    @Test
    void tooManyQuestionsFromOneAddressAreRefusedForAWhile() {
        Answered last = ask(SHOE);
        for (int i = 1; i < SuggestionRoutes.BY_PREFIX.burst(); i++) {
            last = ask(SHOE);
        }
        last.expect(200);
        Answered refused = ask(SHOE).refused(429, "rate_limited");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
        ask(SHOE, "Origin", RoutingBed.PAGE, "X-Forwarded-For", "203.0.113.9").expect(200);
        ask(SHOE, "Origin", RoutingBed.PAGE, "X-Forwarded-For", "10.1.1.1, 203.0.113.77").expect(200);
        bed.nanos.addAndGet(1_000_000_000L);
        ask(SHOE).expect(200);
    }

    @Test
    void aDecisionIsExplainedToTheShopThatAsked() {
        bed.pairs.pair(bed.id(bed.anne).value(), bed.id(bed.bela).value()).lease(0);
        String decision = ask(SHOE).expect(200).text("decision");
        var reader = bed.api.key(bed.anne.shop(), "suggestions:read");
        reader.get("/v1/decisions/" + decision).refused(404, "not_found");
        bed.store();
        Answered explained = reader.get("/v1/decisions/" + decision).expect(200);
        assertThat(explained.at("eligible").intValue()).isEqualTo(1);
        assertThat(explained.text("shown.0.shop")).isEqualTo(bed.cora.shop());
        assertThat(explained.text("not_eligible.0.reason")).isEqualTo("pair_paused");
        assertThat(explained.at("not_eligible.0.partners").intValue()).isEqualTo(1);
        assertThat(explained.response().body()).doesNotContain(bed.bela.shop()).doesNotContain("prob");
        bed.api.key(bed.bela.shop(), "suggestions:read").get("/v1/decisions/" + decision).refused(404, "not_found");
        bed.anne.get("/v1/decisions/" + decision).refused(403, "insufficient_scope");
        bed.api.operator().get("/v1/decisions/" + decision).expect(200);
    }

    @Test
    void theRuleIsPublishedInBothLanguages() {
        Answered english = bed.api.nobody().get("/how-we-choose").expect(200);
        assertThat(english.response().body()).contains("One tenth of all visitors is spread evenly");
        assertThat(english.header("Content-Language")).isEqualTo("en");
        Answered french = bed.api.nobody().getWith("/how-we-choose", "Accept-Language", "fr").expect(200);
        assertThat(french.response().body()).contains("Un dixième des visiteurs");
        assertThat(french.header("Content-Security-Policy")).contains("default-src 'none'");
    }

    @Test
    void whatAVisitorIsWorthIsTheShopsOwnAffair() {
        String said = bed.anne.post("/v1/own-worth", "{\"out_of_stock\":100000,\"other_niche\":5}").expect(200)
                .response().body();
        assertThat(said).contains("\"out_of_stock\":100000", "\"other_niche\":5", "\"wrong_size\":null");
        assertThat(bed.bela.get("/v1/own-worth").expect(200).response().body()).doesNotContain("100000");
        bed.look();
        assertThat(ask(SHOE).at("partners")).as("no partner returns that much").isEmpty();
        bed.anne.post("/v1/own-worth", "{\"out_of_stock\":null,\"wrong_size\":0}").expect(200);
        bed.anne.post("/v1/own-worth", "{\"out_of_stock\":-1}").refused(400, "invalid_request");
        bed.look();
        assertThat(ask(SHOE).at("partners")).hasSize(2);
    }

    private Answered ask(String question, String... headers) {
        String[] sent = headers.length == 0 ? new String[]{"Origin", RoutingBed.PAGE} : headers;
        return bed.api.nobody().getWith("/v1/suggestions?key=" + key + question, sent);
    }

    private static Set<String> fields(String body) {
        Set<String> names = new HashSet<>();
        collect(Json.tree(body.getBytes(StandardCharsets.UTF_8)), names);
        return names;
    }

    private static void collect(JsonNode node, Set<String> names) {
        node.propertyNames().forEach(names::add);
        node.forEach(child -> collect(child, names));
    }
}
