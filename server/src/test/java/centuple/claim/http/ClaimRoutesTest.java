package centuple.claim.http;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.claim.job.ClaimJob;
import centuple.claim.store.ClaimFollower;
import centuple.claim.store.ClaimPorts;
import centuple.claim.store.ClaimWork;
import centuple.click.ClickId;
import centuple.click.ClickToken;
import centuple.click.Hops;
import centuple.click.Keyring;
import centuple.click.MasterKey;
import centuple.click.TokenCodec;
import centuple.commission.http.CommissionRoutes;
import centuple.commission.job.GroupedIntake;
import centuple.commission.store.GroupCommit;
import centuple.commission.store.SqlCommissionStore;
import centuple.ledger.http.LedgerRoutes;
import centuple.ledger.store.SqlLedgerStore;
import centuple.order.KeyringVerifier;
import centuple.order.http.OrderRoutes;
import centuple.order.store.SqlOrderStore;
import centuple.platform.http.Idempotency;
import centuple.platform.http.Route;
import centuple.platform.sql.Sql;
import centuple.shop.AscendingIds;
import centuple.shop.ShopId;
import centuple.shop.http.Desk;
import centuple.shop.store.SqlEventLog;
import centuple.shop.store.SqlTermsBook;
import centuple.testkit.TestApi;
import centuple.testkit.TestApi.Answered;
import centuple.testkit.TestApi.Caller;
import centuple.testkit.TestRoutes;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;

/** Claims over HTTP: what is taken, what is refused and why, who may do and see what. */
class ClaimRoutesTest {
    private static final Keyring KEYS = new Keyring(List.of(new MasterKey(1, secret('a'), Instant.EPOCH, null)));
    private static final Keyring STRANGE = new Keyring(List.of(new MasterKey(1, secret('b'), Instant.EPOCH, null)));
    private static final Keyring UNKNOWN = new Keyring(List.of(new MasterKey(9, secret('a'), Instant.EPOCH, null)));

    private @Nullable GroupedIntake intake;
    private @Nullable ClaimJob job;
    private final TestApi api = TestApi.start(this::routes);
    private final Caller anna = api.shop("Anna");
    private final Caller clara = api.shop("Clara");
    private final Caller other = api.shop("Other");
    private final Instant start = api.clock().instant();

    private static byte[] secret(char letter) {
        return Character.toString(letter).repeat(32).getBytes(StandardCharsets.US_ASCII);
    }

    private List<Route> routes(Vertx vertx, Desk desk) {
        AscendingIds ids = new AscendingIds(desk.clock(), new SplittableRandom(5));
        ClaimPorts ports = new ClaimPorts(SqlTermsBook::new, SqlOrderStore::new, SqlCommissionStore::new,
                SqlLedgerStore::new, SqlEventLog::new);
        GroupedIntake taking = GroupedIntake.start(new GroupCommit(desk.database(), new GroupCommit.Ports(
                SqlTermsBook::new, SqlOrderStore::new, SqlLedgerStore::new, SqlEventLog::new,
                "exchange.example", writes -> new ClaimFollower(writes, ids, ports)), ids));
        ClaimWork work = new ClaimWork(ports, ids);
        intake = taking;
        KeyringVerifier tokens = new KeyringVerifier(() -> KEYS, "exchange.example");
        job = new ClaimJob(desk.database(), work);
        List<Route> routes = new ArrayList<>(TestRoutes.controlPlane(vertx, desk));
        routes.addAll(new OrderRoutes(taking, tokens, new Idempotency(desk.database(),
                desk.clock()), desk.clock()).routes());
        routes.addAll(new CommissionRoutes(desk.database(), SqlOrderStore::new, "exchange.example").routes());
        routes.addAll(new LedgerRoutes(desk.database()).routes());
        routes.addAll(new ClaimRoutes(desk.database(), desk.clock(), work, tokens, () -> KEYS).routes());
        return routes;
    }

    @BeforeEach
    void agreeAndClick() {
        String terms = "{\"currency\":\"EUR\",\"rules\":[{\"percent_bps\":500}],\"hold_days\":30}";
        for (Caller giver : List.of(anna, other)) {
            String location = clara.post("/v1/partnerships",
                    "{\"shop\":\"" + giver.shop() + "\",\"i_offer\":" + terms + "}").expect(201).header("Location");
            giver.post(location + "/accept").expect(200);
        }
        api.clock().advance(Duration.ofHours(1));
        api.database()
                .inTransaction(c -> Sql.update(c, "insert into visits_daily (day, giver, receiver, link_id, class,"
                        + " visits) values (?, ?, ?, ?, 'counted', 500)", LocalDate.parse("2026-11-23"), value(anna),
                        value(clara), new UUID(1, 1)));
    }

    @AfterEach
    void close() {
        Objects.requireNonNull(intake).close();
        api.close();
    }

    private static int value(Caller shop) {
        return ShopId.parse(shop.shop()).orElseThrow().value();
    }

    private String token(Caller giver, Caller receiver, int click) {
        return token(KEYS, giver, receiver, click, start.plusSeconds(120), Hops.NONE);
    }

    private static String token(Keyring keys, Caller giver, Caller receiver, int click, Instant at, Hops hops) {
        return TokenCodec.sign(
                new ClickToken(keys.currentKeyId(), value(giver), value(receiver), 1, at.getEpochSecond() / 60,
                        new ClickId(7, click), hops),
                keys.signingKey(value(giver), value(receiver)));
    }

    private static String body(String token, String reference, String day) {
        return "{\"token\":\"" + token + "\",\"reference\":\"" + reference + "\",\"day\":\"" + day + "\"}";
    }

    private Answered claim(int click, String reference) {
        return anna.post("/v1/claims", body(token(anna, clara, click), reference, "2026-11-23"));
    }

    private Answered report(String reference, String more) {
        return clara.post("/v1/orders", "{\"reference\":\"" + reference + "\",\"status\":\"paid\",\"currency\":\"EUR\","
                + "\"placed_at\":\"2026-11-23T09:00:00Z\",\"lines\":[{\"reference\":\"1\",\"amount_minor\":4000}]"
                + more
                + "}").expect(200);
    }

    @Test
    void aClaimIsMadeSeenByBothAndAnsweredWithTheTokenItShows() {
        String path = claim(1, "A-1001").expect(201).header("Location");
        Answered mine = anna.get(path).expect(200);
        assertThat(mine.text("state")).isEqualTo("open");
        assertThat(mine.text("answer_by")).isEqualTo("2026-12-07T09:00:00Z");
        assertThat(mine.at("token").isNull()).as("the giver has it").isTrue();
        Answered theirs = clara.get(path).expect(200);
        assertThat(theirs.text("reference")).isEqualTo("A-1001");
        assertThat(theirs.text("day")).isEqualTo("2026-11-23");
        assertThat(theirs.text("token")).isEqualTo(token(anna, clara, 1));
        other.get(path).refused(404, "not_found");
        assertThat(clara.post(path + "/answer", "{\"state\":\"reported\"}").expect(200).text("state"))
                .isEqualTo("open");
        report("A-1001", "");
        assertThat(anna.get(path).text("state")).as("reported without the click it is nobody's").isEqualTo("open");
        report("A-1001", ",\"version\":9,\"token\":\"" + theirs.text("token") + "\"");
        assertThat(anna.get(path).text("state")).isEqualTo("credited");
        assertThat(anna.get("/v1/commissions").at("data.0.currency").asString()).isEqualTo("EUR");
        assertThat(clara.get(path).at("token").isNull()).as("no more use for it").isTrue();
        assertThat(anna.get("/v1/claims?state=credited").at("data").size()).isEqualTo(1);
        assertThat(clara.get("/v1/claims").at("data").size()).isEqualTo(1);
        assertThat(other.get("/v1/claims").at("data").size()).isZero();
        assertThat(api.operator().get("/v1/claims?shop=" + clara.shop()).expect(200).at("data").size()).isEqualTo(1);
    }

    @Test
    void silenceBooksATransferWithTheClaimAsItsCause() {
        report("B-1", ",\"token\":\"" + token(anna, clara, 40) + "\"");
        String path = claim(1, "A-1001").expect(201).header("Location");
        for (int days : new int[]{11, 4}) {
            api.clock().advance(Duration.ofDays(days));
            Objects.requireNonNull(job).run(api.clock().instant());
        }
        Answered booked = anna.get(path);
        assertThat(booked.text("state")).isEqualTo("booked");
        assertThat(booked.at("booking.pending_minor").longValue()).isEqualTo(200);
        assertThat(booked.text("booking.hold_until")).isEqualTo("2027-01-07T09:00:00Z");
        Answered transfer = anna.get("/v1/transfers?limit=1").expect(200);
        assertThat(transfer.text("data.0.cause.kind")).isEqualTo("claim");
        assertThat("/v1/claims/" + transfer.text("data.0.cause.claim_id")).isEqualTo(path);
        clara.post(path + "/answer", "{\"state\":\"no_such_order\"}").refused(409, "wrong_state");
        clara.post(path + "/contest", "{\"state\":\"other_source\"}").refused(409, "order_not_reported");
        anna.post(path + "/contest", "{\"state\":\"no_such_order\"}").refused(409, "not_yours_to_answer");
        report("A-1001", "");
        clara.post(path + "/contest", "{\"state\":\"no_such_order\"}").refused(409, "answer_contradicts_facts");
        Answered contested = clara.post(path + "/contest", "{\"state\":\"other_source\"}").expect(200);
        assertThat(contested.text("state")).isEqualTo("contested");
        assertThat(contested.at("booking.pending_minor").longValue()).isZero();
        assertThat(anna.get(path).at("denied_of_pair").longValue()).isEqualTo(1);
        assertThat(anna.get("/v1/events?limit=100").json().toString()).contains("claim.made", "claim.reminder",
                "claim.booked", "claim.contested");
        assertThat(other.get("/v1/events?limit=100").json().toString()).doesNotContain("claim.");
    }

    @Test
    void whatIsWrongWithAWishIsSaid() {
        String good = token(anna, clara, 1);
        anna.post("/v1/claims", body("nonsense", "A-1", "2026-11-23")).refused(409, "token_malformed");
        anna.post("/v1/claims", body(token(STRANGE, anna, clara, 1, start, Hops.NONE), "A-1", "2026-11-23"))
                .refused(409, "token_forged");
        anna.post("/v1/claims", body(token(UNKNOWN, anna, clara, 1, start, Hops.NONE), "A-1", "2026-11-23"))
                .refused(409, "token_unknown_key");
        anna.post("/v1/claims", body(token(KEYS, anna, clara, 1, start.minus(Duration.ofDays(500)), Hops.NONE), "A-1",
                "2026-11-23")).refused(409, "token_expired");
        anna.post("/v1/claims", body(token(other, clara, 1), "A-1", "2026-11-23")).refused(409, "token_not_of_yours");
        anna.post("/v1/claims", body(token(anna, other, 1), "A-1", "2026-11-23")).refused(409, "unknown_terms");
        anna.post("/v1/claims", body(token(KEYS, anna, clara, 1, start, Hops.of(value(clara))), "A-1", "2026-11-23"))
                .refused(409, "self_referral");
        anna.post("/v1/claims", body(good, "A-1", "2026-11-21")).refused(409, "day_before_click");
        anna.post("/v1/claims", body(good, "A-1", "2026-11-25")).refused(400, "invalid_request");
        anna.post("/v1/claims", body(good, "A-1", "2026-02-30")).refused(400, "invalid_request");
        anna.post("/v1/claims", body(good, "a b", "2026-11-23")).refused(400, "invalid_request");
        anna.post("/v1/claims", body(good, "me@example.com", "2026-11-23")).refused(400, "invalid_request");
        anna.post("/v1/claims", body("x".repeat(300), "A-1", "2026-11-23")).refused(400, "invalid_request");
        anna.post("/v1/claims", "{\"token\":\"" + good + "\"}").refused(400, "invalid_request");
        anna.post("/v1/claims", body(good, "A-1", "2026-11-23").replace("}", ",\"receipt\":\"x\"}"))
                .refused(400, "invalid_request");
        anna.get("/v1/claims/clm_1").refused(404, "not_found");
        anna.get("/v1/claims?state=lost").refused(400, "invalid_request");
        String path = claim(1, "A-1").expect(201).header("Location");
        claim(2, "A-1").refused(409, "order_already_claimed");
        claim(1, "A-2").refused(409, "click_already_claimed");
        clara.post(path + "/answer", "{\"state\":\"perhaps\"}").refused(400, "invalid_request");
        clara.post(path + "/withdraw", "{}").refused(409, "not_yours_to_answer");
        clara.post(path + "/contest", "{\"state\":\"cancelled\"}").refused(409, "wrong_state");
        other.post(path + "/answer", "{\"state\":\"cancelled\"}").refused(404, "not_found");
    }

    @Test
    void eachKeyDoesWhatItMay() {
        String path = claim(1, "A-1").expect(201).header("Location");
        api.key(anna.shop(), "ledger:read").post("/v1/claims", "{}").refused(403, "insufficient_scope");
        api.key(clara.shop(), "partners:write").post(path + "/answer", "{}").refused(403, "insufficient_scope");
        api.key(anna.shop(), "orders:write").get(path).refused(403, "insufficient_scope");
        api.operator().post("/v1/claims", body(token(anna, clara, 3), "A-3", "2026-11-23"))
                .refused(403, "insufficient_scope");
        assertThat(anna.post(path + "/withdraw", "{}").expect(200).text("state")).isEqualTo("withdrawn");
        claim(1, "A-1").expect(201);
    }

    @Test
    void theSameRequestAgainIsOneClaim() {
        String wish = body(token(anna, clara, 1), "A-1", "2026-11-23");
        String id = anna.postOnce("k1", "/v1/claims", wish).expect(201).text("id");
        Answered again = anna.postOnce("k1", "/v1/claims", wish).expect(201);
        assertThat(again.text("id")).isEqualTo(id);
        assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
        anna.post("/v1/claims", wish).refused(409, "order_already_claimed");
        assertThat(anna.get("/v1/claims").at("data").size()).isEqualTo(1);
    }

    @Test
    void aFalseClaimSaysNothingOfTheOrderAndBarsTheGiver() {
        report("A-1", ",\"token\":\"" + token(other, clara, 1) + "\"");
        Answered proven = claim(2, "A-1").expect(201);
        assertThat(proven.text("state")).isEqualTo("proven_false");
        assertThat(proven.response().body()).doesNotContain(other.shop());
        claim(3, "A-2").refused(409, "claims_barred");
        api.clock().advance(Duration.ofDays(91));
        claim(3, "A-2").expect(201);
    }
}
