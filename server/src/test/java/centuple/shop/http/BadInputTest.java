package centuple.shop.http;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.platform.json.Json;
import centuple.testkit.TestApi;
import centuple.testkit.TestApi.Answered;
import centuple.testkit.TestApi.Caller;
import centuple.testkit.TestRoutes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

/** What people and machines send by mistake or on purpose: each gets a clear error that names the place. */
class BadInputTest {
    private static TestApi api;
    private static Caller anne;
    private static Caller bela;

    @BeforeAll
    static void start() {
        api = TestApi.start(TestRoutes::controlPlane);
        anne = api.shop("Anne");
        bela = api.shop("Béla");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {}                                                        | /host       | is missing
            {"host": null}                                            | /host       | is missing
            {"host": 7}                                               | /host       | must be a string
            {"host": ["shop.example"]}                                | /host       | must be a string
            {"host": "localhost:0"}                                   | /host       | must be a public host name
            {"host": "10.0.0.1"}                                      | /host       | must be a public host name
            {"host": "[::1]"}                                         | /host       | must be a public host name
            {"host": "169.254.169.254"}                               | /host       | must be a public host name
            {"host": "https://shop.example/"}                         | /host       | must be a public host name
            {"host": "user@shop.example"}                             | /host       | must be a public host name
            {"host": "shop.example", "kind": "SHOP"}                  | /kind       | must be one of shop, link_host
            {"host": "shop.example", "hots": "x"}                     | /hots       | unknown field
            {"host": "shop.example", "a/b": {"deep": 1}}              | /a~1b       | unknown field
            """)
    void domains(String body, String pointer, String detail) {
        assertRefused(anne.post("/v1/domains", body), pointer, detail);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"rules":[{"percent_bps":500}]}                                       | /i_offer/currency            | is missing
            {"currency":"EURO","rules":[{"percent_bps":500}]}                     | /i_offer/currency            | must be an ISO 4217
            {"currency":"XDR","rules":[{"percent_bps":500}]}                      | /i_offer/currency            | must be an ISO 4217
            {"currency":"EUR","rules":[]}                                         | /i_offer/rules               | must have at least
            {"currency":"EUR","rules":{"percent_bps":500}}                        | /i_offer/rules               | must be a list
            {"currency":"EUR","rules":[5]}                                        | /i_offer/rules/0             | must be an object
            {"currency":"EUR","rules":[{}]}                                       | /i_offer/rules/0/percent_bps | exactly one of
            {"currency":"EUR","rules":[{"percent_bps":5,"flat_minor":5}]}         | /i_offer/rules/0/percent_bps | exactly one of
            {"currency":"EUR","rules":[{"percent_bps":10001}]}                    | /i_offer/rules/0/percent_bps | must be a whole number
            {"currency":"EUR","rules":[{"percent_bps":5.5}]}                      | /i_offer/rules/0/percent_bps | must be a whole number
            {"currency":"EUR","rules":[{"percent_bps":"500"}]}                    | /i_offer/rules/0/percent_bps | must be a whole number
            {"currency":"EUR","rules":[{"flat_minor":-1}]}                        | /i_offer/rules/0/flat_minor  | must be a whole number
            {"currency":"EUR","rules":[{"flat_minor":99999999999999999999}]}      | /i_offer/rules/0/flat_minor  | must be a whole number
            {"currency":"EUR","rules":[{"flat_minor":1e3}]}                       | /i_offer/rules/0/flat_minor  | must be a whole number
            {"currency":"EUR","rules":[{"category":"x","percent_bps":5}]}         | /i_offer/rules               | the first rule must be
            {"currency":"EUR","rules":[{"percent_bps":5},{"percent_bps":6}]}      | /i_offer/rules               | two rules are for
            {"currency":"EUR","rules":[{"percent_bps":5,"category":"a@b.c"}]}     | /i_offer/rules/0/category    | must be 1 to 64
            {"currency":"EUR","rules":[{"percent_bps":5}],"window_days":0}        | /i_offer/window_days         | must be a whole number
            {"currency":"EUR","rules":[{"percent_bps":5}],"window_days":366}      | /i_offer/window_days         | must be a whole number
            {"currency":"EUR","rules":[{"percent_bps":5}],"hold_days":-1}         | /i_offer/hold_days           | must be a whole number
            {"currency":"EUR","rules":[{"percent_bps":5}],"cap_minor":true}       | /i_offer/cap_minor           | must be a whole number
            {"currency":"EUR","rules":[{"percent_bps":5}],"path_prefixes":["x"]}  | /i_offer/path_prefixes/0     | must be a path
            {"currency":"EUR","rules":[{"percent_bps":5}],"path_prefixes":["/.."]}| /i_offer/path_prefixes/0     | must be a path
            {"currency":"EUR","rules":[{"percent_bps":5}],"path_prefixes":["//x"]}| /i_offer/path_prefixes/0     | must be a path
            {"currency":"EUR","rules":[{"percent_bps":5}],"fee_bps":0}            | /i_offer/fee_bps             | unknown field
            """)
    void terms(String offer, String pointer, String detail) {
        assertRefused(anne.post("/v1/partnerships", "{\"shop\":\"" + bela.shop() + "\",\"i_offer\":" + offer + "}"),
                pointer, detail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{\"host\":\"a.example\",\"host\":\"b.example\"}",
            "{\"host\":\"a.example\"}x",
            "host=a.example", "\"x\"", "null"})
    void bodiesThatAreNotOneObject(String body) {
        Answered answer = anne.post("/v1/domains", body).refused(400, "invalid_request");
        assertThat(answer.at("errors")).isNotEmpty();
    }

    @Test
    void hugeDeepAndBrokenBodies() {
        anne.post("/v1/domains", "{\"host\":\"" + "x".repeat(70_000) + "\"}").refused(413, "body_too_large");
        anne.post("/v1/domains", "{\"host\":" + "[".repeat(30_000)).refused(400, "invalid_request");
        byte[] latin = "{\"host\":\"caf\u00e9.example\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(anne.post("/v1/domains", latin, "application/json").refused(400, "invalid_request")
                .text("errors.0.detail")).isEqualTo("not valid UTF-8");
        anne.post("/v1/domains", "{}".getBytes(StandardCharsets.UTF_8), "text/plain")
                .refused(415, "unsupported_media_type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/domains/dom_x/verify", "/v1/partnerships/par_00000000000070008000000000000000/accept",
            "/v1/partnerships/1/end", "/v1/keys/key_/revoke", "/v1/links/%00/pause", "/v1/links/lnk_%F0%9F/end"})
    void idsThatAreNone(String path) {
        anne.post(path).refused(404, "not_found");
    }

    @Test
    void shopsAndKeys() {
        Caller operator = api.operator();
        assertRefused(operator.post("/v1/shops", "{\"name\":\"\",\"currency\":\"EUR\"}"), "/name",
                "must have 1 to 100 characters");
        assertRefused(operator.post("/v1/shops", "{\"name\":\"a\\u0000b\",\"currency\":\"EUR\"}"), "/name",
                "must not contain control characters");
        assertRefused(operator.post("/v1/shops", "{\"name\":\"\\ud83d\",\"currency\":\"EUR\"}"), "/name",
                "must not contain control characters or half characters");
        assertRefused(operator.post("/v1/keys", "{\"name\":\"x\",\"scopes\":[]}"), "/scopes",
                "must name at least one scope");
        assertRefused(operator.post("/v1/keys", "{\"name\":\"x\",\"scopes\":[\"everything\"]}"), "/scopes",
                "there is no scope everything");
        operator.post("/v1/keys", "{\"name\":\"x\",\"shop\":\"shop_00000001\",\"scopes\":[\"orders:read\"]}")
                .refused(404, "not_found");
        operator.post("/v1/shops", "{\"name\":\"'; drop table shop; --\",\"currency\":\"jpy\"}").expect(201);
        api.nobody().get("/v1/me").refused(401, "unauthenticated");
        api.with("ctp_live_" + "A".repeat(43)).get("/v1/me").refused(401, "unauthenticated");
    }

    private static void assertRefused(Answered answer, String pointer, String detail) {
        answer.refused(400, "invalid_request");
        assertThat(answer.at("errors")).as(Json.string(answer.json()))
                .anySatisfy(error -> {
                    assertThat(error.get("pointer").stringValue()).isEqualTo(pointer);
                    assertThat(error.get("detail").stringValue()).startsWith(detail);
                });
    }
}
