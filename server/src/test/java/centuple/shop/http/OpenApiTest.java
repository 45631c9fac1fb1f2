package centuple.shop.http;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.claim.ClaimRefusal;
import centuple.commission.http.CommissionRoutes;
import centuple.connect.http.HookProblem;
import centuple.journal.http.ClickRoutes;
import centuple.ledger.http.LedgerRoutes;
import centuple.order.PresentedToken;
import centuple.order.http.OrderProblem;
import centuple.order.http.OrderRoutes;
import centuple.order.store.SqlOrderStore;
import centuple.platform.http.Access;
import centuple.platform.http.CommonProblem;
import centuple.platform.http.OpenApiDocument;
import centuple.platform.http.Problem;
import centuple.platform.http.ProblemCode;
import centuple.platform.http.Route;
import centuple.routing.http.SuggestionProblem;
import centuple.shop.Refusal;
import centuple.shop.Scope;
import centuple.simulation.http.ReplayProblem;
import centuple.testkit.ApiDescription;
import centuple.testkit.TestApi;
import centuple.testkit.TestRoutes;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The description says what the routes do: no more, no less. */
class OpenApiTest {
    private final List<Route> routes = new ArrayList<>();

    @Test
    void everyRouteIsDescribedWithItsScopes() {
        try (TestApi api = TestApi.start((vertx, desk) -> {
            routes.addAll(TestRoutes.controlPlane(vertx, desk));
            routes.addAll(new ClickRoutes(desk.database()).routes());
            routes.addAll(new centuple.moving.http.MovedRoutes(desk.database()).routes());
            routes.addAll(new OrderRoutes(_ -> List.of(), (_, _, _, _) -> {
                throw new IllegalStateException("no token is sent");
            }, desk.idempotency(), desk.clock()).routes());
            routes.addAll(new CommissionRoutes(desk.database(), SqlOrderStore::new, "exchange.example").routes());
            routes.addAll(new LedgerRoutes(desk.database()).routes());
            routes.add(OpenApiDocument.route());
            return routes;
        })) {
            Set<String> declared = new TreeSet<>();
            for (Route route : routes) {
                declared.add(route.method() + " " + route.path() + " " + scopes(route.access()));
            }
            Set<String> described = new TreeSet<>();
            for (Map.Entry<String, JsonNode> path : ApiDescription.document().get("paths").properties()) {
                for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                    described.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey() + " "
                            + scopes(operation.getValue()));
                }
            }
            assertThat(described).containsAll(declared); // nothing else is: ServerTest
            assertThat(api.nobody().get("/openapi.json").expect(200).text("openapi")).isEqualTo("3.1.0");
        }
    }

    @Test
    void everyProblemCodeAndScopeIsListed() {
        List<String> codes = Stream
                .concat(Stream.of(CommonProblem.values(), OrderProblem.values(), ReplayProblem.values(),
                        SuggestionProblem.values(), HookProblem.values())
                        .flatMap(Arrays::<ProblemCode>stream).map(Problem::wire),
                        Stream.of(Arrays.stream(Refusal.values()), Arrays.stream(ClaimRefusal.values()))
                                .flatMap(reasons -> reasons).map(reason -> reason.name().toLowerCase(Locale.ROOT)))
                .toList();
        List<String> ofTokens = Arrays.stream(PresentedToken.Reason.values())
                .map(reason -> "token_" + reason.name().toLowerCase(Locale.ROOT)).toList();
        assertThat(strings(ApiDescription.document().at("/components/schemas/Problem/properties/code/enum")))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(codes.stream(), ofTokens.stream()).distinct().toList());
        assertThat(strings(ApiDescription.document().at("/components/schemas/Scope/enum")))
                .containsExactlyElementsOf(Arrays.stream(Scope.values()).map(Scope::wire).toList());
    }

    private static String scopes(Access access) {
        return switch (access) {
            case Access.Anyone() -> "anyone";
            case Access.Gated _ -> "anyone";
            case Access.AnyKey() -> "[]";
            case Access.Scoped(Set<String> scopes) -> new TreeSet<>(scopes).toString();
        };
    }

    private static String scopes(JsonNode operation) {
        JsonNode scopes = operation.get("x-scopes");
        return scopes == null ? "anyone" : new TreeSet<>(strings(scopes)).toString();
    }

    private static List<String> strings(JsonNode array) {
        return array.values().stream().map(JsonNode::stringValue).toList();
    }
}
