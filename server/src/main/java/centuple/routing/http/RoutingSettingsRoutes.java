package centuple.routing.http;

import centuple.platform.http.Access;
import centuple.platform.http.Answer;
import centuple.platform.http.CommonProblem;
import centuple.platform.http.Conflict;
import centuple.platform.http.Idempotency;
import centuple.platform.http.Page;
import centuple.platform.http.Problem;
import centuple.platform.http.Query;
import centuple.platform.http.Request;
import centuple.platform.http.Route;
import centuple.platform.json.JsonFields;
import centuple.platform.sql.ControlVersion;
import centuple.platform.sql.Database;
import centuple.routing.GiverRoutes.OwnWorth;
import centuple.routing.PublishableKey;
import centuple.routing.Reason;
import centuple.routing.store.SqlOwnWorth;
import centuple.routing.store.SqlPublishableKeys;
import centuple.shop.Event;
import centuple.shop.EventLog;
import centuple.shop.PublicId;
import centuple.shop.Refusal;
import centuple.shop.Scope;
import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** What a shop sets for its suggestions: the keys of its pages, and what a visitor is worth to it. Thread-safe. */
public final class RoutingSettingsRoutes {
    private static final String KEYS = "/v1/publishable-keys";
    private static final String OWN_WORTH = "/v1/own-worth";
    private static final long WORTH_MINOR_MAX = 100_000_000;

    private final Desk desk;

    public RoutingSettingsRoutes(Desk desk) {
        this.desk = desk;
    }

    public List<Route> routes() {
        Access access = Access.scope(Scope.PARTNERS_WRITE.wire());
        return List.of(Route.post(KEYS, access, this::create), Route.get(KEYS, access, this::list),
                Route.post(KEYS + "/{id}/revoke", access, this::revoke),
                Route.get(OWN_WORTH, access, this::ownWorth), Route.post(OWN_WORTH, access, this::setOwnWorth));
    }

    private Answer create(Request request) {
        ShopId shop = shop(request);
        JsonFields in = request.json();
        String name = in.text("name", 1, PublishableKey.NAME_CHARS_MAX);
        List<String> origins = in.strings("origins", PublishableKey.ORIGINS_MAX, PublishableKey.ORIGIN,
                "an origin such as https://shop.example");
        if (origins.isEmpty()) {
            in.refuse("origins", "must name at least one origin");
        }
        in.finish();
        return desk.idempotency().run(request, connection -> {
            SqlPublishableKeys keys = new SqlPublishableKeys(connection);
            if (keys.countWorking(shop) >= PublishableKey.KEYS_PER_SHOP_MAX) {
                throw new Problem(new Conflict(Refusal.TOO_MANY.name(), Refusal.TOO_MANY.explanation()),
                        "a shop may have " + PublishableKey.KEYS_PER_SHOP_MAX + " keys; revoke one first").exception();
            }
            Instant now = now();
            PublishableKey key = new PublishableKey(PublicId.next(now, desk.random()), shop,
                    PublishableKey.draw(desk.random()), name, origins, new PublishableKey.Use(now, null));
            keys.insert(key);
            finish(connection, key, "publishable_key.created", now);
            return Answer.created(KEYS, KeyView.of(key));
        });
    }

    private Answer list(Request request) {
        Query query = request.query();
        Page.Wish<UUID> wish = Page.Wish.of(query, text -> PublicId.parse(PublicId.API_KEY, text));
        query.finish();
        List<PublishableKey> found = desk.database().read(connection -> new SqlPublishableKeys(connection)
                .page(shop(request), wish.after(), wish.limit() + 1));
        return Answer.ok(Page.of(found, wish.limit(), key -> PublicId.of(PublicId.API_KEY, key.id()))
                .map(KeyView::of));
    }

    private Answer revoke(Request request) {
        request.json().finish();
        Optional<UUID> id = PublicId.parse(PublicId.API_KEY, request.path("id"));
        return desk.idempotency().run(request, connection -> {
            SqlPublishableKeys keys = new SqlPublishableKeys(connection);
            PublishableKey key = id.isEmpty() ? null : keys.lock(id.get(), shop(request)).orElse(null);
            if (key == null) {
                throw new Problem(CommonProblem.NOT_FOUND, "there is no such key").exception();
            }
            if (key.use().revokedAt() == null) {
                Instant now = now();
                keys.revoke(key.id(), now);
                finish(connection, key, "publishable_key.revoked", now);
            }
            return Answer.ok(KeyView.of(keys.lock(key.id(), key.shop()).orElseThrow()));
        });
    }

    private Answer ownWorth(Request request) {
        return Answer.ok(view(desk.database().read(connection -> new SqlOwnWorth(connection).of(shop(request)))));
    }

    private Answer setOwnWorth(Request request) {
        ShopId shop = shop(request);
        JsonFields in = request.json();
        Map<Reason, Optional<Long>> said = new EnumMap<>(Reason.class);
        for (Reason reason : Reason.values()) {
            said.put(reason, in.optionalInteger(reason.wire(), 0, WORTH_MINOR_MAX));
        }
        in.finish();
        return desk.idempotency().run(request, connection -> {
            SqlOwnWorth store = new SqlOwnWorth(connection);
            for (Map.Entry<Reason, Optional<Long>> one : said.entrySet()) {
                store.set(shop, one.getKey(), one.getValue());
            }
            ControlVersion.bump(connection);
            return Answer.ok(view(store.of(shop)));
        });
    }

    private static Map<String, @Nullable Object> view(OwnWorth ownWorth) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        for (Reason reason : Reason.values()) {
            view.put(reason.wire(), ownWorth.minorByReason().get(reason));
        }
        return view;
    }

    /** The version first, then the event, whose position must be drawn last. */
    private void finish(Connection connection, PublishableKey key, String kind, Instant now) throws SQLException {
        ControlVersion.bump(connection);
        desk.events().apply(connection).append(List.of(new Event(now, kind, key.shop(), null,
                PublicId.of(PublicId.API_KEY, key.id()), Map.of("origins", key.origins()))));
    }

    private Instant now() {
        return desk.clock().instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static ShopId shop(Request request) {
        if (request.caller().isOperator()) {
            throw new Problem(CommonProblem.INSUFFICIENT_SCOPE, "use a key of the shop for this").exception();
        }
        return new ShopId(request.caller().account());
    }

    /**
     * What these routes work with. Thread-safe.
     *
     * @param random for ids and keys: must be secure
     * @param events makes the event log of a transaction
     */
    public record Desk(Database database, InstantSource clock, RandomGenerator random,
            Function<Connection, EventLog> events) {
        Idempotency idempotency() {
            return new Idempotency(database, clock);
        }
    }

    private record KeyView(String id, String key, String name, List<String> origins, Instant createdAt,
            @Nullable Instant revokedAt) {
        static KeyView of(PublishableKey key) {
            return new KeyView(PublicId.of(PublicId.API_KEY, key.id()), key.text(), key.name(), key.origins(),
                    key.use().createdAt(), key.use().revokedAt());
        }
    }
}
