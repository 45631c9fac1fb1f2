package centuple.notify.http;

import centuple.notify.Endpoint;
import centuple.notify.EndpointState;
import centuple.notify.EventFilter;
import centuple.notify.store.SqlDeliveries;
import centuple.notify.store.SqlEndpoints;
import centuple.platform.http.Access;
import centuple.platform.http.Answer;
import centuple.platform.http.Page;
import centuple.platform.http.Query;
import centuple.platform.http.Request;
import centuple.platform.http.Route;
import centuple.platform.json.Json;
import centuple.platform.json.JsonFields;
import centuple.shop.PublicId;
import centuple.shop.Refusal;
import centuple.shop.Scope;
import centuple.shop.ShopId;
import centuple.shop.domain.WebAddress;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Where a shop wants to be told of its events. Thread-safe. */
public final class WebhookRoutes {
    static final String ALL = "/v1/webhooks";
    static final String ONE = ALL + "/{id}";

    private final WebhookDesk desk;

    public WebhookRoutes(WebhookDesk desk) {
        this.desk = desk;
    }

    public List<Route> routes() {
        Access shop = Access.scope(Scope.PARTNERS_WRITE.wire());
        Access readers = Access.scope(Scope.PARTNERS_WRITE.wire(), Scope.OPERATOR.wire());
        return List.of(Route.post(ALL, shop, this::create), Route.get(ALL, readers, this::list),
                Route.get(ONE, readers, this::one), Route.put(ONE, shop, this::put),
                Route.delete(ONE, shop, this::delete), Route.post(ONE + "/rotate-secret", shop, this::rotate),
                Route.post(ONE + "/pause", shop, this::pause), Route.post(ONE + "/resume", shop, this::resume));
    }

    private Answer create(Request request) {
        ShopId shop = WebhookDesk.shopThatReadsEvents(request);
        Endpoint.Target target = target(request.json());
        return desk.idempotency().run(request, connection -> create(connection, shop, target),
                WebhookRoutes::withoutSecret);
    }

    private Answer create(Connection connection, ShopId shop, Endpoint.Target target) throws SQLException {
        SqlEndpoints endpoints = new SqlEndpoints(connection);
        if (endpoints.countAlone(shop) >= Endpoint.PER_SHOP_MAX) {
            throw WebhookDesk.refused(Refusal.TOO_MANY,
                    "a shop may have " + Endpoint.PER_SHOP_MAX + " webhooks; delete one first");
        }
        Instant now = desk.now();
        UUID id = PublicId.next(now, desk.random());
        Endpoint endpoint = new Endpoint(id, shop, target, EndpointState.ACTIVE, "", new Endpoint.Signing(1, null),
                endpoints.lastPosition(), now, now);
        endpoints.insert(endpoint);
        desk.tell(connection, "webhook.created", shop, id, Map.of("events", target.filter().patterns()));
        return Answer.created(ALL + "/" + PublicId.of(PublicId.WEBHOOK, id),
                WebhookView.of(endpoint, desk.secrets().of(id, 1).text()));
    }

    private Endpoint.Target target(JsonFields in) {
        Optional<String> url = in.parsed("url", text -> WebAddress.read(text, desk.loopback()),
                "an https address of at most " + WebAddress.CHARS_MAX + " characters, without user or port");
        String description = in.optionalText("description", 1, Endpoint.DESCRIPTION_CHARS_MAX).orElse("");
        List<String> events = in.strings("events", EventFilter.PATTERNS_MAX, EventFilter.FORM,
                "a kind of event such as giving.paused, or giving.* for all that begin so");
        in.finish();
        return new Endpoint.Target(url.orElseThrow(), description, new EventFilter(events));
    }

    /** A repetition learns that it was made, but not its secret. */
    private static Answer withoutSecret(Answer answer) {
        var body = Json.object(answer.body());
        body.putNull("secret");
        return new Answer(answer.status(), answer.mediaType(), Json.bytes(body), answer.headers());
    }

    private Answer list(Request request) {
        Query query = request.query();
        Page.Wish<UUID> wish = Page.Wish.of(query, text -> PublicId.parse(PublicId.WEBHOOK, text));
        query.finish();
        List<Endpoint> found = desk.database().read(connection -> new SqlEndpoints(connection)
                .page(WebhookDesk.reader(request), wish.after(), wish.limit() + 1));
        return Answer.ok(Page.of(found, wish.limit(), endpoint -> PublicId.of(PublicId.WEBHOOK, endpoint.id()))
                .map(endpoint -> WebhookView.of(endpoint, null)));
    }

    private Answer one(Request request) {
        UUID id = WebhookDesk.id(request);
        return desk.database().read(connection -> new SqlEndpoints(connection).find(WebhookDesk.reader(request), id))
                .map(endpoint -> Answer.ok(WebhookView.of(endpoint, null)))
                .orElseThrow(() -> WebhookDesk.notFound("webhook"));
    }

    private Answer put(Request request) {
        WebhookDesk.shopThatReadsEvents(request);
        Endpoint.Target target = target(request.json());
        return change(request, "webhook.changed", (connection, endpoint) -> {
            new SqlEndpoints(connection).retarget(endpoint.id(), target, desk.now());
            return true;
        });
    }

    private Answer delete(Request request) {
        ShopId shop = WebhookDesk.shop(request);
        UUID id = WebhookDesk.id(request);
        return desk.idempotency().run(request, connection -> {
            desk.lock(connection, shop, id);
            new SqlEndpoints(connection).delete(id);
            desk.tell(connection, "webhook.removed", shop, id, Map.of());
            return Answer.nothing();
        });
    }

    private Answer rotate(Request request) {
        ShopId shop = WebhookDesk.shopThatReadsEvents(request);
        UUID id = WebhookDesk.id(request);
        JsonFields in = request.json();
        Duration overlap = Duration.ofHours(in.optionalInteger("overlap_hours", 0, Endpoint.OVERLAP_MAX.toHours())
                .orElse(Endpoint.OVERLAP_USUAL.toHours()));
        in.finish();
        return desk.idempotency().run(request, connection -> {
            Endpoint endpoint = desk.lock(connection, shop, id);
            Endpoint.Signing signing = endpoint.signing().rotated(desk.now(), overlap);
            new SqlEndpoints(connection).sign(id, signing);
            Answer answer = Answer.ok(WebhookView.of(desk.lock(connection, shop, id),
                    desk.secrets().of(id, signing.number()).text()));
            desk.tell(connection, "webhook.secret_rotated", shop, id, Map.of("overlap_hours", overlap.toHours()));
            return answer;
        }, WebhookRoutes::withoutSecret);
    }

    private Answer pause(Request request) {
        request.json().finish();
        return change(request, "webhook.paused", (connection, endpoint) -> {
            if (endpoint.state() == EndpointState.DISABLED) {
                throw WebhookDesk.refused(Refusal.WRONG_STATE, "it is disabled, so it is told nothing anyway");
            }
            new SqlEndpoints(connection).state(endpoint.id(), EndpointState.PAUSED, endpoint.problem());
            return endpoint.state() != EndpointState.PAUSED;
        });
    }

    /** Also for one that is active but waits after a failure: it is tried at once. */
    private Answer resume(Request request) {
        request.json().finish();
        return change(request, "webhook.resumed", (connection, endpoint) -> {
            SqlEndpoints endpoints = new SqlEndpoints(connection);
            endpoints.state(endpoint.id(), EndpointState.ACTIVE, "");
            endpoints.wait(endpoint.id(), desk.now(), "");
            new SqlDeliveries(connection).refresh(endpoint.id());
            return endpoint.state() != EndpointState.ACTIVE;
        });
    }

    private Answer change(Request request, String kind, Change change) {
        ShopId shop = WebhookDesk.shop(request);
        UUID id = WebhookDesk.id(request);
        return desk.idempotency().run(request, connection -> {
            boolean changed = change.make(connection, desk.lock(connection, shop, id));
            Answer answer = Answer.ok(WebhookView.of(desk.lock(connection, shop, id), null));
            if (changed) {
                desk.tell(connection, kind, shop, id, Map.of());
            }
            return answer;
        });
    }

    private interface Change {
        /** Makes it; whether that is to be told. */
        boolean make(Connection connection, Endpoint endpoint) throws SQLException;
    }
}
