package centuple.simulation.cli;

import centuple.platform.json.Json;
import centuple.simulation.guard.Stops;
import centuple.simulation.market.MarketRun;
import centuple.simulation.market.MarketSettings;
import centuple.simulation.report.MarketReport;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A simulation as one JSON object with stable keys. Stateless. */
final class MarketJson {
    private static final int HOURS_PER_DAY = 24;

    private MarketJson() {
    }

    static byte[] of(MarketReport report) {
        MarketSettings settings = report.settings();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", true);
        json.put("seed", report.seed());
        json.put("shops", settings.size().shops());
        json.put("partners", settings.partners());
        json.put("hours", settings.size().hours());
        json.put("visitors_per_hour", settings.size().visitorsPerHour());
        Map<String, Object> mix = new LinkedHashMap<>();
        mix.put("honest", settings.mix().honest());
        mix.put("taker", settings.mix().taker());
        mix.put("under", settings.mix().under());
        mix.put("colluding", settings.mix().colluding());
        json.put("mix", mix);
        json.put("assumptions", assumptions(settings));
        json.put("policies", report.rows().stream().map(MarketJson::policy).toList());
        return Json.bytes(json);
    }

    private static Map<String, Object> assumptions(MarketSettings settings) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("unserved_share", settings.buying().unservedShare());
        json.put("served", settings.buying().served());
        json.put("substitution_share", settings.buying().substitutionShare());
        json.put("given_unserved", settings.buying().givenUnserved());
        json.put("given_served", settings.buying().givenServed());
        json.put("order_net_mean_minor", settings.orders().netMeanMinor());
        json.put("order_spread", settings.orders().spread());
        json.put("margin_bps", settings.orders().margin().value());
        json.put("commission_bps", settings.orders().commission().value());
        json.put("delayed_share", settings.orders().delayedShare());
        json.put("delay_days", settings.orders().delayDays());
        return json;
    }

    private static Map<String, Object> policy(MarketReport.Row row) {
        MarketRun run = row.run();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", run.policy().key());
        json.put("visitors", run.study().visitors());
        json.put("given", run.study().given());
        json.put("returned", run.study().returned());
        json.put("refused", run.study().refused());
        json.put("keeps_minor", run.study().money().keepsMinor());
        json.put("given_minor", run.study().money().forgoneMinor());
        json.put("came_back_minor", run.study().money().cameBackMinor());
        json.put("saved_minor", run.study().money().savedMinor());
        json.put("other_seeds_keeps_minor", row.otherSeedsMinor());
        json.put("behaviours", run.kinds().stream().map(MarketJson::kind).toList());
        json.put("pairs", run.pairs().stream().map(MarketJson::pairs).toList());
        json.put("partners", run.partners().stream().map(MarketJson::partner).toList());
        json.put("days", run.days().stream().map(day -> List.of(day.day(), day.studyMinor())).toList());
        return json;
    }

    private static Map<String, Object> kind(MarketRun.Kind kind) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("behaviour", kind.behaviour().key());
        json.put("shops", kind.shops());
        json.put("mean_keeps_minor", kind.meanMinor());
        json.put("low_keeps_minor", kind.lowMinor());
        json.put("high_keeps_minor", kind.highMinor());
        return json;
    }

    private static Map<String, Object> pairs(MarketRun.Pairs pairs) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("behaviour", pairs.behaviour().key());
        json.put("pairs", pairs.pairs());
        json.put("stopped", pairs.stopped());
        json.put("median_first_day", pairs.stopped() == 0 ? null : pairs.medianFirstDay());
        json.put("median_given", pairs.stopped() == 0 ? null : pairs.medianGiven());
        json.put("paused_share", pairs.pausedShare());
        return json;
    }

    private static Map<String, Object> partner(MarketRun.PartnerLine partner) {
        Stops.Stopped stopped = partner.stopped();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("shop", partner.number());
        json.put("behaviour", partner.behaviour().key());
        json.put("given", partner.given());
        json.put("returned", partner.returned());
        json.put("refused", partner.refused());
        json.put("saved_minor", partner.savedMinor());
        json.put("first_stopped_day", stopped == null ? null : 1 + stopped.firstHour() / HOURS_PER_DAY);
        json.put("given_before", stopped == null ? null : stopped.givenBefore());
        json.put("stops", stopped == null ? 0 : stopped.times());
        json.put("paused_hours", stopped == null ? 0 : stopped.pausedHours());
        json.put("reason", stopped == null || stopped.reason() == null
                ? null
                : stopped.reason().name().toLowerCase(Locale.ROOT));
        return json;
    }
}
