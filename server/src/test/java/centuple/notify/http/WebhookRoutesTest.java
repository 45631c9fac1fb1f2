package centuple.notify.http;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.notify.Endpoint;
import centuple.shop.PublicId;
import centuple.testkit.TestApi;
import centuple.testkit.TestApi.Answered;
import centuple.testkit.TestApi.Caller;
import centuple.testkit.TestRoutes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookRoutesTest {
    private static final String HOOK = "{\"url\":\"https://shop.example/hook?k=1\",\"description\":\"stock\","
            + "\"events\":[\"giving.*\",\"standing.lost\"]}";

    private final TestApi api = TestApi.start(TestRoutes::controlPlane);
    private final Caller anne = api.shop("Anne");
    private final Caller bela = api.shop("Béla");

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void aWebhookIsItsShopsOwn() {
        Answered made = anne.post("/v1/webhooks", HOOK).expect(201);
        String one = "/v1/webhooks/" + made.text("id");
        assertThat(made.header("Location")).isEqualTo(one);
        assertThat(made.text("secret")).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(made.text("status")).isEqualTo("active");
        assertThat(anne.get(one).expect(200).at("secret").isNull()).as("shown once").isTrue();
        assertThat(anne.get("/v1/webhooks").expect(200).at("data.0.secret").isNull()).isTrue();
        bela.get(one).refused(404, "not_found");
        bela.put(one, HOOK).refused(404, "not_found");
        bela.get(one + "/deliveries").refused(404, "not_found");
        for (String action : new String[]{"pause", "resume", "rotate-secret", "ping"}) {
            bela.post(one + "/" + action).refused(404, "not_found");
            api.operator().post(one + "/" + action).refused(403, "insufficient_scope");
        }
        bela.delete(one).refused(404, "not_found");
        assertThat(bela.get("/v1/webhooks").expect(200).at("data")).isEmpty();
        assertThat(api.operator().get("/v1/webhooks").expect(200).at("data")).hasSize(1);
        assertThat(anne.put(one, "{\"url\":\"https://other.example/\"}").expect(200).at("events")).isEmpty();
        anne.delete(one).expect(204);
        anne.get(one).refused(404, "not_found");
        assertThat(events(anne)).containsSubsequence("webhook.created", "webhook.changed", "webhook.removed");
        assertThat(events(bela)).noneMatch(kind -> kind.startsWith("webhook."));
    }

    @Test
    void aRepetitionMakesNoSecondOneAndDoesNotShowTheSecret() {
        String id = anne.postOnce("k", "/v1/webhooks", HOOK).expect(201).text("id");
        Answered again = anne.postOnce("k", "/v1/webhooks", HOOK).expect(201);
        assertThat(again.text("id")).isEqualTo(id);
        assertThat(again.at("secret").isNull()).isTrue();
        String rotate = "/v1/webhooks/" + id + "/rotate-secret";
        assertThat(anne.postOnce("r", rotate, "{}").expect(200).text("secret")).startsWith("whsec_");
        assertThat(anne.postOnce("r", rotate, "{}").expect(200).at("secret").isNull()).isTrue();
    }

    @Test
    void rotationMakesAnotherSecretAndSaysHowLongBothAreUsed() {
        Answered made = anne.post("/v1/webhooks", HOOK).expect(201);
        String rotate = "/v1/webhooks/" + made.text("id") + "/rotate-secret";
        Answered rotated = anne.post(rotate).expect(200);
        assertThat(rotated.text("secret")).startsWith("whsec_").isNotEqualTo(made.text("secret"));
        assertThat(rotated.text("former_secret_until")).isEqualTo("2026-11-24T08:00:00Z");
        Answered atOnce = anne.post(rotate, "{\"overlap_hours\":0}").expect(200);
        assertThat(atOnce.at("former_secret_until").isNull()).isTrue();
        anne.post(rotate, "{\"overlap_hours\":169}").refused(400, "invalid_request");
        assertThat(TestRoutes.WEBHOOK_SECRETS.of(PublicId.parse("whk_", made.text("id")).orElseThrow(), 3).text())
                .as("derived, not stored").isEqualTo(atOnce.text("secret"));
    }

    @Test
    void whoMayNotReadEventsMayNotLeadThemAway() {
        Caller blind = api.key(anne.shop(), "partners:write");
        blind.post("/v1/webhooks", HOOK).refused(403, "insufficient_scope");
        String one = "/v1/webhooks/" + anne.post("/v1/webhooks", HOOK).expect(201).text("id");
        blind.put(one, HOOK).refused(403, "insufficient_scope");
        blind.post(one + "/rotate-secret").refused(403, "insufficient_scope");
        blind.post(one + "/pause").expect(200);
        api.key(anne.shop(), "ledger:read").post("/v1/webhooks", HOOK).refused(403, "insufficient_scope");
        api.operator().post("/v1/webhooks", HOOK).refused(403, "insufficient_scope");
    }

    @Test
    void thereAreLimits() {
        for (int i = 0; i < Endpoint.PER_SHOP_MAX; i++) {
            anne.post("/v1/webhooks", HOOK).expect(201);
        }
        anne.post("/v1/webhooks", HOOK).refused(409, "too_many");
        String one = "/v1/webhooks/" + bela.post("/v1/webhooks", HOOK).expect(201).text("id");
        for (int i = 0; i < Endpoint.EXTRAS_WAITING_MAX; i++) {
            bela.post(one + "/ping").expect(202);
        }
        bela.post(one + "/ping").refused(409, "too_many");
        Answered first = bela.get(one + "/deliveries?limit=15&status=waiting").expect(200);
        Answered second = bela.get(one + "/deliveries?limit=15&cursor=" + first.text("next_cursor")).expect(200);
        assertThat(first.at("data")).hasSize(15);
        assertThat(second.at("data")).hasSize(5);
        assertThat(bela.get(one + "/deliveries?status=failed").expect(200).at("data")).isEmpty();
        bela.get(one + "/deliveries?status=lost").refused(400, "invalid_request");
        String delivery = one + "/deliveries/" + first.text("data.0.id");
        bela.post(delivery + "/resend").refused(409, "wrong_state");
        assertThat(bela.post(delivery + "/skip").expect(202).text("status")).isEqualTo("skipped");
        bela.post(delivery + "/skip").refused(409, "wrong_state");
        bela.get(one + "/deliveries/msg_x").refused(404, "not_found");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"https://shop.example/hook?k=1 | http://shop.example/hook | /url",
            "https://shop.example/hook?k=1 | https://10.0.0.1/hook | /url",
            "https://shop.example/hook?k=1 | https://[::1]/hook | /url",
            "https://shop.example/hook?k=1 | https://user:secret@shop.example/ | /url",
            "https://shop.example/hook?k=1 | https://shop.example:8443/ | /url",
            "https://shop.example/hook?k=1 | ftp://shop.example/ | /url", "giving.* | giving | /events/0",
            "standing.lost | *.lost | /events/1", "stock |  | /description", "description | secret | /secret"})
    void wrongSettingsAreToldByTheirPlace(String right, String wrong, String pointer) {
        String body = HOOK.replace(right, wrong == null ? "" : wrong);
        Answered answer = anne.post("/v1/webhooks", body).refused(400, "invalid_request");
        assertThat(answer.at("errors").toString()).contains("\"pointer\":\"" + pointer);
    }

    private static java.util.List<String> events(Caller caller) {
        java.util.List<String> kinds = new java.util.ArrayList<>();
        caller.get("/v1/events?limit=100").expect(200).at("data")
                .forEach(event -> kinds.add(event.get("kind").stringValue()));
        return kinds;
    }
}
