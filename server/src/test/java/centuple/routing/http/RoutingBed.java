package centuple.routing.http;

import centuple.catalogue.CatalogueIndex;
import centuple.catalogue.Product;
import centuple.click.TestKeys;
import centuple.link.LinkTable;
import centuple.link.LinkTableBuilder;
import centuple.link.PairTable;
import centuple.link.TargetUrl;
import centuple.link.store.SqlLinkSource;
import centuple.platform.config.AddressRange;
import centuple.platform.http.Route;
import centuple.platform.net.TrustedProxies;
import centuple.routing.LoggedDecision;
import centuple.routing.Offered;
import centuple.routing.job.RoutingRefresher;
import centuple.routing.store.DecisionCopy;
import centuple.routing.store.DecisionRow;
import centuple.shop.ShopId;
import centuple.shop.http.Desk;
import centuple.shop.store.SqlEventLog;
import centuple.testkit.TestApi;
import centuple.testkit.TestApi.Caller;
import centuple.testkit.TestRoutes;
import org.jspecify.annotations.Nullable;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** An exchange of three shops with suggestions over HTTP, its catalogue and its background moved by hand. */
final class RoutingBed implements AutoCloseable {
    static final String PAGE = "https://anne.example";

    final List<LoggedDecision> logged = new CopyOnWriteArrayList<>();
    volatile boolean hasRoom = true;
    final AtomicLong nanos = new AtomicLong();
    final PairTable pairs = new PairTable();
    private volatile CatalogueIndex catalogue = CatalogueIndex.EMPTY;
    private volatile @Nullable RoutingRefresher refresher;
    final TestApi api = TestApi.start((vertx, desk) -> {
        List<Route> routes = new ArrayList<>(TestRoutes.controlPlane(vertx, desk));
        routes.addAll(routing(desk));
        return routes;
    });
    final Caller anne = api.shop("Anne");
    final Caller bela = api.shop("Béla");
    final Caller cora = api.shop("Cora");

    private List<Route> routing(Desk desk) {
        SecureRandom random = new SecureRandom();
        RoutingRefresher made = new RoutingRefresher(desk.database(),
                new RoutingRefresher.Sources(() -> links(desk), () -> catalogue, desk.clock()), random);
        refresher = made;
        SuggestionRoutes suggestions = new SuggestionRoutes(
                new SuggestionRoutes.Parts(made::desk, TestKeys::ring, this::log, desk.clock(), random,
                        "https://exchange.example"),
                new TrustedProxies(List.of(AddressRange.parse("127.0.0.1"))), nanos::get);
        List<Route> routes = new ArrayList<>(suggestions.routes());
        routes.addAll(new DecisionRoutes(desk.database()).routes());
        routes.addAll(new RoutingSettingsRoutes(
                new RoutingSettingsRoutes.Desk(desk.database(), desk.clock(), random, SqlEventLog::new)).routes());
        return routes;
    }

    private boolean log(LoggedDecision decision) {
        return hasRoom && logged.add(decision);
    }

    LinkTable links() {
        return new LinkTableBuilder(TestKeys.ring()::signingKey, pairs, TargetUrl.HostRule.PUBLIC)
                .build(api.database().read(c -> new SqlLinkSource(c, api.clock().instant()).load()));
    }

    private LinkTable links(Desk desk) {
        return new LinkTableBuilder(TestKeys.ring()::signingKey, pairs, TargetUrl.HostRule.PUBLIC)
                .build(desk.database().read(c -> new SqlLinkSource(c, desk.clock().instant()).load()));
    }

    /** Anne and Béla, Anne and Cora become partners with ten percent each way, on proven hosts. */
    void agree() {
        prove(anne, "anne.example");
        partner(bela, "bela.example");
        partner(cora, "cora.example");
    }

    /** A shop on that host offers Anne ten percent, which accepts. */
    void partner(Caller receiver, String host) {
        partner(receiver, host, "\"i_offer\":" + terms(1_000));
    }

    /** A shop on that host proposes these terms to Anne, which accepts. */
    void partner(Caller receiver, String host, String offers) {
        prove(receiver, host);
        String partnership = receiver.post("/v1/partnerships", "{\"shop\":\"" + anne.shop() + "\"," + offers + "}")
                .expect(201).header("Location");
        anne.post(partnership + "/accept").expect(200);
    }

    /** Terms of that many basis points, without a declared value. */
    static String terms(int basisPoints) {
        return "{\"currency\":\"EUR\",\"rules\":[{\"percent_bps\":" + basisPoints + "}]}";
    }

    /** A publishable key of Anne's. */
    String key(String... origins) {
        String list = String.join("\",\"", origins);
        return anne.post("/v1/publishable-keys", "{\"name\":\"pages\",\"origins\":[\"" + list + "\"]}").expect(201)
                .text("key");
    }

    void products(Product... products) {
        catalogue = Offered.index(products);
        look();
    }

    /** The background follows. */
    void look() {
        api.clock().advance(java.time.Duration.ofSeconds(20));
        java.util.Objects.requireNonNull(refresher).look();
    }

    ShopId id(Caller caller) {
        return ShopId.parse(caller.shop()).orElseThrow();
    }

    /** What was logged, into the database. */
    void store() {
        api.database().inTransaction(c -> {
            DecisionCopy.write(c, logged.stream().map(DecisionRow::of).toList());
            return 0;
        });
    }

    private void prove(Caller shop, String host) {
        String id = shop.post("/v1/domains", "{\"host\":\"" + host + "\"}").expect(201).text("id");
        api.operator().post("/v1/domains/" + id + "/confirm", "{\"name\":\"Odile\",\"reason\":\"test\"}").expect(200);
    }

    @Override
    public void close() {
        api.close();
    }
}
