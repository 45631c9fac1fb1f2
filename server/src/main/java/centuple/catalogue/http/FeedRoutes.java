package centuple.catalogue.http;

import centuple.catalogue.feed.FeedReport;
import centuple.catalogue.feed.FeedSettings;
import centuple.catalogue.store.SqlFeeds;
import centuple.catalogue.store.StoredFeed;
import centuple.platform.http.Access;
import centuple.platform.http.Answer;
import centuple.platform.http.Page;
import centuple.platform.http.Query;
import centuple.platform.http.Request;
import centuple.platform.http.Route;
import centuple.shop.Scope;
import centuple.shop.ShopId;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The feeds of shops: one for each, at the address of its shop. Thread-safe. */
public final class FeedRoutes {
    private static final String ONE = "/v1/feeds/{shop}";

    private final CatalogueDesk desk;

    public FeedRoutes(CatalogueDesk desk) {
        this.desk = desk;
    }

    public List<Route> routes() {
        Access shop = Access.scope(Scope.PARTNERS_WRITE.wire());
        Access readers = Access.scope(Scope.PARTNERS_WRITE.wire(), Scope.OPERATOR.wire());
        return List.of(Route.get("/v1/feeds", readers, this::list), Route.put(ONE, shop, this::put),
                Route.get(ONE, readers, this::one), Route.delete(ONE, shop, this::delete),
                Route.post(ONE + "/refresh", readers, this::refresh),
                Route.get(ONE + "/report", readers, this::report));
    }

    private Answer list(Request request) {
        Query query = request.query();
        Page.Wish<ShopId> wish = Page.Wish.of(query, ShopId::parse);
        query.finish();
        List<StoredFeed> found = desk.database().read(connection -> new SqlFeeds(connection)
                .page(CatalogueDesk.reader(request), wish.after(), wish.limit() + 1));
        return Answer.ok(Page.of(found, wish.limit(), feed -> feed.shop().toString()).map(FeedView::of));
    }

    private Answer put(Request request) {
        ShopId shop = ownShop(request);
        FeedSettings settings = FeedBody.read(request.json(), desk.loopback());
        return desk.idempotency().run(request, connection -> {
            SqlFeeds feeds = new SqlFeeds(connection);
            feeds.put(shop, settings, desk.now());
            Answer answer = Answer.ok(FeedView.of(feeds.find(shop).orElseThrow()));
            desk.tell(connection, "feed.set", shop, shop.toString(),
                    Map.of("feed_kind", FeedBody.name(settings.kind()), "url", settings.url()));
            return answer;
        });
    }

    private Answer one(Request request) {
        return desk.database().read(connection -> Answer.ok(FeedView.of(find(connection, request))));
    }

    private Answer delete(Request request) {
        ShopId shop = ownShop(request);
        return desk.idempotency().run(request, connection -> {
            if (!new SqlFeeds(connection).delete(shop)) {
                throw CatalogueDesk.notFound("feed");
            }
            desk.tell(connection, "feed.removed", shop, shop.toString(), Map.of());
            return Answer.nothing();
        });
    }

    /** It is read by the job a few seconds later; the state then tells how it went. */
    private Answer refresh(Request request) {
        request.json().finish();
        return desk.idempotency().run(request, connection -> {
            StoredFeed feed = find(connection, request);
            SqlFeeds feeds = new SqlFeeds(connection);
            feeds.hurry(feed.shop(), desk.now());
            return Answer.json(202, FeedView.of(feeds.find(feed.shop()).orElseThrow()));
        });
    }

    private Answer report(Request request) {
        return desk.database().read(connection -> {
            StoredFeed feed = find(connection, request);
            Optional<FeedReport> report = new SqlFeeds(connection).report(feed.shop());
            return Answer.ok(FeedView.Report.of(report.orElse(FeedReport.NOTHING), feed.settings().kind()));
        });
    }

    private static StoredFeed find(Connection connection, Request request) throws SQLException {
        Optional<ShopId> shop = ShopId.parse(request.path("shop"))
                .filter(id -> request.caller().isOperator() || id.equals(CatalogueDesk.reader(request)));
        Optional<StoredFeed> found = shop.isEmpty() ? Optional.empty() : new SqlFeeds(connection).find(shop.get());
        return found.orElseThrow(() -> CatalogueDesk.notFound("feed"));
    }

    private static ShopId ownShop(Request request) {
        ShopId shop = CatalogueDesk.shop(request);
        if (!request.path("shop").equals(shop.toString())) {
            throw CatalogueDesk.notFound("feed");
        }
        return shop;
    }
}
