package centuple.journal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import centuple.click.ClickId;
import centuple.click.ClickRecord;
import centuple.click.ClickRoute;
import centuple.click.Device;
import centuple.click.Hops;
import centuple.click.SubIds;
import centuple.click.Visit;
import centuple.click.VisitClass;
import centuple.journal.store.SqlClickStore;
import centuple.platform.http.Answer;
import centuple.platform.http.Caller;
import centuple.platform.http.ProblemException;
import centuple.platform.http.Request;
import centuple.platform.http.Route;
import centuple.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

class ClickRoutesTest {
    private static final int ANNE = 0xa;
    private static final int BERT = 0xb;
    private static final int CARL = 0xc;
    private static final Instant START = Instant.parse("2026-11-22T23:59:00Z");
    private static final UUID LINK = new UUID(1, 2);

    private final TestDatabase db = TestDatabase.fresh();
    private final List<Route> routes = new ClickRoutes(db.database()).routes();

    @BeforeEach
    void shipSomeClicks() {
        List<ClickRecord> clicks = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            clicks.add(click(i, ANNE, i % 3 == 0 ? CARL : BERT));
        }
        clicks.add(click(30, CARL, BERT));
        db.database().inTransaction(connection -> {
            new SqlClickStore(connection).add(clicks);
            return true;
        });
    }

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void aShopReadsWhatItGaveNewestFirstPageByPage() throws Exception {
        List<String> seen = new ArrayList<>();
        Map<String, String> parameters = new HashMap<>(Map.of("limit", "7"));
        while (true) {
            JsonNode page = list(ANNE, parameters);
            page.get("data").forEach(click -> seen.add(click.get("at").asString()));
            if (!page.get("has_more").asBoolean()) {
                break;
            }
            parameters.put("cursor", page.get("next_cursor").asString());
        }
        assertThat(seen).hasSize(30).isSortedAccordingTo((a, b) -> b.compareTo(a)).doesNotHaveDuplicates();
    }

    @Test
    void sidePartnerAndTimeNarrowTheList() throws Exception {
        assertThat(list(BERT, Map.of()).get("data")).isEmpty();
        assertThat(list(BERT, Map.of("side", "received")).get("data")).hasSize(21);
        assertThat(list(BERT, Map.of("side", "received", "partner", "shop_0000000c")).get("data")).hasSize(1);
        assertThat(list(ANNE, Map.of("partner", "shop_0000000c")).get("data")).hasSize(10);
        assertThat(list(ANNE, Map.of("since", "2026-11-23T00:00:00Z", "until", "2026-11-23T00:01:00Z")).get("data"))
                .hasSize(6);
    }

    @Test
    void theGiversMarksAreForTheGiverAlone() throws Exception {
        String id = click(1, ANNE, BERT).id().toString();
        JsonNode given = one(ANNE, id);
        assertThat(given.get("sub_ids").get("s1").asString()).isEqualTo("banner-1");
        assertThat(given.get("visit").asString()).isEqualTo("counted");
        assertThat(given.get("terms_version").asInt()).isEqualTo(3);
        assertThat(given.get("hops").get(0).asString()).isEqualTo("shop_00000007");
        assertThat(given.get("link").asString()).isEqualTo("lnk_00000000000000010000000000000002");
        JsonNode received = one(BERT, id);
        assertThat(received.get("giver").asString()).isEqualTo("shop_0000000a");
        assertThat(received.toString()).doesNotContain("banner");
    }

    @Test
    void othersDoNotLearnThatAClickExists() {
        String id = click(1, ANNE, BERT).id().toString();
        assertThatThrownBy(() -> one(CARL, id)).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> one(ANNE, "clk_00")).isInstanceOf(ProblemException.class);
    }

    @Test
    void wrongParametersAreRefused() {
        for (Map<String, String> wrong : List.of(Map.of("side", "both"), Map.of("partner", "anne"),
                Map.of("since", "yesterday"), Map.of("until", "2200-01-01T00:00:00Z"), Map.of("cursor", "bm9uc2Vuc2U"),
                Map.of("limit", "0"), Map.of("colour", "red"))) {
            assertThatThrownBy(() -> list(ANNE, wrong)).as("%s", wrong).isInstanceOf(ProblemException.class);
        }
        assertThatThrownBy(() -> list(Caller.OPERATOR, Map.of())).isInstanceOf(ProblemException.class);
    }

    private static ClickRecord click(int number, int giver, int receiver) {
        return new ClickRecord(new ClickId(number, number), START.plusSeconds(10L * number).toEpochMilli(),
                ClickRoute.of(LINK, giver, receiver, 3), Hops.of(7),
                new Visit(VisitClass.COUNTED, Device.TABLET, "FR"), new SubIds("banner-" + number, "", "", "", ""));
    }

    private JsonNode list(int shop, Map<String, String> parameters) throws Exception {
        Map<String, List<String>> all = new HashMap<>();
        parameters.forEach((name, value) -> all.put(name, List.of(value)));
        return answer(routes.getFirst(), shop, Map.of(), all);
    }

    private JsonNode one(int shop, String id) throws Exception {
        return answer(routes.getLast(), shop, Map.of("id", id), Map.of());
    }

    private static JsonNode answer(Route route, int shop, Map<String, String> path,
            Map<String, List<String>> parameters) throws Exception {
        Request request = new Request("req", new Request.Head("GET " + route.path(), path, parameters, Map.of()),
                new byte[0], new Caller(new UUID(0, 0), shop, Set.of("ledger:read")));
        Answer answer = route.handler().handle(request);
        assertThat(answer.status()).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body());
    }
}
