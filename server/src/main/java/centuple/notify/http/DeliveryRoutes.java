package centuple.notify.http;

import centuple.notify.Delivery;
import centuple.notify.DeliveryState;
import centuple.notify.Endpoint;
import centuple.notify.store.SqlDeliveries;
import centuple.notify.store.SqlEndpoints;
import centuple.platform.http.Access;
import centuple.platform.http.Answer;
import centuple.platform.http.Page;
import centuple.platform.http.Query;
import centuple.platform.http.Request;
import centuple.platform.http.Route;
import centuple.shop.PublicId;
import centuple.shop.Refusal;
import centuple.shop.Scope;
import centuple.shop.ShopId;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** What an endpoint was told, and what it is to be told beside its events: pings and repetitions. Thread-safe. */
public final class DeliveryRoutes {
    private static final String DELIVERIES = WebhookRoutes.ONE + "/deliveries";
    private static final String ONE = DELIVERIES + "/{delivery}";

    private final WebhookDesk desk;

    public DeliveryRoutes(WebhookDesk desk) {
        this.desk = desk;
    }

    public List<Route> routes() {
        Access shop = Access.scope(Scope.PARTNERS_WRITE.wire());
        Access readers = Access.scope(Scope.PARTNERS_WRITE.wire(), Scope.OPERATOR.wire());
        return List.of(Route.post(WebhookRoutes.ONE + "/ping", shop, this::ping),
                Route.get(DELIVERIES, readers, this::list), Route.get(ONE, readers, this::one),
                Route.post(ONE + "/resend", shop, this::resend), Route.post(ONE + "/skip", shop, this::skip));
    }

    private Answer ping(Request request) {
        request.json().finish();
        ShopId shop = WebhookDesk.shop(request);
        UUID id = WebhookDesk.id(request);
        return desk.idempotency().run(request, connection -> {
            Endpoint endpoint = desk.lock(connection, shop, id);
            requireRoom(connection, endpoint);
            Instant now = desk.now();
            Delivery ping = new Delivery(PublicId.next(now, desk.random()), id,
                    new Delivery.What(null, Delivery.PING, now), false, DeliveryState.WAITING, Delivery.Tries.NONE,
                    now);
            new SqlDeliveries(connection).insert(ping);
            return Answer.json(202, WebhookView.Message.of(ping));
        });
    }

    private static void requireRoom(Connection connection, Endpoint endpoint) throws SQLException {
        if (new SqlDeliveries(connection).countExtras(endpoint.id()) >= Endpoint.EXTRAS_WAITING_MAX) {
            throw WebhookDesk.refused(Refusal.TOO_MANY,
                    Endpoint.EXTRAS_WAITING_MAX + " pings and repetitions wait already");
        }
    }

    private Answer list(Request request) {
        Query query = request.query();
        Page.Wish<UUID> wish = Page.Wish.of(query, text -> PublicId.parse(PublicId.MESSAGE, text));
        Optional<DeliveryState> state = query.parsed("status", DeliveryRoutes::state,
                "one of waiting, delivered, failed, skipped");
        query.finish();
        UUID id = WebhookDesk.id(request);
        return desk.database().read(connection -> {
            find(connection, request, id);
            List<Delivery> found = new SqlDeliveries(connection).page(id, state, wish.after(), wish.limit() + 1);
            return Answer.ok(Page.of(found, wish.limit(), delivery -> PublicId.of(PublicId.MESSAGE, delivery.id()))
                    .map(WebhookView.Message::of));
        });
    }

    private Answer one(Request request) {
        UUID id = WebhookDesk.id(request);
        return desk.database().read(connection -> {
            find(connection, request, id);
            return Answer.ok(WebhookView.Message.of(delivery(connection, request, id)));
        });
    }

    private Answer resend(Request request) {
        return change(request, (connection, endpoint, delivery) -> {
            if (delivery.state() == DeliveryState.WAITING) {
                throw WebhookDesk.refused(Refusal.WRONG_STATE,
                        "it is still to be sent; resume the webhook to have it tried at once");
            }
            requireRoom(connection, endpoint);
            new SqlDeliveries(connection).repeat(delivery.id());
        });
    }

    private Answer skip(Request request) {
        return change(request, (connection, endpoint, delivery) -> {
            if (delivery.state() != DeliveryState.WAITING) {
                throw WebhookDesk.refused(Refusal.WRONG_STATE, "it does not wait");
            }
            new SqlDeliveries(connection).skip(delivery.id());
            if (delivery.inOrder()) {
                new SqlEndpoints(connection).wait(endpoint.id(), desk.now(), endpoint.problem());
            }
        });
    }

    private Answer change(Request request, Change change) {
        request.json().finish();
        ShopId shop = WebhookDesk.shop(request);
        UUID id = WebhookDesk.id(request);
        return desk.idempotency().run(request, connection -> {
            Endpoint endpoint = desk.lock(connection, shop, id);
            Delivery delivery = delivery(connection, request, id);
            change.make(connection, endpoint, delivery);
            return Answer.json(202, WebhookView.Message.of(delivery(connection, request, id)));
        });
    }

    private static void find(Connection connection, Request request, UUID id) throws SQLException {
        if (new SqlEndpoints(connection).find(WebhookDesk.reader(request), id).isEmpty()) {
            throw WebhookDesk.notFound("webhook");
        }
    }

    private static Delivery delivery(Connection connection, Request request, UUID endpoint) throws SQLException {
        UUID id = PublicId.parse(PublicId.MESSAGE, request.path("delivery"))
                .orElseThrow(() -> WebhookDesk.notFound("delivery"));
        return new SqlDeliveries(connection).find(endpoint, id).orElseThrow(() -> WebhookDesk.notFound("delivery"));
    }

    private static Optional<DeliveryState> state(String text) {
        for (DeliveryState state : DeliveryState.values()) {
            if (state.name().toLowerCase(Locale.ROOT).equals(text)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }

    private interface Change {
        void make(Connection connection, Endpoint endpoint, Delivery delivery) throws SQLException;
    }
}
