package centuple.catalogue.http;

import centuple.catalogue.ProductPair;
import centuple.catalogue.feed.ItemReader;
import centuple.catalogue.store.SqlPairs;
import centuple.platform.http.Access;
import centuple.platform.http.Answer;
import centuple.platform.http.Conflict;
import centuple.platform.http.Page;
import centuple.platform.http.Problem;
import centuple.platform.http.Query;
import centuple.platform.http.Request;
import centuple.platform.http.Route;
import centuple.platform.json.JsonFields;
import centuple.platform.sql.Sql;
import centuple.shop.Refusal;
import centuple.shop.Scope;
import centuple.shop.ShopId;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Products of partners that a shop chose by hand to stand for its own. Thread-safe. */
public final class PairRoutes {
    private final CatalogueDesk desk;

    public PairRoutes(CatalogueDesk desk) {
        this.desk = desk;
    }

    public List<Route> routes() {
        Access shop = Access.scope(Scope.PARTNERS_WRITE.wire());
        return List.of(Route.post("/v1/product-pairs", shop, this::create),
                Route.get("/v1/product-pairs", shop, this::list),
                Route.post("/v1/product-pairs/end", shop, this::end));
    }

    private Answer create(Request request) {
        ProductPair pair = read(request);
        return desk.idempotency().run(request, connection -> {
            SqlPairs pairs = new SqlPairs(connection);
            if (!exists(connection, pair.receiver())) {
                throw CatalogueDesk.notFound("shop");
            }
            if (pairs.lockCount(pair.giver()) >= ProductPair.PAIRS_PER_GIVER_MAX) {
                throw new Problem(new Conflict(Refusal.TOO_MANY.name(), Refusal.TOO_MANY.explanation()),
                        "a shop may have " + ProductPair.PAIRS_PER_GIVER_MAX + " pairs").exception();
            }
            if (pairs.insert(pair, desk.now())) {
                tell(connection, "product_pair.made", pair);
            }
            return Answer.created("/v1/product-pairs", PairView.of(pair));
        });
    }

    private Answer list(Request request) {
        ShopId me = CatalogueDesk.shop(request);
        Query query = request.query();
        Page.Wish<ProductPair> wish = Page.Wish.of(query, text -> place(me, text));
        query.finish();
        List<ProductPair> found = desk.database()
                .read(connection -> new SqlPairs(connection).page(me, wish.after(), wish.limit() + 1));
        return Answer.ok(Page.of(found, wish.limit(),
                pair -> pair.receiver() + "\n" + pair.product() + "\n" + pair.standIn()).map(PairView::of));
    }

    private Answer end(Request request) {
        ProductPair pair = read(request);
        return desk.idempotency().run(request, connection -> {
            if (!new SqlPairs(connection).delete(pair)) {
                throw CatalogueDesk.notFound("pair");
            }
            tell(connection, "product_pair.ended", pair);
            return Answer.nothing();
        });
    }

    /** Only the giver is told: what it looks for elsewhere is its own affair. */
    private void tell(Connection connection, String kind, ProductPair pair) {
        desk.tell(connection, kind, pair.giver(), pair.product(),
                Map.of("receiver", pair.receiver().toString(), "stand_in", pair.standIn()));
    }

    private static ProductPair read(Request request) {
        ShopId me = CatalogueDesk.shop(request);
        JsonFields in = request.json();
        String product = in.text("product", 1, ItemReader.ID_CHARS_MAX);
        Optional<ShopId> receiver = in.parsed("receiver",
                text -> ShopId.parse(text).filter(shop -> !shop.equals(me)), "the id of another shop");
        String standIn = in.text("stand_in", 1, ItemReader.ID_CHARS_MAX);
        in.finish();
        return new ProductPair(me, product, receiver.orElseThrow(), standIn);
    }

    private static boolean exists(Connection connection, ShopId shop) throws SQLException {
        return Sql.one(connection, "select exists (select from shop where id = ?) as found", row -> row.bool("found"),
                shop.value());
    }

    private static Optional<ProductPair> place(ShopId me, String key) {
        String[] parts = key.split("\n", 3);
        return parts.length < 3
                ? Optional.empty()
                : ShopId.parse(parts[0]).map(receiver -> new ProductPair(me, parts[1], receiver, parts[2]));
    }

    private record PairView(String product, String receiver, String standIn) {
        static PairView of(ProductPair pair) {
            return new PairView(pair.product(), pair.receiver().toString(), pair.standIn());
        }
    }
}
