package centuple.shop.http;

import centuple.money.Currency;
import centuple.platform.http.Access;
import centuple.platform.http.Answer;
import centuple.platform.http.Page;
import centuple.platform.http.Query;
import centuple.platform.http.Request;
import centuple.platform.http.Route;
import centuple.platform.json.JsonFields;
import centuple.shop.Event;
import centuple.shop.PublicId;
import centuple.shop.Scope;
import centuple.shop.Shop;
import centuple.shop.ShopId;
import centuple.shop.store.SqlDomains;
import centuple.shop.store.SqlExchange;
import centuple.shop.store.SqlShops;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shops, and who a key belongs to. Thread-safe. */
public final class ShopRoutes {
    /** Draws of an id before something must be wrong. */
    private static final int DRAWS_MAX = 20;

    private final Desk desk;

    public ShopRoutes(Desk desk) {
        this.desk = desk;
    }

    public List<Route> routes() {
        Access readers = Access.scope(Scope.PARTNERS_WRITE.wire(), Scope.OPERATOR.wire());
        return List.of(Route.post("/v1/shops", Access.scope(Scope.OPERATOR.wire()), this::create),
                Route.get("/v1/shops", readers, this::list), Route.get("/v1/shops/{id}", readers, this::one),
                Route.get("/v1/me", Access.ANY_KEY, this::me));
    }

    private Answer create(Request request) {
        JsonFields in = request.json();
        String name = in.text("name", 1, Shop.NAME_CHARS_MAX);
        Optional<Currency> currency = in.parsed("currency", Currency::find, "an ISO 4217 currency");
        in.finish();
        return desk.change(request, connection -> {
            Shop shop = insert(connection, name, currency.orElseThrow(), desk.now());
            Desk.finish(connection, List.of(new Event(shop.createdAt(), "shop.created", shop.id(), null,
                    shop.id().toString(), Map.of("name", shop.name()))));
            return Answer.created("/v1/shops/" + shop.id(), ShopView.of(shop, List.of()));
        });
    }

    private Shop insert(Connection connection, String name, Currency currency, Instant now) throws SQLException {
        SqlShops shops = new SqlShops(connection);
        for (int draw = 0; draw < DRAWS_MAX; draw++) {
            Shop shop = new Shop(new ShopId(desk.random().nextInt()), name, currency, now);
            if (!shop.id().equals(ShopId.EXCHANGE) && shops.insert(shop)) {
                return shop;
            }
        }
        throw new IllegalStateException("no free shop id in " + DRAWS_MAX + " draws");
    }

    private Answer list(Request request) {
        Query query = request.query();
        Page.Wish<ShopId> wish = Page.Wish.of(query, ShopId::parse);
        query.finish();
        return desk.read(connection -> {
            Page<Shop> page = Page.of(new SqlShops(connection).page(wish.after(), wish.limit() + 1), wish.limit(),
                    shop -> shop.id().toString());
            Map<ShopId, List<String>> hosts = hosts(connection, page.data());
            return Answer.ok(page.map(shop -> ShopView.of(shop, hosts.getOrDefault(shop.id(), List.of()))));
        });
    }

    private Answer one(Request request) {
        ShopView shop = desk.read(connection -> {
            Optional<ShopId> id = ShopId.parse(request.path("id"));
            return id.isEmpty() ? Optional.<ShopView>empty() : find(connection, id.get());
        }).orElseThrow(() -> Desk.notFound("shop"));
        return Answer.ok(shop);
    }

    private static Optional<ShopView> find(Connection connection, ShopId id) throws SQLException {
        Optional<Shop> shop = new SqlShops(connection).find(id);
        if (shop.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(ShopView.of(shop.get(),
                hosts(connection, List.of(shop.get())).getOrDefault(id, List.of())));
    }

    private static Map<ShopId, List<String>> hosts(Connection connection, List<Shop> shops) throws SQLException {
        return new SqlDomains(connection).provenHosts(shops.stream().map(Shop::id).toList());
    }

    private Answer me(Request request) {
        return desk.read(connection -> {
            Map<String, Object> me = new LinkedHashMap<>();
            me.put("key", PublicId.of(PublicId.API_KEY, request.caller().keyId()));
            me.put("scopes", request.caller().scopes().stream().sorted().toList());
            me.put("shop", find(connection, Desk.reader(request)).orElse(null));
            me.put("exchange", ExchangeView.of(SqlExchange.settings(connection)));
            return Answer.ok(me);
        });
    }

    private record ShopView(String id, String name, String currency, List<String> hosts, Instant createdAt) {
        static ShopView of(Shop shop, List<String> hosts) {
            return new ShopView(shop.id().toString(), shop.name(), shop.currency().code(), hosts, shop.createdAt());
        }
    }

    private record ExchangeView(String name, String publicUrl, boolean live, int feeBps, int originShareBps) {
        static ExchangeView of(centuple.shop.ExchangeSettings settings) {
            return new ExchangeView(settings.name(), settings.publicUrl(), settings.live(),
                    settings.shares().fee().value(), settings.shares().origin().value());
        }
    }
}
