package centuple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import centuple.TestExchange.Member;
import centuple.connect.Notice;
import centuple.connect.check.Checkup;
import centuple.connect.cli.ConnectWizard;
import centuple.connect.inbox.InboxEvent;
import centuple.connect.job.ConnectionChange;
import centuple.connect.store.SqlInbox;
import centuple.platform.cli.Refusal;
import centuple.platform.net.Outbound;
import centuple.platform.net.OutboundSettings;
import centuple.platform.sql.Sql;
import com.standardwebhooks.Webhook;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.StringWriter;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** On a whole server: a shop connects its platform, which then reports what it sells. */
class ConnectTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String PING = "{\"type\": \"ping\"}";
    private static final String CONNECTION = "/v1/connections/vendure";

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final Outbound outbound = new Outbound(vertx, OutboundSettings.WITH_LOOPBACK);
    private TestExchange exchange;
    private Member anne;
    private Member bela;
    private String token = "";
    private String secret = "";

    @BeforeEach
    void twoShops() throws IOException {
        exchange = TestExchange.start(folder, Map.of());
        anne = exchange.member("Anne");
        bela = exchange.member("Bela");
        token = exchange.visit(exchange.partner(bela, anne, "EUR", 1_000), null);
        JsonNode made = exchange.put(bela, CONNECTION, "{}");
        secret = TestExchange.text(made, "secret");
        assertThat(TestExchange.text(made, "url")).isEqualTo("http://exchange.example" + path());
    }

    @AfterEach
    void close() {
        exchange.close();
        outbound.close();
        vertx.close().await();
    }

    @Test
    void anOrderIsBookedOnceAndItsRefundReducesIt() throws Exception {
        String order = order("A-1", "EUR");
        assertThat(send("m1", order).body()).contains("accepted");
        await().atMost(SOON).until(() -> pendingMinor() == 1_000);
        assertThat(send("m1", order).body()).as("the platform tries again").contains("repeated");
        assertThat(send("m2", order).body()).as("another message says the same").contains("accepted");
        send("m3", """
                {"type": "order.fact", "timestamp": "x", "data": {"type": "refund", "reference": "A-1", "currency": "EUR",
                 "refund_reference": "R-1", "lines": [{"line": "1", "quantity": 1}]}}""");
        await().atMost(SOON).until(() -> pendingMinor() == 500);
        await().atMost(SOON).until(() -> events("done") == 3);
        JsonNode seen = exchange.get(bela, CONNECTION);
        assertThat(seen.at("/last_event/order").stringValue()).isEqualTo("A-1");
        assertThat(seen.path("parked").intValue()).isZero();
        assertThat(seen.path("findings").toString()).contains("good").doesNotContain("wrong");
    }

    @Test
    void anAgentsTokenComesThroughAndOtherNetworksTokensAreNotKept() throws Exception {
        String order = """
                {"type": "order.fact", "timestamp": "x", "data": {"reference": "A-1", "status": "paid",
                 "currency": "EUR", "placed_at": "%s", "lines": [{"reference": "1", "amount_minor": 10000}],
                 "affiliate_attribution": [{"provider": "impact.com", "token": "atp_secret", "touchpoint": "first"},
                  {"provider": "exchange.example", "token": "%s", "metadata": {"email": "anna@x.example"}}]}}"""
                .formatted(Instant.now().truncatedTo(ChronoUnit.SECONDS), token);
        send("m1", order);
        await().atMost(SOON).until(() -> pendingMinor() == 1_000);
        send("m2", order.replace("EUR", "ZZZ"));
        await().atMost(SOON).until(() -> events("parked") == 1);
        String id = TestExchange.text(exchange.get(bela, CONNECTION + "/events").at("/data/0"), "id");
        assertThat(exchange.get(bela, CONNECTION + "/events/" + id).toString()).contains("impact.com")
                .doesNotContain("atp_secret", "anna@");
    }

    @Test
    void whatIsNotBelievedIsRefusedAndShownToTheShop() throws Exception {
        String body = order("A-1", "EUR");
        String now = Long.toString(Instant.now().getEpochSecond());
        HttpResponse<String> forged = exchange.hook(path(), body, "Content-Type", "application/json", "webhook-id",
                "m1", "webhook-timestamp", now, "webhook-signature", "v1,AAAA");
        assertThat(forged.statusCode()).isEqualTo(401);
        assertThat(forged.body()).contains("signature_wrong").doesNotContain(secret);
        assertThat(exchange.hook(path(), body, "Content-Type", "application/json").body())
                .contains("signature_missing");
        await().atMost(SOON).until(() -> exchange.get(bela, CONNECTION).at("/last_refusal/count").asInt(0) == 2);
        assertThat(exchange.get(bela, CONNECTION).path("last_event").isNull()).isTrue();
        assertThat(exchange.hook("/hooks/vendure/" + anne.id(), body, "Content-Type", "application/json").statusCode())
                .as("a shop without a connection").isEqualTo(404);
        assertThat(exchange.hook("/hooks/nonsense/" + bela.id(), body, "Content-Type", "application/json").statusCode())
                .isEqualTo(404);
        assertThat(exchange.hook(path(), "x".repeat(2 << 20), "Content-Type", "application/json").statusCode())
                .isEqualTo(413);
    }

    @Test
    void whatASignedMessageSaidIsNotHiddenByStrangers() throws Exception {
        assertThat(send("m1", "{\"type\": \"ping\"").statusCode()).as("signed but not JSON").isEqualTo(400);
        assertThat(exchange.hook(path(), "{}", "Content-Type", "application/json").statusCode()).isEqualTo(401);
        await().atMost(SOON).until(() -> exchange.get(bela, CONNECTION).at("/last_refusal/count").asInt(0) == 1);
        JsonNode seen = exchange.get(bela, CONNECTION);
        assertThat(seen.at("/last_signed_refusal/count").asInt(0)).isOne();
        assertThat(seen.at("/last_signed_refusal/why").asString("")).contains("not the JSON");
        assertThat(seen.at("/last_refusal/why").asString("")).contains("not signed");
        assertThat(seen.path("findings").toString()).contains("could not be taken", "Anybody can send one");
    }

    @Test
    void aBodyForAnUnknownConnectionIsNotWaitedFor() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", exchange.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(("POST /hooks/vendure/" + anne.id() + " HTTP/1.1\r\nHost: x\r\nContent-Type:"
                    + " application/json\r\nContent-Length: 1000000\r\n\r\n{").getBytes(StandardCharsets.US_ASCII));
            byte[] answer = new byte[1_000];
            int count = socket.getInputStream().read(answer);
            assertThat(new String(answer, 0, count, StandardCharsets.UTF_8)).startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void aSecretThatLeakedEndsAtOnce() throws Exception {
        String first = secret;
        secret = TestExchange.text(exchange.put(bela, CONNECTION, "{\"rotate\": true}"), "secret");
        assertThat(exchange.get(bela, CONNECTION).path("old_secret_until").isString()).isTrue();
        assertThat(signedBy(first, "m1", PING).statusCode()).isEqualTo(200);
        JsonNode ended = exchange.put(bela, CONNECTION, "{\"old_secret\": \"ends_now\"}");
        assertThat(ended.path("old_secret_until").isNull()).isTrue();
        assertThat(signedBy(first, "m2", PING).statusCode()).isEqualTo(401);
        assertThat(send("m3", PING).statusCode()).isEqualTo(200);
        String second = secret;
        secret = TestExchange.text(exchange.put(bela, CONNECTION, "{\"rotate\": true, \"old_secret\": \"ends_now\"}"),
                "secret");
        assertThat(signedBy(second, "m4", PING).statusCode()).isEqualTo(401);
        assertThat(send("m5", PING).statusCode()).isEqualTo(200);
        assertThat(exchange.get(bela, "/v1/events").toString()).contains("old_secret_ended");
    }

    @Test
    void aChangedSecretTakesOverAndTheOldOneStillCountsForADay() throws Exception {
        String before = secret;
        secret = TestExchange.text(exchange.put(bela, CONNECTION, "{\"rotate\": true}"), "secret");
        assertThat(secret).isNotEqualTo(before);
        await().atMost(SOON).until(() -> send("m1", "{\"type\": \"ping\"}").statusCode() == 200);
        assertThat(signedBy(before, "m2", "{\"type\": \"ping\"}").statusCode()).isEqualTo(200);
        assertThat(exchange.get(bela, CONNECTION).path("secret").isNull()).as("it is shown once").isTrue();
        long open = exchange.db().database().read(connection -> Sql.one(connection,
                "select count(*) as n from connection where position('whsec_'::bytea in sealed) > 0",
                row -> row.bigint("n")));
        assertThat(open).as("and kept sealed").isZero();
    }

    @Test
    void whatCannotBeMappedIsParkedWithItsReasonAndCanBeMappedAgain() throws Exception {
        send("m1", order("A-1", "ZZZ"));
        await().atMost(SOON).until(() -> events("parked") == 1);
        JsonNode parked = exchange.get(bela, CONNECTION + "/events?status=parked").at("/data/0");
        assertThat(TestExchange.text(parked, "reason")).contains("/currency").contains("ISO 4217");
        String id = TestExchange.text(parked, "id");
        JsonNode one = exchange.get(bela, CONNECTION + "/events/" + id);
        assertThat(one.at("/kept/data/reference").stringValue()).isEqualTo("A-1");
        assertThat(one.toString()).as("what nobody needs is not kept").doesNotContain("anna@", "Anna");
        assertThat(exchange.get(bela, "/v1/events").toString()).contains("connection.event_parked");
        assertThat(exchange.post(bela.key(), CONNECTION + "/events/replay", "{}").path("replayed").intValue()).isOne();
        await().atMost(SOON).until(() -> exchange.get(bela, CONNECTION + "/events/" + id).path("attempts")
                .asInt(0) == 1 && events("parked") == 1);
    }

    @Test
    void aParkedEventIsToldHoweverManyCameAfterIt() throws Exception {
        send("m0", order("A-1", "ZZZ"));
        await().atMost(SOON).until(() -> events("parked") == 1);
        for (int i = 1; i <= Checkup.EVENTS_MAX; i++) {
            send("m" + i, "{\"type\": \"ping\", \"data\": {\"reference\": \"" + i + "\"}}");
        }
        await().atMost(SOON).until(() -> events("ignored") == Checkup.EVENTS_MAX);
        assertThat(exchange.get(bela, CONNECTION).path("findings").toString()).contains("is parked: ");
    }

    @Test
    void madeManyTimesAtOnceAConnectionHasOneSecret() throws Exception {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<JsonNode>> made = IntStream.range(0, 8).mapToObj(
                    _ -> callers.submit(() -> exchange.put(bela, "/v1/connections/medusa", "{}"))).toList();
            List<String> secrets = new ArrayList<>();
            for (Future<JsonNode> one : made) {
                JsonNode shown = one.get().path("secret");
                if (shown.isString()) {
                    secrets.add(shown.stringValue());
                }
            }
            assertThat(secrets).hasSize(1);
        }
    }

    /** Two platforms of one shop count their orders alike: the second one's are not taken for the first one's. */
    @Test
    void anOrderBelongsToTheConnectionThatToldItFirst() throws Exception {
        String other = TestExchange.text(exchange.put(bela, "/v1/connections/medusa", "{}"), "secret");
        send("m1", order("1001", "EUR"));
        await().atMost(SOON).until(() -> pendingMinor() == 1_000);
        String refund = """
                {"type": "order.fact", "timestamp": "x", "data": {"type": "refund", "reference": "1001",
                 "currency": "EUR", "refund_reference": "R-1", "full": true}}""";
        await().atMost(SOON).until(() -> signed("medusa", other, "x1", refund).statusCode() == 200);
        await().atMost(SOON).until(() -> parked("medusa").size() == 1);
        assertThat(TestExchange.text(parked("medusa").get(0), "reason")).contains("told by vendure", "POST /v1/orders");
        assertThat(pendingMinor()).as("another order's refund").isEqualTo(1_000);
        for (String platform : List.of("vendure", "medusa")) {
            assertThat(exchange.get(bela, "/v1/connections/" + platform).path("findings").toString()).as(platform)
                    .contains("medusa and vendure tell orders of the same numbers", "1001");
        }
        String byApi = """
                {"type": "refund", "reference": "1001", "currency": "EUR", "refund_reference": "R-2", %s "full": true}""";
        HttpResponse<String> refused = report(byApi.formatted(""), "application/json");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("order_of_other_source", "told by vendure");
        assertThat(report(byApi.formatted("").replace('\n', ' '), "application/x-ndjson").body())
                .contains("order_of_other_source");
        assertThat(pendingMinor()).isEqualTo(1_000);
        assertThat(report(byApi.formatted("\"source\": \"vendure\","), "application/json").statusCode()).isEqualTo(200);
        assertThat(pendingMinor()).as("corrected by the shop itself").isZero();
        exchange.post(bela.key(), "/v1/connections/medusa/events/replay", "{}");
        await().atMost(SOON).until(() -> parked("medusa").size() == 1);
    }

    private HttpResponse<String> report(String facts, String type) {
        return exchange.hook("/v1/orders", facts, "Authorization", "Bearer " + bela.key(), "Content-Type", type);
    }

    private JsonNode parked(String platform) {
        return exchange.get(bela, "/v1/connections/" + platform + "/events?status=parked").path("data");
    }

    @Test
    void withoutItsTableNothingIsAcknowledgedAndTheRepetitionIsTaken() throws Exception {
        rename("inbox_event", "inbox_away");
        assertThat(send("m1", order("A-1", "EUR")).statusCode()).isGreaterThanOrEqualTo(500);
        rename("inbox_away", "inbox_event");
        assertThat(send("m1", order("A-1", "EUR")).body()).contains("accepted");
        await().atMost(SOON).until(() -> pendingMinor() == 1_000);
    }

    @Test
    void aRemovedConnectionTakesNothingMoreButWhatCameIsBooked() throws Exception {
        send("m0", order("A-0", "EUR"));
        exchange.delete(bela.key(), CONNECTION);
        await().atMost(SOON).until(() -> send("m1", order("A-1", "EUR")).statusCode() == 404);
        await().atMost(SOON).until(() -> pendingMinor() == 1_000 && events("done") == 1);
    }

    @Test
    void theWizardShowsTheStepsMakesASecretAndSaysWhatArrived() throws Exception {
        StringWriter shown = new StringWriter();
        ConnectWizard wizard = wizard(shown);
        assertThat(wizard.connect(anne.shop(), wizard.platform("vendure"), ConnectionChange.NONE, Duration.ZERO))
                .isZero();
        assertThat(shown.toString()).contains("http://exchange.example/hooks/vendure/" + anne.id(), "  1. ",
                "whsec_", "nothing has come yet");
        StringWriter waited = new StringWriter();
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            Future<Integer> waiting = other.submit(() -> wizard(waited).connect(bela.shop(), wizard.platform("vendure"),
                    ConnectionChange.NONE, Duration.ofSeconds(60)));
            await().atMost(SOON).until(() -> waited.toString().contains("Waiting"));
            signedBy("whsec_" + "A".repeat(44), "m1", "{\"type\": \"ping\"}");
            assertThat(waiting.get(60, TimeUnit.SECONDS)).as("something is wrong").isOne();
        }
        assertThat(waited.toString().replaceAll("\\s+", " ")).contains("WRONG", "does not fit the secret")
                .doesNotContain(secret);
        send("m2", order("A-1", "EUR"));
        await().atMost(SOON).until(() -> events("done") == 1);
        StringWriter listed = new StringWriter();
        assertThat(wizard(listed).list(bela.shop())).isZero();
        assertThat(listed.toString().replaceAll("\\s+", " ")).contains("booked as order A-1", "a token");
        assertThatThrownBy(
                () -> wizard.connect(anne.shop(), wizard.platform("shopify"), ConnectionChange.NONE, Duration.ZERO))
                .isInstanceOf(Refusal.class).hasMessageContaining("--secret-file");
        assertThatThrownBy(() -> wizard.platform("nonsense"))
                .isInstanceOf(Refusal.class).hasMessageContaining("there are");
    }

    private ConnectWizard wizard(StringWriter out) {
        return ShopPlatformsTest.wizard(exchange, outbound, out);
    }

    @Test
    void manyLargeMessagesAreTakenBySizeAndAtLeastOne() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        List<Integer> taken = exchange.db().database().inTransaction(connection -> {
            SqlInbox inbox = new SqlInbox(connection);
            List<SqlInbox.Arrival> arrivals = new ArrayList<>();
            for (int i = 1; i <= 3; i++) {
                String body = "{\"type\": \"ping\", \"x\": \"" + "y".repeat(100 * i) + "\"}";
                arrivals.add(new SqlInbox.Arrival(
                        new InboxEvent(new UUID(1, i), new InboxEvent.From(bela.shop(), "vendure"),
                                new Notice("e" + i, "ping"), body, false, 0, now.plusMillis(i),
                                InboxEvent.Standing.WAITING),
                        new byte[32]));
            }
            inbox.add(arrivals);
            Duration held = Duration.ofMinutes(5);
            return List.of(inbox.take(now.plusSeconds(1), held, 10, 250).size(),
                    inbox.take(now.plusSeconds(1), held, 10, 1).size(),
                    inbox.take(now.plusSeconds(1), held, 10, 1).size());
        });
        assertThat(taken).containsExactly(2, 1, 0);
    }

    private void rename(String from, String to) {
        exchange.db().asOwner(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate("alter table " + from + " rename to " + to);
            }
        });
    }

    private String path() {
        return "/hooks/vendure/" + bela.id();
    }

    private String order(String reference, String currency) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return """
                {"type": "order.fact", "timestamp": "%s", "data": {"reference": "%s", "status": "paid",
                 "currency": "%s", "placed_at": "%s", "email": "anna@example.org", "customer": {"name": "Anna"},
                 "lines": [{"reference": "1", "quantity": 2, "amount_minor": 10000}], "token": "%s"}}"""
                .formatted(now, reference, currency, now, token);
    }

    private HttpResponse<String> send(String id, String body) throws Exception {
        return signedBy(secret, id, body);
    }

    private HttpResponse<String> signedBy(String key, String id, String body) throws Exception {
        return signed("vendure", key, id, body);
    }

    private HttpResponse<String> signed(String platform, String key, String id, String body) throws Exception {
        long now = Instant.now().getEpochSecond();
        return exchange.hook("/hooks/" + platform + "/" + bela.id(), body, "Content-Type", "application/json",
                "webhook-id", id, "webhook-timestamp",
                Long.toString(now), "webhook-signature", new Webhook(key).sign(id, now, body));
    }

    private long events(String status) {
        return exchange.get(bela, CONNECTION + "/events?status=" + status).path("data").size();
    }

    /** What Bela owes Anne and the exchange for it, before the hold is over. */
    private long pendingMinor() {
        return exchange.db().database().read(connection -> Sql.one(connection,
                "select coalesce(sum(amount_minor), 0)::bigint as minor from balance where stage = 'PENDING'",
                row -> row.bigint("minor")));
    }
}
