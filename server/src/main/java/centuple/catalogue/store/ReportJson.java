package centuple.catalogue.store;

import centuple.catalogue.feed.FeedReport;
import centuple.catalogue.feed.RowFault;
import centuple.platform.json.Json;
import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Reads the reports that were written as JSON. Stateless. */
final class ReportJson {
    private ReportJson() {
    }

    static FeedReport read(String json) {
        JsonNode report = Json.object(json.getBytes(StandardCharsets.UTF_8));
        Map<RowFault, Long> faults = new EnumMap<>(RowFault.class);
        for (Map.Entry<String, JsonNode> fault : report.get("faults").properties()) {
            faults.put(RowFault.valueOf(fault.getKey()), fault.getValue().longValue());
        }
        List<FeedReport.Example> examples = new ArrayList<>();
        for (JsonNode example : report.get("examples")) {
            examples.add(new FeedReport.Example(example.get("place").longValue(), example.get("id").stringValue(),
                    RowFault.valueOf(example.get("fault").stringValue()), example.get("detail").stringValue()));
        }
        return new FeedReport(report.get("rows").longValue(), report.get("accepted").longValue(), faults, examples);
    }
}
