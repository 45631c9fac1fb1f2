package centuple.reciprocity.http;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.reciprocity.Protection;
import centuple.reciprocity.store.LineBed;
import centuple.reciprocity.store.LineCommit;
import centuple.shop.ShopId;
import centuple.shop.store.SqlEventLog;
import centuple.shop.store.SqlTermsBook;
import centuple.testkit.TestApi;
import centuple.testkit.TestApi.Answered;
import centuple.testkit.TestApi.Caller;
import centuple.testkit.TestRoutes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What a shop reads of its line with a partner, and what it may decide. */
class LineRoutesTest {
    private final TestApi api = TestApi.start((vertx, desk) -> {
        var routes = new ArrayList<>(TestRoutes.controlPlane(vertx, desk));
        routes.addAll(new LineRoutes(desk.database(), desk.clock(),
                new LineRoutes.Ports(SqlTermsBook::new, SqlEventLog::new)).routes());
        return routes;
    });
    private final LineCommit commit = new LineCommit(api.database(), Protection.STANDARD, new UUID(0, 1),
            SqlEventLog::new);
    private final Caller anna = api.shop("Anna");
    private final Caller clara = api.shop("Clara");
    private final Caller other = api.shop("Other");

    @BeforeEach
    void agree() {
        String terms = "{\"currency\":\"EUR\",\"rules\":[{\"percent_bps\":0}],\"visit_value_minor\":10}";
        String location = clara.post("/v1/partnerships",
                "{\"shop\":\"" + anna.shop() + "\",\"i_offer\":" + terms + ",\"i_ask\":" + terms + "}").expect(201)
                .header("Location");
        anna.post(location + "/accept").expect(200);
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void aLineIsReadByBothShopsAndNobodyElse() {
        Answered before = line(anna, clara);
        assertThat(before.at("giving").isNull()).as("nothing was decided yet").isTrue();
        decide();
        give(10);
        decide();
        Answered seen = line(anna, clara);
        assertThat(seen.text("giving.mode")).isEqualTo("open");
        assertThat(seen.at("giving.given_minor").longValue()).isEqualTo(100);
        assertThat(seen.at("giving.line_minor").longValue()).isEqualTo(250);
        assertThat(seen.at("giving.visits_left").longValue()).isEqualTo(15);
        assertThat(seen.at("serves.width_visits").intValue()).isEqualTo(50);
        assertThat(seen.text("serves.served")).isEqualTo("50/51");
        assertThat(seen.at("serves.served_at_most_bps").intValue()).as("all went one way").isZero();
        Answered mirrored = line(clara, anna);
        assertThat(mirrored.text("receiving.mode")).isEqualTo("open");
        assertThat(mirrored.at("receiving.visit_value_minor").longValue()).isEqualTo(10);
        for (String giversOwn : List.of("visits_left", "gift", "given_minor", "on_the_way_minor", "exposure_minor",
                "stake_minor", "line_minor", "floor.given_minor", "floor.returned_minor", "floor.odds")) {
            assertThat(seen.at("giving." + giversOwn).isNull()).as(giversOwn).isFalse();
            assertThat(mirrored.at("receiving." + giversOwn).isNull()).as(giversOwn).isTrue();
        }
        assertThat(mirrored.at("serves.width_visits").intValue()).as("by its own line alone").isEqualTo(50);
        other.get("/v1/partners/" + clara.shop() + "/line").refused(404, "not_found");
        anna.get("/v1/partners/" + other.shop() + "/line").refused(404, "not_found");
        anna.get("/v1/partners/nobody/line").refused(404, "not_found");
        api.operator().get("/v1/partners/" + clara.shop() + "/line").refused(403, "insufficient_scope");
        api.key(anna.shop(), "orders:write").get("/v1/partners/" + clara.shop() + "/line").refused(403,
                "insufficient_scope");
    }

    @Test
    void aWidthIsReckoned() {
        Answered asked = anna.get("/v1/partners/" + clara.shop() + "/line?width=19").expect(200);
        assertThat(asked.text("serves.served")).isEqualTo("19/20");
        assertThat(asked.at("serves.served_bps").intValue()).isEqualTo(9_500);
        anna.get("/v1/partners/" + clara.shop() + "/line?width=100001").refused(400, "invalid_request");
    }

    @Test
    void aGiftIsSetAndUnsetOnce() {
        decide();
        String gift = "/v1/partners/" + clara.shop() + "/gift";
        assertThat(anna.post(gift, "{}").expect(200).at("giving.gift").booleanValue()).isTrue();
        anna.post(gift, "{\"gift\":true}").expect(200);
        give(500);
        decide();
        assertThat(line(anna, clara).text("giving.mode")).isEqualTo("gift");
        assertThat(line(anna, clara).at("giving.visits_left").isNull()).isTrue();
        assertThat(line(clara, anna).text("receiving.mode")).as("the giver's own").isEqualTo("open");
        assertThat(line(clara, anna).text("receiving.reason")).isEqualTo("below_line");
        assertThat(events(clara)).noneMatch(kind -> kind.contains("gift") || kind.contains("limit"));
        anna.post(gift, "{\"gift\":false}").expect(200);
        decide();
        assertThat(line(anna, clara).at("giving.visits_left").longValue()).isEqualTo(25);
        assertThat(kinds()).containsSubsequence("giving.limit_lifted", "giving.gift", "giving.limit_set",
                "giving.open");
        assertThat(kinds()).containsOnlyOnce("giving.limit_lifted");
        anna.post(gift, "{\"gift\":\"yes\"}").refused(400, "invalid_request");
        other.post(gift, "{}").refused(404, "not_found");
    }

    @Test
    void anAlarmIsSeenByPartnersAndOverruledByTheGiver() {
        String goOn = "/v1/partners/" + clara.shop() + "/go-on";
        decide();
        anna.post(goOn).refused(409, "wrong_state");
        give(40);
        decide();
        Answered alarm = line(anna, clara);
        assertThat(alarm.text("giving.reason")).isEqualTo("floor_alarm");
        assertThat(alarm.at("standing.good").booleanValue()).as("40 visits may be forged").isTrue();
        give(260);
        decide();
        alarm = line(anna, clara);
        assertThat(alarm.at("standing.good").booleanValue()).isFalse();
        assertThat(alarm.at("giving.floor.odds").longValue()).isGreaterThan(100);
        Answered told = line(clara, anna);
        for (String figure : List.of("floor", "given_minor", "line_minor", "exposure_minor")) {
            assertThat(told.at("receiving." + figure)).as("a pause tells the receiver why: %s", figure)
                    .isEqualTo(alarm.at("giving." + figure));
        }
        assertThat(told.at("receiving.visits_left").isNull()).isTrue();
        anna.post(goOn).expect(200);
        decide();
        assertThat(line(anna, clara).text("giving.mode")).isEqualTo("open");
        assertThat(line(anna, clara).at("standing.good").booleanValue()).isTrue();
        assertThat(kinds()).containsSubsequence("giving.paused", "standing.lost", "giving.alarm_overruled",
                "standing.restored", "giving.open");
    }

    private Answered line(Caller who, Caller partner) {
        return who.get("/v1/partners/" + partner.shop() + "/line").expect(200);
    }

    private void give(int visits) {
        LineBed.visits(api.database(), shop(anna), shop(clara), api.clock().instant(), visits, "counted");
    }

    private void decide() {
        api.clock().advance(Duration.ofSeconds(10));
        commit.commit(api.clock().instant());
    }

    private List<String> kinds() {
        return events(anna);
    }

    private static List<String> events(Caller who) {
        List<String> kinds = new ArrayList<>();
        who.get("/v1/events?limit=100").expect(200).at("data").forEach(each -> kinds.add(each.at("/kind").asString()));
        return kinds;
    }

    private static ShopId shop(Caller caller) {
        return ShopId.parse(caller.shop()).orElseThrow();
    }
}
