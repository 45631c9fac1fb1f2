package centuple.simulation.cli;

import centuple.platform.json.Json;
import centuple.simulation.Played;
import centuple.simulation.PolicyFigures;
import centuple.simulation.report.DemoReport;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report as one JSON object with stable keys. Stateless. */
final class DemoJson {
    private DemoJson() {
    }

    static byte[] of(DemoReport report) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("seed", report.seed());
        json.put("hours", report.settings().clock().hours());
        List<Map<String, Object>> policies = report.rows().stream().map(DemoJson::policy).toList();
        json.put("policies", policies);
        Map<String, Object> live = new LinkedHashMap<>();
        live.put("redirects", report.live().redirects());
        live.put("orders", report.live().orders());
        live.put("commissions", report.live().commissions());
        json.put("live", live);
        json.put("ledger_sum_minor", report.ledgerSumMinor());
        return Json.bytes(json);
    }

    private static Map<String, Object> policy(DemoReport.Row row) {
        PolicyFigures figures = row.books();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", figures.policy());
        json.put("visitors", figures.visits().visitors());
        json.put("given", figures.visits().given());
        json.put("returned", figures.visits().returned());
        json.put("own_sales_minor", figures.ownSalesMinor());
        json.put("commission_minor", figures.commissionMinor());
        json.put("given_minor", figures.givenMinor());
        json.put("came_back_minor", figures.cameBackMinor());
        json.put("ratio", figures.ratio());
        json.put("partners", row.stops().stream().map(DemoJson::partner).toList());
        return json;
    }

    private static Map<String, Object> partner(Played.PartnerStop stop) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", stop.partner().name());
        json.put("kind", stop.partner().kind().name().toLowerCase(Locale.ROOT));
        json.put("given", stop.given());
        json.put("first_stopped_day", stop.firstDay());
        json.put("given_before", stop.firstDay() == null ? null : stop.givenBefore());
        json.put("refused", stop.refused());
        json.put("saved_minor", stop.savedMinor());
        json.put("owed_minor", stop.owedMinor());
        return json;
    }
}
