package centuple.shop.http;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.platform.json.Json;
import centuple.testkit.TestApi;
import centuple.testkit.TestApi.Answered;
import centuple.testkit.TestApi.Caller;
import centuple.testkit.TestRoutes;
import centuple.testkit.TestSite;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.List;

class ControlPlaneTest {
    private static final String TERMS = "{\"currency\":\"EUR\",\"rules\":[{\"percent_bps\":500}]}";

    private final TestApi api = TestApi.start(TestRoutes::controlPlane);
    private final Caller anne = api.shop("Anne");
    private final Caller bela = api.shop("Béla");
    private final Caller cora = api.shop("Cora");

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void everyoneSeesWhoTheyAre() {
        Answered me = anne.get("/v1/me").expect(200);
        assertThat(me.text("shop.id")).isEqualTo(anne.shop());
        assertThat(me.text("shop.name")).isEqualTo("Anne");
        assertThat(me.text("exchange.live")).isEqualTo("true");
        assertThat(api.operator().get("/v1/me").expect(200).at("shop").isNull()).isTrue();
        assertThat(bela.get("/v1/shops/" + anne.shop()).expect(200).text("name")).isEqualTo("Anne");
        bela.get("/v1/shops/shop_00000000").refused(404, "not_found");
        assertThat(cora.get("/v1/shops?limit=2").expect(200).at("data")).hasSize(2);
    }

    @Test
    void aShopsNameCanBeReadAndSaysWhatItShows() {
        for (String name : List.of("", "   ", "\u00a0\u2003", "\u200b", "Anne\u202eeulB", "\u2066Anne", "a\u0000b")) {
            api.operator().post("/v1/shops", "{\"name\":" + Json.string(name) + ",\"currency\":\"EUR\"}")
                    .refused(400, "invalid_request");
        }
        api.operator().post("/v1/shops", "{\"name\":\"\u05d7\u05e0\u05d5\u05ea \u2764\",\"currency\":\"EUR\"}")
                .expect(201);
    }

    @Test
    void onlyTheOperatorMakesShopsAndOnlyForShopsAreShopsScopes() {
        anne.post("/v1/shops", "{\"name\":\"X\",\"currency\":\"EUR\"}").refused(403, "insufficient_scope");
        api.operator().post("/v1/keys",
                "{\"shop\":\"" + anne.shop() + "\",\"name\":\"x\",\"scopes\":[\"operator\"]}")
                .refused(400, "invalid_request");
        api.operator().post("/v1/keys", "{\"name\":\"x\",\"scopes\":[\"replay\"]}")
                .refused(403, "insufficient_scope");
        api.operator().post("/v1/domains", "{\"host\":\"shop.example\"}").refused(403, "insufficient_scope");
    }

    @Test
    void aKeyIsShownOnceStoredHashedAndRevokedWithinASecond() {
        Answered made = anne.postOnce("once", "/v1/keys", "{\"name\":\"till\",\"scopes\":[\"orders:write\"]}")
                .expect(201);
        String secret = made.text("secret");
        assertThat(secret).startsWith("ctp_live_");
        Answered again = anne.postOnce("once", "/v1/keys", "{\"name\":\"till\",\"scopes\":[\"orders:write\"]}")
                .expect(201);
        assertThat(again.at("secret").isNull()).isTrue();
        assertThat(again.text("id")).isEqualTo(made.text("id"));
        assertThat(anne.get("/v1/keys").expect(200).response().body()).contains("till").doesNotContain(secret);
        assertThat(bela.get("/v1/keys").expect(200).response().body()).doesNotContain("till");
        Caller till = api.with(secret);
        till.get("/v1/me").expect(200);
        till.post("/v1/keys", "{\"name\":\"x\",\"scopes\":[\"orders:write\"]}").refused(403, "insufficient_scope");
        bela.post("/v1/keys/" + made.text("id") + "/revoke").refused(404, "not_found");
        anne.post("/v1/keys/" + made.text("id") + "/revoke").expect(200);
        Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> till.get("/v1/me").expect(401));
        assertThat(anne.get("/v1/keys").text("data.1.last_used_on")).isEqualTo("2026-11-23");
    }

    @Test
    void aKeyGivesAwayNoScopeItDoesNotHave() {
        Caller small = api.key(anne.shop(), "partners:write");
        small.post("/v1/keys", "{\"name\":\"x\",\"scopes\":[\"orders:write\"]}").refused(400, "invalid_request");
        small.post("/v1/keys", "{\"name\":\"x\",\"scopes\":[\"partners:write\"]}").expect(201);
        small.post("/v1/keys",
                "{\"name\":\"x\",\"scopes\":[\"partners:write\"],\"shop\":\"" + bela.shop() + "\"}")
                .refused(400, "invalid_request");
    }

    @Test
    void aHostIsProvenByItsFileOrMetaTag() {
        try (TestSite site = new TestSite()) {
            Answered claimed = anne.post("/v1/domains", "{\"host\":\"" + site.host() + "\"}").expect(201);
            assertThat(claimed.text("status")).isEqualTo("claimed");
            String verify = "/v1/domains/" + claimed.text("id") + "/verify";
            Answered none = anne.post(verify).refused(409, "proof_not_found");
            assertThat(none.text("detail")).contains("the host answered 404");
            site.put("/.well-known/centuple.json", claimed.text("proof.file_content").replace("shop_", "shop_f"));
            anne.post(verify).refused(409, "proof_not_found");
            site.put("/", "<html><head>" + claimed.text("proof.meta_tag") + "</head><body>Welcome</body></html>");
            assertThat(anne.post(verify).expect(200).text("method")).isEqualTo("meta_tag");
            site.put("/.well-known/centuple.json", claimed.text("proof.file_content"));
            Answered proven = anne.post(verify).expect(200);
            assertThat(proven.text("status")).isEqualTo("proven");
            assertThat(proven.text("method")).isEqualTo("file");
            anne.post("/v1/domains", "{\"host\":\"" + site.host() + "\"}").refused(409, "host_already_claimed");
            bela.post("/v1/domains", "{\"host\":\"" + site.host() + "\"}").refused(409, "host_taken");
            bela.get("/v1/domains/" + claimed.text("id")).refused(404, "not_found");
        }
    }

    @Test
    void theOperatorsConfirmationHasANameAndAReason() {
        String id = anne.post("/v1/domains", "{\"host\":\"Anne.Example\"}").expect(201).text("id");
        bela.post("/v1/domains", "{\"host\":\"anne.example\"}").expect(201);
        anne.post("/v1/domains/" + id + "/confirm", "{\"name\":\"Anne\",\"reason\":\"mine\"}")
                .refused(403, "insufficient_scope");
        api.operator().post("/v1/domains/" + id + "/confirm", "{\"name\":\"Odile\"}").refused(400, "invalid_request");
        api.operator().post("/v1/domains/" + id + "/confirm", "{\"name\":\"Odile\",\"reason\":\"saw the contract\"}")
                .expect(200);
        assertThat(bela.get("/v1/shops/" + anne.shop()).expect(200).at("hosts").get(0).stringValue())
                .isEqualTo("anne.example");
        assertThat(bela.get("/v1/me").expect(200).at("shop").path("hosts")).as("claimed is not proven").isEmpty();
        String rival = bela.get("/v1/domains").text("data.0.id");
        api.operator().post("/v1/domains/" + rival + "/confirm", "{\"name\":\"Odile\",\"reason\":\"x\"}")
                .refused(409, "host_taken");
        assertThat(anne.get("/v1/events").expect(200).response().body()).contains("domain.confirmed", "Odile",
                "saw the contract");
        assertThat(bela.get("/v1/events").expect(200).response().body()).doesNotContain("Odile");
    }

    @Test
    void twoShopsBecomePartnersAndChangeTheirTerms() {
        Answered proposed = anne.post("/v1/partnerships",
                "{\"shop\":\"" + bela.shop() + "\",\"i_offer\":" + TERMS + ",\"i_ask\":" + TERMS + "}").expect(201);
        String one = proposed.header("Location");
        assertThat(proposed.text("state")).isEqualTo("proposed");
        anne.post(one + "/accept").refused(409, "not_yours_to_answer");
        cora.get(one).refused(404, "not_found");
        cora.post(one + "/accept").refused(404, "not_found");
        assertThat(bela.post(one + "/accept").expect(200).text("terms.0.accepted_at"))
                .isEqualTo("2026-11-23T08:00:00Z");
        bela.post("/v1/partnerships", "{\"shop\":\"" + anne.shop() + "\"}").refused(409, "partnership_exists");
        anne.post("/v1/partnerships", "{\"shop\":\"" + anne.shop() + "\"}").refused(409, "self_partnership");
        Answered offered = anne.post(one + "/terms",
                "{\"currency\":\"EUR\",\"rules\":[{\"percent_bps\":700},{\"category\":\"shoes\",\"flat_minor\":150}],"
                        + "\"window_days\":7,\"cap_minor\":100000,\"path_prefixes\":[\"/shop\"]}")
                .expect(200);
        assertThat(offered.text("terms.2.version")).isEqualTo("2");
        anne.post(one + "/terms/2/accept").refused(404, "not_found");
        Answered agreed = bela.post(one + "/terms/2/accept").expect(200);
        assertThat(agreed.text("terms.2.rules.1.flat_minor")).isEqualTo("150");
        bela.post(one + "/terms/2/accept").refused(409, "terms_already_accepted");
        bela.post(one + "/terms/9/accept").refused(404, "not_found");
        assertThat(bela.post(one + "/end").expect(200).text("closed_by")).isEqualTo(bela.shop());
        anne.post(one + "/end").refused(409, "wrong_state");
        assertThat(anne.get("/v1/partnerships").text("data.0.state")).isEqualTo("ended");
        assertThat(cora.get("/v1/partnerships").at("data")).isEmpty();
        assertThat(bela.get("/v1/events").response().body()).contains("partnership.proposed", "partnership.accepted",
                "terms.offered", "terms.accepted", "partnership.ended");
        assertThat(cora.get("/v1/events").response().body()).doesNotContain("partnership");
    }

    @Test
    void feesAreFrozenWhenTermsAreOffered() {
        String one = anne.post("/v1/partnerships", "{\"shop\":\"" + bela.shop() + "\",\"i_offer\":" + TERMS + "}")
                .expect(201).header("Location");
        api.db().asOwner(connection -> connection.createStatement().executeUpdate("update exchange set fee_bps = 300"));
        assertThat(bela.post(one + "/accept").expect(200).text("terms.0.fee_bps")).isEqualTo("0");
        assertThat(anne.post(one + "/terms", TERMS).expect(200).text("terms.1.fee_bps")).isEqualTo("300");
    }

    @Test
    void couponsNeedAPartner() {
        String coupon = "{\"code\":\"Welcome-10\",\"giver\":\"" + bela.shop() + "\"}";
        anne.post("/v1/coupons", coupon).refused(409, "not_partners");
        String one = anne.post("/v1/partnerships", "{\"shop\":\"" + bela.shop() + "\"}").header("Location");
        bela.post(one + "/accept").expect(200);
        assertThat(anne.post("/v1/coupons", coupon).expect(201).text("code")).isEqualTo("welcome-10");
        anne.post("/v1/coupons", coupon.replace("Welcome", "WELCOME")).refused(409, "coupon_taken");
        assertThat(bela.get("/v1/coupons").at("data")).hasSize(1);
        assertThat(cora.get("/v1/coupons").at("data")).isEmpty();
        bela.post("/v1/coupons/end", "{\"code\":\"welcome-10\"}").refused(404, "not_found");
        anne.post("/v1/coupons/end", "{\"code\":\"WELCOME-10\"}").expect(204);
        anne.post("/v1/coupons/end", "{\"code\":\"welcome-10\"}").refused(404, "not_found");
        assertThat(bela.get("/v1/coupons").text("data.0.ended_at")).isNotEmpty();
        JsonNode last = bela.get("/v1/events").at("data").get(bela.get("/v1/events").at("data").size() - 1);
        assertThat(last.path("kind").stringValue()).isEqualTo("coupon.ended");
        api.clock().advance(Duration.ofSeconds(1));
        anne.post("/v1/coupons", coupon).expect(201);
        String second = anne.get("/v1/coupons?limit=1").text("next_cursor");
        assertThat(anne.get("/v1/coupons?cursor=" + second).at("data")).hasSize(1);
    }

    @Test
    void theSameKeyWithTheSameBodyDoesThingsOnce() {
        String body = "{\"host\":\"anne.example\"}";
        Answered first = anne.postOnce("k-1", "/v1/domains", body).expect(201);
        Answered second = anne.postOnce("k-1", "/v1/domains", body).expect(201);
        assertThat(second.response().body()).isEqualTo(first.response().body());
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(second.header("Idempotent-Replay")).isEqualTo("true");
        anne.postOnce("k-1", "/v1/domains", "{\"host\":\"other.example\"}").refused(422, "idempotency_key_reused");
        bela.postOnce("k-1", "/v1/domains", "{\"host\":\"bela.example\"}").expect(201);
        anne.postOnce("x y", "/v1/domains", body).refused(400, "invalid_request");
        anne.postOnce("k-2", "/v1/domains", body).refused(409, "host_already_claimed");
        api.clock().advance(Duration.ofHours(25));
        anne.postOnce("k-1", "/v1/domains", body).refused(409, "host_already_claimed");
    }

    @Test
    void pagesGoOnUntilTheEnd() {
        for (int i = 0; i < 5; i++) {
            api.clock().advance(Duration.ofMillis(1)); // ids of one millisecond have no order
            anne.post("/v1/domains", "{\"host\":\"anne" + i + ".example\"}").expect(201);
        }
        Answered first = anne.get("/v1/domains?limit=3").expect(200);
        assertThat(first.text("has_more")).isEqualTo("true");
        Answered last = anne.get("/v1/domains?limit=3&cursor=" + first.text("next_cursor")).expect(200);
        assertThat(last.at("data")).hasSize(2);
        assertThat(last.at("next_cursor").isNull()).isTrue();
        assertThat(last.text("data.1.host")).isEqualTo("anne4.example");
        String end = anne.get("/v1/events").text("next_cursor");
        assertThat(anne.get("/v1/events?cursor=" + end).at("data")).isEmpty();
        anne.post("/v1/domains", "{\"host\":\"late.example\"}").expect(201);
        assertThat(anne.get("/v1/events?cursor=" + end).text("data.0.kind")).isEqualTo("domain.claimed");
        anne.get("/v1/domains?cursor=bogus").refused(400, "invalid_request");
    }
}
