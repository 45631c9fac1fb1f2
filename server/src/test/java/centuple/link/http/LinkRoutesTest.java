package centuple.link.http;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.link.LinkSnapshot;
import centuple.link.LinkState;
import centuple.link.store.SqlLinkSource;
import centuple.testkit.TestApi;
import centuple.testkit.TestApi.Answered;
import centuple.testkit.TestApi.Caller;
import centuple.testkit.TestRoutes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkRoutesTest {
    private final TestApi api = TestApi.start(TestRoutes::controlPlane);
    private final Caller anne = api.shop("Anne");
    private final Caller bela = api.shop("Béla");
    private String partnership = "";

    @BeforeEach
    void agree() {
        prove(anne, "anne.example");
        prove(bela, "bela.example");
        partnership = bela.post("/v1/partnerships", "{\"shop\":\"" + anne.shop()
                + "\",\"i_offer\":{\"currency\":\"EUR\",\"rules\":[{\"percent_bps\":500}],\"path_prefixes\":[\"/shop\"]}}")
                .expect(201).header("Location");
        anne.post(partnership + "/accept").expect(200);
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void aGiverLinksToItsPartnersPage() {
        long before = version();
        Answered made = make("https://www.bela.example/shop/shoes?size=42#top", "https://anne.example/sorry")
                .expect(201);
        assertThat(made.text("url")).matches("https://exchange\\.example/r/[a-z2-9]{10}");
        assertThat(made.text("state")).isEqualTo("active");
        assertThat(version()).isGreaterThan(before);
        assertThat(bela.get("/v1/links").at("data")).hasSize(1);
        assertThat(snapshot().links()).singleElement().satisfies(row -> {
            assertThat(row.code()).isEqualTo(made.text("code"));
            assertThat(row.terms().version()).isEqualTo(1);
            assertThat(row.terms().pathPrefixes()).containsExactly("/shop");
            assertThat(row.state()).isEqualTo(LinkState.ACTIVE);
        });
        assertThat(snapshot().provenHosts()).extracting(LinkSnapshot.OwnedHost::host)
                .containsExactlyInAnyOrder("anne.example", "bela.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/shop", "https://bela.example.evil.example/shop",
            "https://anne.example/shop", "https://blog.bela.example/shop"})
    void nobodyLinksToAHostTheReceiverHasNotProven(String target) {
        make(target, null).refused(409, "target_not_proven");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://bela.example/shop", "//bela.example/shop", "javascript:alert(1)",
            "https://bela.example@evil.example/shop", "https://bela.example:8443/shop", "https://bela.example\\\\@evil",
            "https://BELA.example/shop", "https://bela.example/shop/../admin", "https://bela.example/shop//x",
            "https://127.0.0.1/shop", "https://[::1]/shop", "/shop", "https://bela.example/sh op"})
    void addressesInOtherThanTheOneFormAreRefused(String target) {
        Answered answer = make(target, null).refused(400, "invalid_request");
        assertThat(answer.text("errors.0.pointer")).isEqualTo("/target");
    }

    @Test
    void theReceiversTermsLimitThePaths() {
        make("https://bela.example/shopping", null).refused(409, "target_outside_paths");
        make("https://bela.example/", null).refused(409, "target_outside_paths");
        make("https://bela.example/shop", null).expect(201);
    }

    @Test
    void theFallbackIsTheGiversOwn() {
        make("https://bela.example/shop", "https://bela.example/shop").refused(409, "fallback_not_proven");
        make("https://bela.example/shop", "https://evil.example/").refused(409, "fallback_not_proven");
    }

    @Test
    void aCodeIsGivenOutOnce() {
        String body = "{\"receiver\":\"" + bela.shop()
                + "\",\"target\":\"https://bela.example/shop\",\"code\":\"shoes\"}";
        String id = anne.post("/v1/links", body).expect(201).text("id");
        anne.post("/v1/links", body).refused(409, "code_taken");
        anne.post("/v1/links/" + id + "/end").expect(200);
        anne.post("/v1/links", body).refused(409, "code_taken");
        anne.post("/v1/links", body.replace("shoes", "sho es")).refused(400, "invalid_request");
    }

    @Test
    void aLinkPausesResumesAndEnds() {
        String one = make("https://bela.example/shop", null).expect(201).header("Location");
        assertThat(anne.post(one + "/pause").expect(200).text("state")).isEqualTo("paused");
        anne.post(one + "/pause").refused(409, "wrong_state");
        assertThat(snapshot().links().getFirst().state()).isEqualTo(LinkState.PAUSED);
        bela.post(one + "/resume").refused(409, "not_yours_to_answer");
        assertThat(anne.post(one + "/resume").expect(200).text("state")).isEqualTo("active");
        assertThat(anne.post(one + "/end").expect(200).text("state")).isEqualTo("ended");
        anne.post(one + "/resume").refused(409, "wrong_state");
        api.shop("Cora").get(one).refused(404, "not_found");
    }

    @Test
    void strangersCannotLinkAndAnEndedPartnershipEndsItsLinks() {
        make("https://bela.example/shop", null).expect(201);
        anne.post(partnership + "/end").expect(200);
        assertThat(snapshot().links().getFirst().state()).isEqualTo(LinkState.ENDED);
        make("https://bela.example/shop", null).refused(409, "not_partners");
    }

    @Test
    void anotherPartnershipDoesNotBringBackTheOldTerms() {
        make("https://bela.example/shop", null).expect(201);
        anne.post(partnership + "/end").expect(200);
        String again = bela.post("/v1/partnerships", "{\"shop\":\"" + anne.shop() + "\"}").expect(201)
                .header("Location");
        anne.post(again + "/accept").expect(200);
        assertThat(snapshot().links().getFirst().terms().version()).isZero();
        make("https://bela.example/elsewhere", null).expect(201);
    }

    private Answered make(String target, @org.jspecify.annotations.Nullable String fallback) {
        String more = fallback == null ? "" : ",\"fallback\":\"" + fallback + "\"";
        return anne.post("/v1/links",
                "{\"receiver\":\"" + bela.shop() + "\",\"target\":\"" + target + "\"" + more + "}");
    }

    private void prove(Caller shop, String host) {
        String id = shop.post("/v1/domains", "{\"host\":\"" + host + "\"}").expect(201).text("id");
        api.operator().post("/v1/domains/" + id + "/confirm", "{\"name\":\"Odile\",\"reason\":\"test\"}").expect(200);
    }

    private LinkSnapshot snapshot() {
        return api.database().read(connection -> new SqlLinkSource(connection, api.clock().instant()).load());
    }

    private long version() {
        return snapshot().version();
    }
}
