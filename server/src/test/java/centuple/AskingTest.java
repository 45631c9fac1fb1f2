package centuple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import centuple.TestExchange.Member;
import centuple.connect.Notice;
import centuple.connect.inbox.InboxEvent;
import centuple.connect.inbox.InboxEvent.From;
import centuple.connect.job.AskJob;
import centuple.connect.job.EventFetch;
import centuple.connect.job.InboxJob;
import centuple.connect.store.SqlInbox;
import centuple.platform.sql.Sql;
import centuple.testkit.payload.AnsweringSite;
import centuple.testkit.payload.AnsweringSite.Answer;
import centuple.testkit.payload.AnsweringSite.Question;
import centuple.testkit.payload.Recorded;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;

/** On a whole server: shops whose messages only name the order, so that their APIs are asked. */
class AskingTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    /** Much less than the time of one question, for a shop that has nothing to do with the stalled ones. */
    private static final Duration UNDELAYED = Duration.ofSeconds(12);
    /** More than the fourteen seconds after which it is asked for the fourth time. */
    private static final Duration THREE_RETRIES = Duration.ofSeconds(60);
    private static final String CONNECTION = "/v1/connections/bigcommerce";
    private static final Recorded RECORDED = new Recorded("bigcommerce");

    @TempDir
    Path folder;

    private final List<AnsweringSite> sites = new ArrayList<>();
    private final Map<Member, String> secrets = new HashMap<>();
    private TestExchange exchange;

    @BeforeEach
    void start() throws Exception {
        exchange = TestExchange.start(folder, Map.of("--outbound-loopback-allowed", "true"));
    }

    @AfterEach
    void close() {
        exchange.close();
        sites.forEach(AnsweringSite::close);
    }

    @Test
    void shopsThatStallHoldUpNoOther() {
        List<AnsweringSite> stalled = new ArrayList<>();
        List<Member> stalledShops = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            stalled.add(site(_ -> Answer.NEVER));
            stalledShops.add(connected("Stalled" + i, stalled.getLast()));
        }
        Member quick = connected("Quick", site(AskingTest::order));
        for (int event = 1; event <= 50; event++) {
            for (Member shop : stalledShops) {
                told(shop, event);
            }
        }
        await().atMost(SOON).until(() -> stalled.stream().allMatch(site -> orders(site) > 0));
        IntStream.rangeClosed(1, 20).forEach(event -> told(quick, event));
        await().atMost(UNDELAYED).until(() -> count(quick, "done") == 20);
        for (int i = 0; i < stalled.size(); i++) {
            assertThat(orders(stalled.get(i))).isLessThanOrEqualTo(AskJob.ASKED_PER_CONNECTION_MAX);
            assertThat(attempts(stalledShops.get(i))).as("nobody was asked about the others")
                    .isLessThanOrEqualTo(AskJob.ASKED_PER_CONNECTION_MAX);
            assertThat(count(stalledShops.get(i), "waiting")).isEqualTo(50);
        }
    }

    @Test
    void whoAsksUsToWaitIsLeftAloneUntilThenOrUntilItIsChanged() {
        AnsweringSite api = site(question -> question.path().matches("/v2/orders/\\d+")
                ? new Answer(429, "", Map.of("Retry-After", "3600"))
                : order(question));
        Member shop = connected("Anne", api);
        IntStream.rangeClosed(1, 30).forEach(event -> told(shop, event));
        await().atMost(SOON).until(() -> findings(shop).contains("asks us to wait (status 429); it is left alone"));
        assertThat(pausedSeconds()).isBetween(3_500L, 3_600L);
        int before = api.asked().size();
        await().during(Duration.ofSeconds(4)).atMost(SOON).until(() -> orders(api) <= 2 && attempts(shop) <= 2);
        assertThat(api.asked()).as("nor is it asked for changed orders").hasSize(before);
        api.answer(AskingTest::order);
        connect(shop, api);
        await().atMost(SOON).until(() -> count(shop, "done") == 30);
        assertThat(api.underWayMost()).isLessThanOrEqualTo(AskJob.ASKED_PER_CONNECTION_MAX + 1);
    }

    @Test
    void anOrderThatIsNeverThereIsParkedAndHoldsUpNoOther() {
        AnsweringSite api = site(question -> question.path().equals("/v2/orders/1")
                ? new Answer(404, "{}", Map.of())
                : order(question));
        Member shop = connected("Anne", api);
        IntStream.rangeClosed(1, 5).forEach(event -> told(shop, event));
        await().atMost(SOON).until(() -> count(shop, "done") == 4);
        await().atMost(THREE_RETRIES).until(() -> count(shop, "parked") == 1);
        assertThat(api.asked().stream().filter(question -> question.path().equals("/v2/orders/1")))
                .hasSize(EventFetch.MISSING_TRIES_MAX);
        api.answer(AskingTest::order);
        exchange.post(shop.key(), CONNECTION + "/events/replay", "{}");
        await().atMost(SOON).until(() -> count(shop, "done") == 5);
    }

    @Test
    void anOrderThatIsToldOfBeforeItIsThereIsBookedOnceItIs() {
        AtomicInteger tries = new AtomicInteger();
        AnsweringSite api = site(question -> question.path().equals("/v2/orders/1") && tries.incrementAndGet() < 3
                ? new Answer(404, "{}", Map.of())
                : order(question));
        Member shop = connected("Anne", api);
        told(shop, 1);
        await().atMost(THREE_RETRIES).until(() -> count(shop, "done") == 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void whatCannotBeAskedWithTheseCredentialsWaitsForOthers(int status) {
        AnsweringSite api = site(question -> question.path().matches("/v2/orders/\\d+")
                ? new Answer(status, "{}", Map.of())
                : order(question));
        Member shop = connected("Anne", api);
        IntStream.rangeClosed(1, 5).forEach(event -> told(shop, event));
        await().atMost(SOON).until(() -> findings(shop).contains("refuses the credentials"));
        assertThat(pausedSeconds()).isBetween(3_500L, 3_600L);
        assertThat(count(shop, "waiting")).isEqualTo(5);
        api.answer(AskingTest::order);
        connect(shop, api);
        await().atMost(SOON).until(() -> count(shop, "done") == 5);
    }

    @Test
    void whatWaitsIsParkedWhenItsConnectionIsTakenAway() {
        AnsweringSite api = site(_ -> new Answer(503, "", Map.of("Retry-After", "1")));
        Member shop = connected("Anne", api);
        IntStream.rangeClosed(1, 5).forEach(event -> told(shop, event));
        await().atMost(SOON).until(() -> attempts(shop) > 0);
        exchange.delete(shop.key(), CONNECTION);
        await().atMost(SOON).until(() -> parkedAsGone(shop) == 5);
    }

    @Test
    void whatWasTakenWhenTheServerDiedIsAskedAboutAgain() {
        From from = new From(exchange.member("Anne").shop(), "bigcommerce");
        Instant then = Instant.now().truncatedTo(ChronoUnit.MICROS).plus(Duration.ofDays(1));
        InboxEvent event = new InboxEvent(new UUID(1, 1), from, new Notice("e", "store/order/created"), "{}", false, 0,
                then, InboxEvent.Standing.WAITING);
        Instant back = then.plusSeconds(1).plus(InboxJob.HELD);
        List<Integer> attempts = exchange.db().database().inTransaction(connection -> {
            SqlInbox inbox = new SqlInbox(connection);
            inbox.add(List.of(new SqlInbox.Arrival(event, new byte[32])));
            assertThat(inbox.askable(back, 10)).as("it is not marked").isEmpty();
            inbox.settle(List.of(new SqlInbox.Settled(event.id(), InboxEvent.Standing.WAITING, 0, then,
                    SqlInbox.Then.ASK)));
            assertThat(inbox.take(back, InboxJob.HELD, 10, 1_000)).as("it can only be asked about").isEmpty();
            List<Integer> taken = new ArrayList<>();
            for (Instant at : List.of(then, then.plusSeconds(1), back)) {
                inbox.takeToAsk(from, at, InboxJob.HELD).ifPresent(each -> taken.add(each.attempts()));
            }
            assertThat(inbox.askable(back, 10)).isEmpty();
            assertThat(inbox.askable(back.plus(InboxJob.HELD), 10)).containsExactly(from);
            return taken;
        });
        assertThat(attempts).containsExactly(1, 2);
    }

    private AnsweringSite site(Function<Question, Answer> answers) {
        AnsweringSite site = new AnsweringSite(answers);
        sites.add(site);
        return site;
    }

    private static Answer order(Question question) {
        String path = question.path();
        if (path.equals("/v2/orders")) {
            return new Answer(204, "", Map.of());
        }
        String id = path.replaceAll("/v[23]/orders/(\\d+).*", "$1");
        return Answer.ok(path.endsWith("/products")
                ? RECORDED.text("products")
                : path.endsWith("/coupons")
                        ? RECORDED.text("coupons")
                        : path.endsWith("/refunds")
                                ? RECORDED.text("no-refunds")
                                : path.endsWith("/metafields")
                                        ? RECORDED.text("metafields")
                                        : RECORDED.text("order").replace("\"id\": 218", "\"id\": " + id));
    }

    private Member connected(String name, AnsweringSite api) {
        Member shop = exchange.member(name);
        secrets.put(shop, TestExchange.text(connect(shop, api), "secret"));
        return shop;
    }

    private JsonNode connect(Member shop, AnsweringSite api) {
        return exchange.put(shop, CONNECTION, """
                {"api_url": "%s", "credentials": {"access_token": "x"}}""".formatted(api.url()));
    }

    private void told(Member shop, int order) {
        String body = """
                {"scope": "store/order/created", "data": {"type": "order", "id": %d}, "hash": "h%d", "created_at": 1}"""
                .formatted(order, order);
        await().atMost(SOON).until(() -> exchange.hook("/hooks/bigcommerce/" + shop.id(), body, "Content-Type",
                "application/json", "X-Centuple-Secret", secrets.getOrDefault(shop, "")).statusCode() == 200);
    }

    /** Questions about single orders. */
    private static long orders(AnsweringSite site) {
        return site.asked().stream().filter(question -> question.path().matches("/v2/orders/\\d+")).count();
    }

    private String findings(Member shop) {
        return exchange.get(shop, CONNECTION).path("findings").toString();
    }

    private long count(Member shop, String status) {
        return number("select count(*) as n from inbox_event where shop = " + shop.shop().value() + " and state = '"
                + status.toUpperCase(Locale.ROOT) + "'");
    }

    private long attempts(Member shop) {
        return number("select sum(attempts) as n from inbox_event where shop = " + shop.shop().value());
    }

    private long parkedAsGone(Member shop) {
        return number("select count(*) as n from inbox_event where state = 'PARKED' and reason like '%is gone%' and "
                + "shop = " + shop.shop().value());
    }

    private long pausedSeconds() {
        return number("select extract(epoch from max(ask_after) - now())::bigint as n from connection");
    }

    private long number(String sql) {
        return exchange.db().database().read(connection -> Sql.one(connection, sql, row -> row.bigint("n")));
    }
}
