package centuple;

import centuple.platform.http.Access;
import centuple.platform.http.Answer;
import centuple.platform.http.Route;
import centuple.platform.telemetry.Health;
import centuple.platform.telemetry.Meters;
import centuple.shop.Scope;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Health and figures for whoever operates the exchange. Everybody may know whether it is well; figures are for the
 * operator's keys only, for with few shops the sum less one's own share is the rival's. Thread-safe.
 */
final class OperatingRoutes {
    private final Health health;
    private final Meters meters;

    OperatingRoutes(Health health, Meters meters) {
        this.health = health;
        this.meters = meters;
    }

    List<Route> routes() {
        Access operator = Access.scope(Scope.OPERATOR.wire(), Scope.METRICS_READ.wire());
        return List.of(Route.get("/health", Access.ANYONE, _ -> report(health.look(), null)),
                Route.get("/health/live", Access.ANYONE, _ -> report(health.look(), Health.Weight.LIVE)),
                Route.get("/health/ready", Access.ANYONE, _ -> report(health.look(), Health.Weight.READY)),
                Route.get("/health/parts", operator, _ -> Answer.json(200, withParts(health.look()))),
                Route.get("/metrics", operator, _ -> Answer.text(Meters.CONTENT_TYPE, meters.scrape())));
    }

    private static Answer report(Health.Report report, Health.@org.jspecify.annotations.Nullable Weight asked) {
        boolean good = asked == Health.Weight.LIVE ? report.isLive() : report.isReady();
        return Answer.json(good ? 200 : 503, words(report));
    }

    private static Map<String, Object> words(Health.Report report) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("live", report.isLive());
        body.put("ready", report.isReady());
        body.put("well", report.isWell());
        return body;
    }

    private static Map<String, Object> withParts(Health.Report report) {
        Map<String, Object> parts = new LinkedHashMap<>();
        for (Health.Part part : report.parts()) {
            parts.put(part.name(), Map.of("well", part.state().well(), "weight",
                    part.weight().name().toLowerCase(Locale.ROOT), "detail", part.state().detail()));
        }
        Map<String, Object> body = words(report);
        body.put("parts", parts);
        return body;
    }
}
