package centuple.commission.store;

import centuple.commission.Commission.Line;
import centuple.money.BasisPoints;
import centuple.shop.Rate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;

/** Lines of a commission as JSON, as they lie in the database. Stateless. */
final class LinesJson {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private LinesJson() {
    }

    static String write(List<Line> lines) {
        ArrayNode all = MAPPER.createArrayNode();
        for (Line line : lines) {
            ObjectNode node = all.addObject().put("line", line.line());
            if (line.category() != null) {
                node.put("category", line.category());
            }
            switch (line.rate()) {
                case Rate.Percent(BasisPoints share) -> node.put("percent_bps", share.value());
                case Rate.Flat(long amountMinor) -> node.put("flat_minor", amountMinor);
            }
            node.put("base_minor", line.baseMinor()).put("remaining_base_minor", line.remainingBaseMinor())
                    .put("full_minor", line.fullMinor()).put("booked_minor", line.bookedMinor());
        }
        return MAPPER.writeValueAsString(all);
    }

    static List<Line> read(String json) {
        List<Line> lines = new ArrayList<>();
        for (JsonNode node : MAPPER.readTree(json)) {
            Rate rate = node.has("flat_minor")
                    ? new Rate.Flat(node.path("flat_minor").longValue())
                    : new Rate.Percent(new BasisPoints(node.path("percent_bps").intValue()));
            lines.add(new Line(node.path("line").intValue(),
                    node.has("category") ? node.path("category").stringValue() : null, rate,
                    node.path("base_minor").longValue(), node.path("remaining_base_minor").longValue(),
                    node.path("full_minor").longValue(), node.path("booked_minor").longValue()));
        }
        return lines;
    }
}
