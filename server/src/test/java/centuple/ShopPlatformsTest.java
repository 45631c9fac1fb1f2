package centuple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import centuple.TestExchange.Member;
import centuple.connect.Platform;
import centuple.connect.Signature;
import centuple.connect.cli.ConnectWizard;
import centuple.connect.cli.SecretInput;
import centuple.connect.http.ConnectService;
import centuple.connect.job.ConnectionChange;
import centuple.connect.job.TrialAsk;
import centuple.connect.net.ApiClient;
import centuple.platform.cli.Refusal;
import centuple.platform.net.Outbound;
import centuple.platform.net.OutboundSettings;
import centuple.platform.sql.Sql;
import centuple.shop.store.SqlEventLog;
import centuple.testkit.TestSite;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * On a whole server: WooCommerce and Shopify report a sale, give a part of it back, what a message missed is found, and
 * the wizard leads through it.
 */
class ShopPlatformsTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String WOO = "/v1/connections/woocommerce";

    @TempDir
    Path folder;

    private final TestSite shop = new TestSite();
    private final Vertx vertx = Vertx.vertx();
    private final Outbound outbound = new Outbound(vertx, OutboundSettings.WITH_LOOPBACK);
    private TestExchange exchange;
    private Member anne;
    private Member bela;
    private String token = "";
    private String placedAt = "";

    @BeforeEach
    void twoShops() throws Exception {
        exchange = TestExchange.start(folder, Map.of("--outbound-loopback-allowed", "true"));
        anne = exchange.member("Anne");
        bela = exchange.member("Bela");
        token = exchange.visit(exchange.partner(bela, anne, "EUR", 1_000), null);
        placedAt = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    @AfterEach
    void close() {
        exchange.close();
        shop.close();
        outbound.close();
        vertx.close().await();
    }

    @Test
    void wooCommercePingsSellsGivesBackAndIsAsked() {
        String secret = TestExchange.text(exchange.put(bela, WOO, "{\"landing\": \"token\"}"), "secret");
        String path = "/hooks/woocommerce/" + bela.id();
        assertThat(exchange.hook(path, "webhook_id=7", "Content-Type", "application/x-www-form-urlencoded")
                .statusCode()).isEqualTo(200);
        await().atMost(SOON).until(() -> exchange.get(bela, WOO).path("last_ping_at").isString());
        assertThat(exchange.get(bela, WOO).path("findings").toString()).contains("the address is right");
        assertThat(exchange.hook(path, woo(7, ""), "Content-Type", "application/json").statusCode()).isEqualTo(401);
        assertThat(woo(path, secret, woo(7, ""))).isBetween(200, 299);
        await().atMost(SOON).until(() -> pendingMinor() == 1_000);
        String refunded = woo(7, "{\"id\":9,\"reason\":\"Anna rang\",\"total\":\"-60.00\"}");
        assertThat(woo(path, secret, refunded)).isBetween(200, 299);
        assertThat(woo(path, secret, refunded)).isBetween(200, 299);
        await().atMost(SOON).until(() -> pendingMinor() == 500);

        shop.put("/wp-json/wc/v3/orders", "[" + refunded + "," + woo(8, "") + "]");
        exchange.put(bela, WOO, """
                {"api_url": "http://%s", "credentials": {"consumer_key": "ck_1", "consumer_secret": "cs_2"}}"""
                .formatted(shop.host()));
        await().atMost(SOON).until(() -> pendingMinor() == 1_500);
    }

    @Test
    void byItselfAPlatformsLandingPageSaysThePartnerAndNoToken() {
        Member cora = exchange.member("Cora");
        String partnership = TestExchange.text(exchange.post(bela.key(), "/v1/partnerships", """
                {"shop": "%s", "i_offer": {"currency": "EUR", "rules": [{"percent_bps": 1000}],
                 "identifier_free": true}}""".formatted(cora.id())), "id");
        exchange.post(cora.key(), "/v1/partnerships/" + partnership + "/accept", "{}");
        // Who became partners in the second of the order may have done so after it.
        placedAt = Instant.now().plusSeconds(1).truncatedTo(ChronoUnit.SECONDS).toString();
        JsonNode made = exchange.put(bela, WOO, "{}");
        assertThat(made.path("landing").stringValue()).isEqualTo("identifier_free");
        String path = "/hooks/woocommerce/" + bela.id();
        String order = woo(7, "").replace("&utm_source", "&utm_campaign=" + cora.id() + "&utm_source");
        assertThat(woo(path, TestExchange.text(made, "secret"), order)).isBetween(200, 299);
        await().atMost(SOON).until(() -> pendingMinor() == 1_000);
        assertThat(proof()).isEqualTo("GIVER_DAY");
        assertThat(woo(path, TestExchange.text(made, "secret"),
                woo(9, "").replace("&utm_source", "&utm_campaign=" + anne.id() + "&utm_source"))).isBetween(200, 299);
        await().atMost(SOON).until(() -> events("done") == 2);
        assertThat(pendingMinor()).as("Anne's terms pay by token").isEqualTo(1_000);
        assertThat(exchange.get(bela, WOO).path("findings").toString())
                .contains("of the last orders 1 names a partner and a day, but no token");
        exchange.put(bela, WOO, "{\"landing\": \"off\"}");
        assertThat(woo(path, TestExchange.text(made, "secret"), order.replace("\"id\":7", "\"id\":8")))
                .isBetween(200, 299);
        await().atMost(SOON).until(() -> events("done") == 3);
        assertThat(pendingMinor()).as("nothing of it is read").isEqualTo(1_000);
        assertThatThrownBy(() -> exchange.put(bela, "/v1/connections/stripe",
                "{\"secret\": \"whsec_12345678\", \"landing\": \"off\"}")).hasMessageContaining("no landing address");
    }

    @Test
    void shopifySellsAndGivesBackAUnit() {
        String secret = "8ac1e1e3f0a94e5b9d6f2c7a";
        exchange.put(bela, "/v1/connections/shopify", "{\"secret\": \"" + secret + "\"}");
        String order = """
                {"id":77,"test":false,"currency":"EUR","financial_status":"paid","taxes_included":true,
                 "created_at":"%s","updated_at":"%s","cancelled_at":null,"total_price":"124.90","email":"a@b.example",
                 "note_attributes":[{"name":"centuple","value":"%s"}],"discount_codes":[],"refunds":[],
                 "line_items":[{"id":5,"price":"60.00","quantity":2,"gift_card":false,"discount_allocations":[],
                 "tax_lines":[{"price":"20.00"}]}]}""".formatted(placedAt, placedAt, token);
        shopify(secret, "orders/paid", "e-1", order);
        shopify(secret, "orders/updated", "e-1", order);
        await().atMost(SOON).until(() -> pendingMinor() == 1_000);
        shopify(secret, "refunds/create", "e-2", """
                {"id":88,"order_id":77,"note":"too large, says Anna","order_adjustments":[],"refund_line_items":[
                 {"line_item_id":5,"quantity":1,"subtotal_set":{"shop_money":{"currency_code":"EUR"}}}]}""");
        await().atMost(SOON).until(() -> pendingMinor() == 500);
    }

    @Test
    void whatIsDoneWithIsErasedAndOnlyThat() throws Exception {
        String secret = TestExchange.text(exchange.put(bela, WOO, "{\"landing\": \"token\"}"), "secret");
        String path = "/hooks/woocommerce/" + bela.id();
        woo(path, secret, woo(7, ""));
        woo(path, secret, woo(8, "").replace("EUR", "ZZZ"));
        await().atMost(SOON).until(() -> events("done") == 1 && events("parked") == 1);
        assertThat(bodies("DONE")).isEqualTo("{}");
        assertThat(bodies("PARKED")).contains("\"id\":8", "ctp=");
        JsonNode done = exchange.get(bela, WOO + "/events?status=done").at("/data/0");
        JsonNode one = exchange.get(bela, WOO + "/events/" + TestExchange.text(done, "id"));
        assertThat(one.has("kept")).isTrue();
        assertThat(one.path("kept").isNull()).isTrue();
        assertThat(one.path("order").stringValue()).isEqualTo("7");
        assertThat(exchange.get(bela, WOO).path("findings").toString()).as("what mattered of it is still known")
                .contains("orders carry what ties them to a partner");
        assertThat(exchange.hook(path, woo(7, ""), "Content-Type", "application/json", "X-WC-Webhook-Topic",
                "order.updated", "X-WC-Webhook-Signature", sign(secret, woo(7, ""))).body()).contains("repeated");
    }

    private long events(String status) {
        return exchange.get(bela, WOO + "/events?status=" + status).path("data").size();
    }

    private String bodies(String state) {
        return exchange.db().database().read(connection -> Sql.one(connection,
                "select string_agg(body, ' ') as all_bodies from inbox_event where state = ?",
                row -> row.text("all_bodies"), state));
    }

    private String proof() {
        return exchange.db().database().read(connection -> Sql.one(connection, "select proof from order_books",
                row -> row.text("proof")));
    }

    /** The session says nothing is paid, the capture not what was sold; whichever comes first. */
    @Test
    void stripeCapturesByHand() {
        String secret = "whsec_5f4dcc3b5aa765d61d8327deb882cf99";
        exchange.put(bela, "/v1/connections/stripe", "{\"secret\": \"" + secret + "\"}");
        stripe(secret, session("pi_1"));
        stripe(secret, captured("pi_1"));
        await().atMost(SOON).until(() -> pendingMinor() == 900);
        stripe(secret, captured("pi_2"));
        stripe(secret, captured("pi_3"));
        await().atMost(SOON).until(() -> exchange.get(bela, "/v1/connections/stripe/events?status=waiting").toString()
                .contains("no checkout.session.completed told of this order yet"));
        stripe(secret, session("pi_4"));
        await().atMost(SOON).until(() -> bodies("DONE").contains("pi_4"));
        stripe(secret, session("pi_2"));
        await().atMost(SOON).until(() -> pendingMinor() == 1_800);
        await().atMost(SOON).untilAsserted(() -> assertThat(bodies("DONE")).as("kept until it is captured")
                .contains("pi_4").doesNotContain("pi_1", "pi_2"));
    }

    private String session(String payment) {
        return """
                {"id":"evt_s_%s","type":"checkout.session.completed","created":%d,"livemode":true,"data":{"object":{
                 "id":"cs_1","created":%d,"mode":"payment","payment_status":"unpaid","payment_intent":"%s",
                 "currency":"eur","amount_total":12000,"total_details":{"amount_tax":2000,"amount_shipping":1000},
                 "client_reference_id":"%s"}}}""".formatted(payment, seconds(), seconds(), payment, token);
    }

    private String captured(String payment) {
        return """
                {"id":"evt_c_%s","type":"charge.captured","created":%d,"livemode":true,"data":{"object":{
                 "id":"ch_1","amount":12000,"amount_captured":12000,"captured":true,"refunded":false,"currency":"eur",
                 "payment_intent":"%s","status":"succeeded"}}}""".formatted(payment, seconds(), payment);
    }

    private long seconds() {
        return Instant.parse(placedAt).getEpochSecond();
    }

    private void stripe(String secret, String body) {
        long now = Instant.now().getEpochSecond();
        String code = HexFormat.of()
                .formatHex(Signature.hmac(Signature.utf8(secret), Signature.utf8(now + "." + body)));
        assertThat(exchange.hook("/hooks/stripe/" + bela.id(), body, "Content-Type", "application/json",
                "Stripe-Signature", "t=" + now + ",v1=" + code).statusCode()).isBetween(200, 299);
    }

    private String woo(int id, String refund) {
        String time = placedAt.replace("Z", "");
        return """
                {"id":%d,"status":"processing","currency":"EUR","date_created_gmt":"%s","date_modified_gmt":"%s",\
                "date_paid_gmt":"%s","total":"120.00","billing":{"first_name":"Anna","email":"a@b.example"},\
                "line_items":[{"id":1,"quantity":2,"total":"100.00"}],"fee_lines":[],"refunds":[%s],\
                "meta_data":[{"id":3,"key":"_wc_order_attribution_session_entry",\
                "value":"https://bela.example/?ctp=%s&utm_source=centuple"}],"coupon_lines":[]}"""
                .formatted(id, time, time, time, refund, token);
    }

    private int woo(String path, String secret, String body) {
        return exchange.hook(path, body, "Content-Type", "application/json", "X-WC-Webhook-Topic", "order.updated",
                "X-WC-Webhook-Delivery-ID", "one of a second", "X-WC-Webhook-Signature", sign(secret, body))
                .statusCode();
    }

    private void shopify(String secret, String topic, String event, String body) {
        assertThat(exchange.hook("/hooks/shopify/" + bela.id(), body, "Content-Type", "application/json",
                "X-Shopify-Topic", topic, "X-Shopify-Event-Id", event, "X-Shopify-Triggered-At", placedAt,
                "X-Shopify-Hmac-SHA256", sign(secret, body)).statusCode()).isBetween(200, 299);
    }

    private static String sign(String secret, String body) {
        return Base64.getEncoder().encodeToString(Signature.hmac(Signature.utf8(secret), Signature.utf8(body)));
    }

    /** What Bela owes before the hold is over. */
    private long pendingMinor() {
        return exchange.db().database().read(connection -> Sql.one(connection,
                "select coalesce(sum(amount_minor), 0)::bigint as minor from balance where stage = 'PENDING'",
                row -> row.bigint("minor")));
    }

    @Test
    void theWizardAsksTheApiAtOnceAndSaysWhatWasRead() throws Exception {
        StringWriter shown = new StringWriter();
        ConnectWizard wizard = wizard(exchange, outbound, shown);
        Platform magento = wizard.platform("magento");
        assertThatThrownBy(() -> wizard.connect(bela.shop(), magento, ConnectionChange.NONE, Duration.ofMinutes(9)))
                .isInstanceOf(Refusal.class)
                .hasMessageContainingAll("--api-url", "--credentials-file", "access_token=");
        ConnectionChange api = new ConnectionChange(Optional.empty(), false, Map.of("access_token", "t0p"),
                "http://" + shop.host(), null, false);
        assertThat(wizard.connect(bela.shop(), magento, api, Duration.ofMinutes(9))).as("nothing is there").isOne();
        assertThat(shown.toString()).contains("WRONG", "orders cannot be asked for").doesNotContain("whsec_", "t0p");
        shop.put("/rest/V1/orders", "{\"items\": []}");
        assertThat(wizard.connect(bela.shop(), magento, ConnectionChange.NONE, Duration.ofMinutes(9)))
                .as("without waiting for a message that never comes").isZero();
        assertThat(exchange.hook("/hooks/magento/" + bela.id(), "{}", "Content-Type", "application/json").statusCode())
                .as("it sends nothing, so what comes is a stranger's").isEqualTo(404);
        assertThat(shown.toString()).contains("the API answers; no order changed", "asked every five minutes");
    }

    @Test
    void aPingIsShownWhileTheWizardWaitsForTheFirstOrder() throws Exception {
        StringWriter shown = new StringWriter();
        ConnectWizard wizard = wizard(exchange, outbound, shown);
        Platform woo = wizard.platform("woocommerce");
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            Future<Integer> waiting = other
                    .submit(() -> wizard.connect(bela.shop(), woo, ConnectionChange.NONE, Duration.ofSeconds(8)));
            await().atMost(SOON).until(() -> shown.toString().contains("Waiting"));
            await().atMost(SOON).until(() -> exchange.hook("/hooks/woocommerce/" + bela.id(), "webhook_id=7",
                    "Content-Type", "application/x-www-form-urlencoded").statusCode() == 200);
            assertThat(waiting.get(60, TimeUnit.SECONDS)).isZero();
        }
        assertThat(shown.toString().replaceAll("\\s+", " ")).contains("Update",
                "the address is right; now the first order", "no order came within 8 s");
    }

    static ConnectWizard wizard(TestExchange exchange, Outbound outbound, StringWriter out) {
        PrintWriter shown = new PrintWriter(out, true);
        return new ConnectWizard(new ConnectWizard.Parts(exchange.db().database(), ConnectService.PLATFORMS,
                exchange.seal(), new ConnectWizard.Exchange("http://exchange.example", false), SqlEventLog::new,
                new TrialAsk(new ApiClient(outbound)), new SecretInput(InputStream.nullInputStream(), null, shown),
                InstantSource.system()), shown);
    }
}
