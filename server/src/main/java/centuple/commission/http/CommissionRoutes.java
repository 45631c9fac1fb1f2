package centuple.commission.http;

import centuple.commission.AffiliateAttribution;
import centuple.commission.Basis;
import centuple.commission.Commission;
import centuple.commission.store.OrderReader;
import centuple.commission.store.OrderReader.SeenCommission;
import centuple.commission.store.OrderReader.SeenOrder;
import centuple.ledger.Proof;
import centuple.order.OrderFacts;
import centuple.order.OrderRef;
import centuple.order.OrderStore;
import centuple.order.PresentedToken;
import centuple.platform.http.Access;
import centuple.platform.http.Answer;
import centuple.platform.http.CommonProblem;
import centuple.platform.http.Page;
import centuple.platform.http.Problem;
import centuple.platform.http.ProblemException;
import centuple.platform.http.Query;
import centuple.platform.http.Request;
import centuple.platform.http.Route;
import centuple.platform.sql.Database;
import centuple.shop.PublicId;
import centuple.shop.Scope;
import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Orders and commissions as each shop concerned may see them, newest first. Thread-safe. */
public final class CommissionRoutes {
    private final Database database;
    private final Function<Connection, OrderStore> orders;
    private final String provider;

    /**
     * @param orders what was reported, as one open transaction sees it
     * @param provider the host of the exchange, by which shopping agents know it
     */
    public CommissionRoutes(Database database, Function<Connection, OrderStore> orders, String provider) {
        this.database = database;
        this.orders = orders;
        this.provider = provider;
    }

    /** The routes. */
    public List<Route> routes() {
        Access readers = Access.scope(Scope.ORDERS_READ.wire());
        Access ledger = Access.scope(Scope.LEDGER_READ.wire());
        return List.of(Route.get("/v1/orders", readers, this::orders),
                Route.get("/v1/orders/{id}", readers, this::order),
                Route.get("/v1/commissions", ledger, this::commissions),
                Route.get("/v1/commissions/{id}", ledger, this::commission));
    }

    private Answer orders(Request request) {
        Query query = request.query();
        ShopId shop = reader(request, query);
        Page.Wish<UUID> wish = wish(query, OrderRef.ID_PREFIX);
        List<SeenOrder> found = database
                .read(connection -> new OrderReader(connection).orders(shop, wish.after(), wish.limit() + 1));
        return Answer.ok(Page.of(found, wish.limit(), seen -> PublicId.of(OrderRef.ID_PREFIX, seen.id()))
                .map(seen -> OrderJson.body(seen, shop)));
    }

    private Answer order(Request request) {
        Query query = request.query();
        ShopId shop = reader(request, query);
        Optional<Long> version = query.parsed("version", CommissionRoutes::version, "a version");
        query.finish();
        return PublicId.parse(OrderRef.ID_PREFIX, request.path("id"))
                .flatMap(id -> database.read(connection -> new OrderReader(connection).order(shop, id)
                        .map(seen -> whole(connection, shop, seen, version))))
                .map(Answer::ok)
                .orElseThrow(() -> notFound("order"));
    }

    /** The receiver sees its own reports too; nobody else does. */
    private Map<String, Object> whole(Connection connection, ShopId shop, SeenOrder seen, Optional<Long> version) {
        Map<String, Object> body = OrderJson.body(seen, shop);
        Basis basis = seen.books().outcome() == null ? null : seen.books().outcome().basis();
        if (seen.order().receiver().equals(shop)) {
            OrderFacts facts = orders.apply(connection).facts(seen.id(), seen.order());
            FactsJson.put(facts, seen.books(), version, body);
            if (basis != null) {
                body.put("affiliate_attribution", AffiliateAttribution.of(provider, basis, token(facts, basis)));
            }
        } else if (basis != null && basis.giver().equals(shop)) {
            body.put("affiliate_attribution", AffiliateAttribution.of(provider, basis));
        }
        return body;
    }

    /** The token by which the order is owed, as the lowest version carries it; null where another proof decided. */
    private static PresentedToken.@Nullable Valid token(OrderFacts facts, Basis basis) {
        return facts.snapshots().stream().flatMap(snapshot -> snapshot.marks().tokens().stream())
                .filter(PresentedToken.Valid.class::isInstance).map(PresentedToken.Valid.class::cast)
                .filter(token -> basis.proof().equals(new Proof.Click(token.clickId()))).findFirst().orElse(null);
    }

    private static Optional<Long> version(String text) {
        return text.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    private Answer commissions(Request request) {
        Query query = request.query();
        ShopId shop = reader(request, query);
        Page.Wish<UUID> wish = wish(query, Commission.ID_PREFIX);
        List<SeenCommission> found = database
                .read(connection -> new OrderReader(connection).commissions(shop, wish.after(), wish.limit() + 1));
        return Answer.ok(
                Page.of(found, wish.limit(), seen -> PublicId.of(Commission.ID_PREFIX, seen.commission().id()))
                        .map(seen -> CommissionJson.body(seen, shop)));
    }

    private Answer commission(Request request) {
        Query query = request.query();
        ShopId shop = reader(request, query);
        query.finish();
        return PublicId.parse(Commission.ID_PREFIX, request.path("id"))
                .flatMap(id -> database.read(connection -> new OrderReader(connection).commission(shop, id)))
                .map(seen -> Answer.ok(CommissionJson.body(seen, shop))).orElseThrow(() -> notFound("commission"));
    }

    private static Page.Wish<UUID> wish(Query query, String prefix) {
        Page.Wish<UUID> wish = Page.Wish.of(query, text -> PublicId.parse(prefix, text));
        query.finish();
        return wish;
    }

    private static ShopId reader(Request request, Query query) {
        return new ShopId(query.account(request.caller(), "shop", text -> ShopId.parse(text).map(ShopId::value)));
    }

    private static ProblemException notFound(String what) {
        return new Problem(CommonProblem.NOT_FOUND, "no such " + what + " that this shop may see").exception();
    }
}
