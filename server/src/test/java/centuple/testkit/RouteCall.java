package centuple.testkit;

import centuple.platform.http.Answer;
import centuple.platform.http.Caller;
import centuple.platform.http.CommonProblem;
import centuple.platform.http.Problem;
import centuple.platform.http.ProblemException;
import centuple.platform.http.Request;
import centuple.platform.http.Route;
import centuple.platform.json.InvalidJsonException;
import centuple.platform.json.Json;
import centuple.shop.ShopId;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Calls routes without sockets, as the frame would, with every scope. */
public final class RouteCall {
    private final List<Route> routes;
    private final Caller caller;
    private final Map<String, String> headers;

    private RouteCall(List<Route> routes, Caller caller, Map<String, String> headers) {
        this.routes = routes;
        this.caller = caller;
        this.headers = headers;
    }

    /** Calls with a key of that shop. */
    public static RouteCall by(ShopId shop, List<Route> routes) {
        Set<String> scopes = Arrays.stream(centuple.shop.Scope.values()).filter(centuple.shop.Scope::isForShops)
                .map(centuple.shop.Scope::wire).collect(Collectors.toSet());
        return new RouteCall(routes, new Caller(new UUID(1, shop.value()), shop.value(), scopes), Map.of());
    }

    /** Calls with a key of the operator that may read the books. */
    public static RouteCall byOperator(List<Route> routes) {
        Set<String> scopes = Set.of(centuple.shop.Scope.OPERATOR.wire(), centuple.shop.Scope.ORDERS_READ.wire(),
                centuple.shop.Scope.LEDGER_READ.wire());
        return new RouteCall(routes, new Caller(new UUID(1, 0), Caller.OPERATOR, scopes), Map.of());
    }

    /** The same with a header, its name in lower case. */
    public RouteCall with(String name, String value) {
        return new RouteCall(routes, caller, Map.of(name, value));
    }

    /** Posts a body. */
    public Answer post(String path, String mediaType, String body) {
        return call("POST", path, Map.of("content-type", mediaType), body);
    }

    /** Posts JSON and reads the answer. */
    public ObjectNode postJson(String path, String body) {
        return Json.object(post(path, "application/json", body).body());
    }

    /** Gets an address, query included, and reads the answer. */
    public ObjectNode get(String pathAndQuery) {
        return Json.object(answer(pathAndQuery).body());
    }

    /** Gets an address, query included. */
    public Answer answer(String pathAndQuery) {
        return call("GET", pathAndQuery, Map.of(), "");
    }

    private Answer call(String method, String pathAndQuery, Map<String, String> more, String body) {
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(more);
        String path = pathAndQuery.replaceFirst("\\?.*", "");
        Map<String, List<String>> parameters = new HashMap<>();
        for (String pair : pathAndQuery.substring(path.length()).replaceFirst("\\?", "").split("&")) {
            if (!pair.isEmpty()) {
                String[] parts = pair.split("=", 2);
                parameters.put(parts[0], List.of(parts[1]));
            }
        }
        Map<String, String> names = new HashMap<>();
        Route route = routes.stream()
                .filter(candidate -> candidate.method().name().equals(method) && fits(candidate.path(), path, names))
                .findFirst().orElseThrow(() -> new AssertionError("no route for " + method + " " + path));
        Request request = new Request("req_test", new Request.Head(method + " " + path, names, parameters, all),
                body.getBytes(StandardCharsets.UTF_8), caller);
        try {
            return route.handler().handle(request);
        } catch (ProblemException refusal) {
            return Answer.problem(refusal.problem(), "req_test");
        } catch (InvalidJsonException invalid) {
            return Answer.problem(new Problem(CommonProblem.INVALID_REQUEST, "invalid", invalid.errors()), "req_test");
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    private static boolean fits(String pattern, String path, Map<String, String> names) {
        String[] wanted = pattern.split("/");
        String[] given = path.split("/");
        if (wanted.length != given.length) {
            return false;
        }
        names.clear();
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].startsWith("{")) {
                names.put(wanted[i].substring(1, wanted[i].length() - 1), given[i]);
            } else if (!wanted[i].equals(given[i])) {
                return false;
            }
        }
        return true;
    }
}
