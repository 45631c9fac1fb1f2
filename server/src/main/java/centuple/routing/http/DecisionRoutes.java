package centuple.routing.http;

import centuple.catalogue.MatchReason;
import centuple.platform.http.Access;
import centuple.platform.http.Answer;
import centuple.platform.http.CommonProblem;
import centuple.platform.http.Problem;
import centuple.platform.http.ProblemException;
import centuple.platform.http.Request;
import centuple.platform.http.Route;
import centuple.platform.sql.Database;
import centuple.routing.Ineligible;
import centuple.routing.Reason;
import centuple.routing.store.SqlDecisions;
import centuple.shop.PublicId;
import centuple.shop.Scope;
import centuple.shop.ShopId;
import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Explains decisions afterwards to the shop that asked, and publishes the rule. What stood against a partner is told as
 * a count, never by name or figure; probabilities are not told at all. Thread-safe.
 */
public final class DecisionRoutes {
    private static final String PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none';"
            + " form-action 'none'; frame-ancestors 'none'";

    private final Database database;

    public DecisionRoutes(Database database) {
        this.database = database;
    }

    public List<Route> routes() {
        Access access = Access.scope(Scope.SUGGESTIONS_READ.wire(), Scope.OPERATOR.wire());
        return List.of(Route.get("/v1/decisions/{id}", access, this::explain),
                Route.get("/how-we-choose", Access.ANYONE, DecisionRoutes::howWeChoose));
    }

    private static Answer howWeChoose(Request request) {
        Wording words = Wording.of(request);
        return Answer.text("text/html; charset=utf-8", words.howWeChoose())
                .with("Content-Language", words.language()).with("Vary", "Accept-Language")
                .with("Content-Security-Policy", PAGE_POLICY);
    }

    private Answer explain(Request request) {
        UUID id = PublicId.parse(PublicId.DECISION, request.path("id")).orElseThrow(DecisionRoutes::notFound);
        ShopId reader = new ShopId(request.caller().account());
        SqlDecisions.Stored found = database.read(connection -> new SqlDecisions(connection).find(id, reader))
                .orElseThrow(DecisionRoutes::notFound);
        return Answer.ok(view(found, Wording.of(request))).with("Vary", "Accept-Language");
    }

    private static Map<String, Object> view(SqlDecisions.Stored decision, Wording words) {
        Reason reason = Reason.parse(decision.asked().reason()).orElseThrow();
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", PublicId.of(PublicId.DECISION, decision.id()));
        view.put("at", decision.at().toString());
        view.put("reason", reason.wire());
        view.put("product", decision.asked().product());
        view.put("category", decision.asked().category());
        view.put("country", decision.asked().country());
        view.put("eligible", decision.eligible());
        view.put("not_eligible", refusals(decision.refusals(), words));
        List<Map<String, Object>> shown = new ArrayList<>();
        for (JsonNode one : decision.shown()) {
            MatchReason match = MatchReason.valueOf(one.get("match").stringValue().toUpperCase(Locale.ROOT));
            shown.add(Map.of("shop", one.get("receiver").stringValue(), "why", words.why(reason, match)));
        }
        view.put("shown", shown);
        view.put("rule", "/how-we-choose");
        return view;
    }

    private static List<Map<String, Object>> refusals(JsonNode refusals, Wording words) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Ineligible reason : Ineligible.values()) {
            JsonNode count = refusals.get(reason.wire());
            if (count != null) {
                all.add(Map.of("reason", reason.wire(), "partners", count.intValue(), "why",
                        words.ineligible(reason)));
            }
        }
        return all;
    }

    private static ProblemException notFound() {
        return new Problem(CommonProblem.NOT_FOUND, "there is no such decision, or it is not written down yet")
                .exception();
    }
}
