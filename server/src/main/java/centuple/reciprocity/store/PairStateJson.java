package centuple.reciprocity.store;

import centuple.platform.json.Json;
import centuple.reciprocity.PairMode;
import centuple.reciprocity.PairReason;
import centuple.reciprocity.PairState;
import centuple.reciprocity.Totals;
import centuple.reciprocity.Verdict;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What is remembered of a pair, as it lies in the database. Stateless. */
final class PairStateJson {
    private PairStateJson() {
    }

    static String write(PairState state) {
        return Json.string(state);
    }

    static PairState read(String json) {
        JsonNode node = Json.tree(json.getBytes(StandardCharsets.UTF_8));
        JsonNode count = node.path("count");
        JsonNode floor = node.path("floor");
        List<PairState.Closed> closed = new ArrayList<>();
        node.path("closed").forEach(each -> closed.add(new PairState.Closed(each.path("given_minor").longValue(),
                each.path("came_back_minor").longValue(), each.path("received_minor").longValue(),
                each.path("commission_minor").longValue())));
        return new PairState(PairMode.valueOf(node.path("mode").stringValue()),
                PairReason.valueOf(node.path("reason").stringValue()),
                new PairState.Count(count.path("period").longValue(), marks(count.path("zero")),
                        longOrNull(count.path("paused_until")), count.path("repeats").intValue(),
                        count.path("paused_in_period").booleanValue()),
                new PairState.Floor(marks(floor.path("zero")), floor.path("open").booleanValue(),
                        floor.path("told").asBoolean(false), longOrNull(floor.path("heeded"))),
                closed, carried(node.path("carried")));
    }

    private static PairState.Carried carried(JsonNode node) {
        return new PairState.Carried(node.path("currencies").asString(""), shares(node.path("before")),
                shares(node.path("now")));
    }

    private static PairState.Shares shares(JsonNode node) {
        return new PairState.Shares(node.path("stake").asDouble(0), node.path("log_odds").asDouble(0),
                node.path("missing_trials").asDouble(0), node.path("known").asBoolean(false));
    }

    static Verdict.Figures figures(String json) {
        JsonNode node = Json.tree(json.getBytes(StandardCharsets.UTF_8));
        JsonNode floor = node.path("floor");
        return new Verdict.Figures(node.path("given").longValue(), node.path("on_the_way").longValue(),
                node.path("commission").longValue(), node.path("received").longValue(), node.path("owed").longValue(),
                node.path("exposure").longValue(), node.path("stake").longValue(), node.path("line").longValue(),
                new Verdict.Floor(floor.path("given").longValue(), floor.path("returned").longValue(),
                        floor.path("odds").doubleValue()));
    }

    private static PairState.Marks marks(JsonNode node) {
        return new PairState.Marks(totals(node.path("out")), totals(node.path("back")));
    }

    private static Totals totals(JsonNode node) {
        return new Totals(node.path("visits").longValue(), node.path("ripe_visits").doubleValue(),
                node.path("commission_minor").longValue(), node.path("orders").longValue());
    }

    private static @Nullable Long longOrNull(JsonNode node) {
        return node.isNull() || node.isMissingNode() ? null : node.longValue();
    }
}
