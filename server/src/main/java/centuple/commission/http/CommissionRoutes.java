package centuple.commission.http;

import centuple.commission.Commission;
import centuple.commission.store.OrderReader;
import centuple.commission.store.OrderReader.SeenCommission;
import centuple.commission.store.OrderReader.SeenOrder;
import centuple.order.OrderRef;
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

import java.util.List;
import java.util.UUID;

/** Orders and commissions as each shop concerned may see them, newest first. Thread-safe. */
public final class CommissionRoutes {
    private final Database database;

    public CommissionRoutes(Database database) {
        this.database = database;
    }

    /** The routes. */
    public List<Route> routes() {
        Access orders = Access.scope(Scope.ORDERS_READ.wire());
        Access ledger = Access.scope(Scope.LEDGER_READ.wire());
        return List.of(Route.get("/v1/orders", orders, this::orders),
                Route.get("/v1/orders/{id}", orders, this::order),
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
        query.finish();
        return PublicId.parse(OrderRef.ID_PREFIX, request.path("id"))
                .flatMap(id -> database.read(connection -> new OrderReader(connection).order(shop, id)))
                .map(seen -> Answer.ok(OrderJson.body(seen, shop))).orElseThrow(() -> notFound("order"));
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
