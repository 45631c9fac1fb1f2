package centuple.shop.http;

import centuple.platform.http.Access;
import centuple.platform.http.Answer;
import centuple.platform.http.CommonProblem;
import centuple.platform.http.Page;
import centuple.platform.http.Problem;
import centuple.platform.http.Query;
import centuple.platform.http.Request;
import centuple.platform.http.Route;
import centuple.platform.json.JsonFields;
import centuple.shop.Event;
import centuple.shop.PublicId;
import centuple.shop.Refusal;
import centuple.shop.Scope;
import centuple.shop.ShopId;
import centuple.shop.key.ApiKey;
import centuple.shop.key.KeySecret;
import centuple.shop.store.SqlApiKeys;
import centuple.shop.store.SqlExchange;
import centuple.shop.store.SqlShops;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * API keys. The operator makes keys for every shop and for itself; a shop's key with {@code partners:write} makes and
 * revokes keys of its own shop, and gives away no scope it does not have. Thread-safe.
 */
public final class KeyRoutes {
    private static final Pattern SCOPE = Pattern.compile("[a-z]+(:[a-z]+)?");

    private final Desk desk;

    public KeyRoutes(Desk desk) {
        this.desk = desk;
    }

    public List<Route> routes() {
        Access access = Access.scope(Scope.PARTNERS_WRITE.wire(), Scope.OPERATOR.wire());
        return List.of(Route.post("/v1/keys", access, this::create), Route.get("/v1/keys", access, this::list),
                Route.post("/v1/keys/{id}/revoke", access, this::revoke));
    }

    private Answer create(Request request) {
        JsonFields in = request.json();
        String name = in.text("name", 1, ApiKey.NAME_CHARS_MAX);
        Set<Scope> scopes = scopes(in, request);
        Optional<ShopId> shop = in.optionalParsed("shop", ShopId::parse, "a shop id");
        if (shop.isPresent() && !request.caller().isOperator() && !shop.get().equals(Desk.reader(request))) {
            in.refuse("shop", "must be your own");
        }
        ShopId owner = shop.orElseGet(() -> Desk.reader(request));
        if (!owner.equals(ShopId.EXCHANGE) && !scopes.stream().allMatch(Scope::isForShops)) {
            in.refuse("scopes", "a shop's key cannot have operator, replay or metrics:read");
        }
        in.finish();
        return desk.change(request, connection -> create(connection, owner, name, scopes), KeyRoutes::withoutSecret);
    }

    private static Set<Scope> scopes(JsonFields in, Request request) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String wire : in.strings("scopes", Scope.values().length, SCOPE, "a scope such as orders:write")) {
            Optional<Scope> scope = Scope.parse(wire);
            if (scope.isEmpty()) {
                in.refuse("scopes", "there is no scope " + wire);
            } else if (!request.caller().isOperator() && !request.caller().scopes().contains(wire)) {
                in.refuse("scopes", "your own key does not have " + wire);
            }
            scope.ifPresent(scopes::add);
        }
        if (scopes.isEmpty()) {
            in.refuse("scopes", "must name at least one scope");
        }
        return scopes;
    }

    private Answer create(Connection connection, ShopId owner, String name, Set<Scope> scopes) throws SQLException {
        SqlApiKeys keys = new SqlApiKeys(connection);
        boolean live = SqlExchange.settings(connection).live();
        if (!owner.equals(ShopId.EXCHANGE) && new SqlShops(connection).find(owner).isEmpty()) {
            throw Desk.notFound("shop");
        }
        if (live && scopes.contains(Scope.REPLAY)) {
            throw new Problem(CommonProblem.INSUFFICIENT_SCOPE, "a live exchange never takes replayed events")
                    .exception();
        }
        if (keys.countWorking(owner) >= ApiKey.KEYS_PER_OWNER_MAX) {
            throw Desk.refused(Refusal.TOO_MANY,
                    "an owner may have " + ApiKey.KEYS_PER_OWNER_MAX + " keys; revoke one first");
        }
        Instant now = desk.now();
        KeySecret secret = KeySecret.next(desk.random(), live);
        ApiKey key = new ApiKey(PublicId.next(now, desk.random()), owner, name, scopes,
                new ApiKey.Use(now, null, null));
        keys.insert(key, secret);
        Desk.finish(connection, List.of(event(key, "key.created", now)));
        return Answer.created("/v1/keys", KeyView.of(key, secret.text()));
    }

    /** A repetition learns that the key was made, but not its secret: that is nowhere. */
    private static Answer withoutSecret(Answer answer) {
        var body = centuple.platform.json.Json.object(answer.body());
        body.putNull("secret");
        return new Answer(answer.status(), answer.mediaType(), centuple.platform.json.Json.bytes(body),
                answer.headers());
    }

    private Answer list(Request request) {
        Query query = request.query();
        Page.Wish<UUID> wish = Page.Wish.of(query, text -> PublicId.parse(PublicId.API_KEY, text));
        Optional<ShopId> shop = query.parsed("shop", ShopId::parse, "a shop id");
        query.finish();
        ShopId owner = request.caller().isOperator() ? shop.orElse(ShopId.EXCHANGE) : Desk.reader(request);
        List<ApiKey> found = desk
                .read(connection -> new SqlApiKeys(connection).page(owner, wish.after(), wish.limit() + 1));
        return Answer.ok(Page.of(found, wish.limit(), key -> PublicId.of(PublicId.API_KEY, key.id()))
                .map(key -> KeyView.of(key, null)));
    }

    private Answer revoke(Request request) {
        request.json().finish();
        UUID id = PublicId.parse(PublicId.API_KEY, request.path("id")).orElseThrow(() -> Desk.notFound("key"));
        return desk.change(request, connection -> {
            SqlApiKeys keys = new SqlApiKeys(connection);
            ApiKey key = keys.lock(id)
                    .filter(found -> request.caller().isOperator() || found.owner().equals(Desk.reader(request)))
                    .orElseThrow(() -> Desk.notFound("key"));
            if (key.use().revokedAt() != null) {
                return Answer.ok(KeyView.of(key, null));
            }
            Instant now = desk.now();
            keys.revoke(id, now);
            Desk.finish(connection, List.of(event(key, "key.revoked", now)));
            return Answer.ok(KeyView.of(keys.lock(id).orElseThrow(), null));
        });
    }

    private static Event event(ApiKey key, String kind, Instant now) {
        return new Event(now, kind, key.owner(), null, PublicId.of(PublicId.API_KEY, key.id()),
                Map.of("scopes", key.scopes().stream().map(Scope::wire).toList()));
    }

    private record KeyView(String id, @Nullable String shop, String name, List<String> scopes, Instant createdAt,
            @Nullable LocalDate lastUsedOn, @Nullable Instant revokedAt, @Nullable String secret) {
        static KeyView of(ApiKey key, @Nullable String secret) {
            return new KeyView(PublicId.of(PublicId.API_KEY, key.id()),
                    key.owner().equals(ShopId.EXCHANGE) ? null : key.owner().toString(), key.name(),
                    key.scopes().stream().map(Scope::wire).toList(), key.use().createdAt(), key.use().lastUsedOn(),
                    key.use().revokedAt(), secret);
        }
    }
}
