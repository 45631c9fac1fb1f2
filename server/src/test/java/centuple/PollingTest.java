package centuple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import centuple.TestExchange.Member;
import centuple.connect.job.PollJob;
import centuple.platform.sql.Sql;
import centuple.testkit.payload.AnsweringSite;
import centuple.testkit.payload.AnsweringSite.Answer;
import centuple.testkit.payload.AnsweringSite.Question;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** On a whole server: platforms that are asked for their orders, some of which cannot be read. */
class PollingTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String WOO = "/wp-json/wc/v3/orders";

    @TempDir
    Path folder;

    private final Map<Integer, String> orders = new ConcurrentHashMap<>();
    private final Instant first = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(90);
    private final List<AnsweringSite> sites = new ArrayList<>();
    private TestExchange exchange;
    private Member shop;

    @BeforeEach
    void start() throws Exception {
        exchange = TestExchange.start(folder, Map.of("--outbound-loopback-allowed", "true"));
        shop = exchange.member("Anne");
    }

    @AfterEach
    void close() {
        exchange.close();
        sites.forEach(AnsweringSite::close);
    }

    /** Too large for a page, too long in one field, with one field twice: each alone, among readable ones. */
    @Test
    void ordersThatCannotBeReadAreSetAsideAndTheOthersGoOn() {
        IntStream.rangeClosed(1, 75).forEach(id -> orders.put(id, woo(id, "EUR", "")));
        orders.put(7, woo(7, "EUR", ",\"note\":\"" + "x".repeat(PollJob.PAGE_BYTES_MAX) + "\""));
        orders.put(8, woo(8, "E".repeat(5_000), ""));
        orders.put(60, woo(60, "EUR", ",\"note\":\"" + "x".repeat(PollJob.PAGE_BYTES_MAX) + "\""));
        AnsweringSite api = site();
        connect("woocommerce", api, "\"consumer_key\": \"ck_1\", \"consumer_secret\": \"cs_2\"");
        await().atMost(SOON).until(() -> number("state = 'DONE'") == 72 && number("state = 'PARKED'") == 3);
        JsonNode parked = exchange.get(shop, "/v1/connections/woocommerce/events?status=parked").path("data");
        assertThat(parked.toString()).contains("longer than 4194304 bytes", "longer than 4000 characters");
        assertThat(exchange.get(shop, "/v1/connections/woocommerce").at("/polling/problem").isNull()).isTrue();
        assertThat(exchange.get(shop, "/v1/events").toString()).contains("connection.event_parked");

        Set.of(7, 8, 60).forEach(id -> orders.put(id, woo(id, "EUR", "")));
        exchange.post(shop.key(), "/v1/connections/woocommerce/events/replay", "{}");
        await().atMost(SOON).until(() -> number("state = 'DONE'") == 75);
        assertThat(exchange.get(shop, "/v1/connections/woocommerce/events?status=done&limit=100").toString())
                .contains("\"order\":\"7\"", "\"order\":\"8\"", "\"order\":\"60\"");
    }

    @Test
    void pagesThatAreTooLargeTogetherAreReadInSmallerParts() {
        String note = ",\"note\":\"" + "x".repeat(PollJob.PAGE_BYTES_MAX / 40) + "\"";
        IntStream.rangeClosed(1, 60).forEach(id -> orders.put(id, woo(id, "EUR", note)));
        AnsweringSite api = site();
        connect("woocommerce", api, "\"consumer_key\": \"ck_1\", \"consumer_secret\": \"cs_2\"");
        await().atMost(SOON).until(() -> number("state = 'DONE'") == 60);
        assertThat(api.asked().stream().map(question -> question.number("per_page", 0))).contains(50, 25)
                .doesNotContain(5, 1);
    }

    @Test
    void anApiThatSpeaksNoJsonSkipsNothing() {
        IntStream.rangeClosed(1, 3).forEach(id -> orders.put(id, woo(id, "EUR", "")));
        AnsweringSite api = site();
        api.answer(_ -> Answer.ok("<html>We are back soon</html>"));
        connect("woocommerce", api, "\"consumer_key\": \"ck_1\", \"consumer_secret\": \"cs_2\"");
        await().atMost(SOON).until(
                () -> exchange.get(shop, "/v1/connections/woocommerce").toString().contains("not JSON"));
        assertThat(number("true")).isZero();
        api.answer(this::answer);
        connect("woocommerce", api, "\"consumer_key\": \"ck_1\", \"consumer_secret\": \"cs_2\"");
        await().atMost(SOON).until(() -> number("state = 'DONE'") == 3);
    }

    @Test
    void anOrderOnWhichTheApiFailsIsSetAsideAndTheOthersGoOn() {
        IntStream.rangeClosed(1, 75).forEach(id -> orders.put(id, woo(id, "EUR", "")));
        AnsweringSite api = site();
        api.answer(question -> failsOn(question, "\"id\":60,\"status\"") ? failure() : answer(question));
        connect("woocommerce", api, "\"consumer_key\": \"ck_1\", \"consumer_secret\": \"cs_2\"");
        await().atMost(SOON).until(() -> number("state = 'DONE'") == 74
                && number("state = 'WAITING' and must_ask and reason like '%status 500%'") == 1);
    }

    @Test
    void anApiThatFailsOnLargePagesIsAskedForSmallOnes() {
        IntStream.rangeClosed(1, 60).forEach(id -> orders.put(id, woo(id, "EUR", "")));
        AnsweringSite api = site();
        api.answer(question -> question.number("per_page", 1) > 5 ? failure() : answer(question));
        connect("woocommerce", api, "\"consumer_key\": \"ck_1\", \"consumer_secret\": \"cs_2\"");
        await().atMost(SOON).until(() -> number("state = 'DONE'") == 60);
        assertThat(api.asked()).as("all came by pages, none by its name")
                .allMatch(question -> question.path().equals(WOO));
    }

    @Test
    void anApiThatFailsOnAllSkipsNothing() {
        IntStream.rangeClosed(1, 60).forEach(id -> orders.put(id, woo(id, "EUR", "")));
        AnsweringSite api = site();
        api.answer(_ -> failure());
        connect("woocommerce", api, "\"consumer_key\": \"ck_1\", \"consumer_secret\": \"cs_2\"");
        await().atMost(SOON).until(
                () -> exchange.get(shop, "/v1/connections/woocommerce").toString().contains("status 500"));
        assertThat(number("true")).isZero();
        api.answer(this::answer);
        connect("woocommerce", api, "\"consumer_key\": \"ck_1\", \"consumer_secret\": \"cs_2\"");
        await().atMost(SOON).until(() -> number("state = 'DONE'") == 60);
        assertThat(api.asked().stream().map(question -> question.number("per_page", 0))).as("it grows again")
                .containsSubsequence(50, 25, 5, 1, 5);
    }

    private boolean failsOn(Question question, String part) {
        return answer(question).body().contains(part);
    }

    private static Answer failure() {
        return new Answer(500, "{}", Map.of());
    }

    @Test
    void shopifysPagesGoOnBehindAnOrderThatCannotBeRead() {
        IntStream.rangeClosed(1, 60).forEach(id -> orders.put(id, shopify(id, "")));
        orders.put(30, shopify(30, ",\"tags\":\"" + "x".repeat(PollJob.PAGE_BYTES_MAX) + "\""));
        AnsweringSite api = site();
        exchange.put(shop, "/v1/connections/shopify", """
                {"secret": "8ac1e1e3f0a94e5b9d6f2c7a", "api_url": "%s", "credentials": {"access_token": "x"}}"""
                .formatted(api.url()));
        await().atMost(SOON).until(() -> number("state = 'DONE'") == 59 && number("state = 'PARKED'") == 1);
        orders.put(30, shopify(30, ""));
        exchange.post(shop.key(), "/v1/connections/shopify/events/replay", "{}");
        await().atMost(SOON).until(() -> number("state = 'DONE'") == 60);
    }

    @Test
    void anotherApiIsAskedFromWhenItWasSet() {
        orders.put(1, woo(1, "EUR", ""));
        AnsweringSite api = site();
        connect("woocommerce", api, "\"consumer_key\": \"ck_1\", \"consumer_secret\": \"cs_2\"");
        await().atMost(SOON).until(() -> number("state = 'DONE'") == 1);
        Instant since = Instant.parse("2026-01-01T00:00:00Z");
        exchange.db().asOwner(connection -> Sql.update(connection, """
                update connection set poll_since = ?, poll_page = '50'""", since));
        assertThat(connect("woocommerce", api, "\"consumer_key\": \"ck_3\", \"consumer_secret\": \"cs_4\"")
                .at("/polling/since").asString()).as("other keys of the same shop").isEqualTo(since.toString());
        Instant before = Instant.now();
        AnsweringSite other = site();
        exchange.put(shop, "/v1/connections/woocommerce", "{\"api_url\": \"\"}");
        assertThat(Instant.parse(connect("woocommerce", other, "\"consumer_key\": \"ck\", \"consumer_secret\": \"cs\"")
                .at("/polling/since").asString())).isBetween(before.minusSeconds(1), Instant.now());
        assertThat(exchange.get(shop, "/v1/events").toString()).contains("asks_since");
        await().atMost(SOON).until(() -> !other.asked().isEmpty());
        assertThat(other.asked().getFirst().number("page", 0)).isOne();
    }

    private JsonNode connect(String platform, AnsweringSite api, String credentials) {
        return exchange.put(shop, "/v1/connections/" + platform, """
                {"api_url": "%s", "credentials": {%s}}""".formatted(api.url(), credentials));
    }

    private AnsweringSite site() {
        AnsweringSite site = new AnsweringSite(this::answer);
        sites.add(site);
        return site;
    }

    private Answer answer(Question question) {
        if (question.path().equals(WOO)) {
            Instant after = Instant.parse(question.query().getOrDefault("modified_after", "") + "Z");
            int count = question.number("per_page", 10);
            List<String> found = new TreeMap<>(orders).entrySet().stream()
                    .filter(order -> changed(order.getKey()).isAfter(after)).map(order -> shown(question, order))
                    .skip((long) count * (question.number("page", 1) - 1)).limit(count).toList();
            return Answer.ok("[" + String.join(",", found) + "]");
        }
        if (question.path().endsWith("/orders.json")) {
            int skipped = question.number("page_info", 0);
            int count = question.number("limit", 50);
            List<String> found = new TreeMap<>(orders).entrySet().stream().skip(skipped).limit(count)
                    .map(order -> shown(question, order)).toList();
            return new Answer(200, "{\"orders\":[" + String.join(",", found) + "]}",
                    skipped + count >= orders.size()
                            ? Map.of()
                            : Map.of("Link", "<https://x.example/?page_info=" + (skipped + count)
                                    + ">; rel=\"next\""));
        }
        String alone = orders.getOrDefault(Integer.valueOf(question.path().replaceAll(".*/(\\d+)(\\.json)?", "$1")),
                "{}");
        return Answer.ok(question.path().endsWith(".json") ? "{\"order\":" + alone + "}" : alone);
    }

    private String shown(Question question, Map.Entry<Integer, String> order) {
        return switch (question.query().getOrDefault("_fields", question.query().getOrDefault("fields", ""))) {
            case "id,date_modified_gmt" -> "{\"id\":%d,\"date_modified_gmt\":\"%s\"}".formatted(order.getKey(),
                    changed(order.getKey()).toString().replace("Z", ""));
            case "id,updated_at" -> "{\"id\":%d,\"updated_at\":\"%s\"}".formatted(order.getKey(),
                    changed(order.getKey()));
            default -> order.getValue();
        };
    }

    /** Five orders change in each second. */
    private Instant changed(int id) {
        return first.plusSeconds(id / 5);
    }

    private String woo(int id, String currency, String more) {
        String time = changed(id).toString().replace("Z", "");
        return """
                {"id":%d,"status":"processing","currency":"%s","date_created_gmt":"%s","date_modified_gmt":"%s",\
                "date_paid_gmt":"%s","total":"120.00","line_items":[{"id":1,"quantity":2,"total":"100.00"}],\
                "fee_lines":[],"refunds":[],"meta_data":[],"coupon_lines":[]%s}"""
                .formatted(id, currency, time, time, time, more);
    }

    private String shopify(int id, String more) {
        return """
                {"id":%d,"test":false,"currency":"EUR","financial_status":"paid","taxes_included":false,
                 "created_at":"%s","updated_at":"%s","cancelled_at":null,"total_price":"120.00","refunds":[],
                 "line_items":[{"id":5,"price":"60.00","quantity":2,"gift_card":false,"discount_allocations":[],
                 "tax_lines":[]}]%s}""".formatted(id, changed(id), changed(id), more);
    }

    private long number(String which) {
        return exchange.db().database().read(connection -> Sql.one(connection,
                "select count(*) as n from inbox_event where " + which, row -> row.bigint("n")));
    }
}
