package centuple;

import centuple.order.http.OrderRoutes;
import centuple.platform.http.Route;
import centuple.platform.http.server.ApiServer;
import centuple.platform.http.server.EventLoops;
import centuple.platform.http.server.FastPath;
import centuple.platform.http.server.Frame;
import centuple.platform.http.server.HttpSettings;
import centuple.platform.http.server.RequestObserver;
import centuple.redirect.RedirectCounts;
import centuple.redirect.Redirector;
import centuple.redirect.UserAgents;
import centuple.redirect.VisitClassifier;
import centuple.redirect.file.CrawlerList;
import centuple.redirect.http.BlockRandom;
import centuple.redirect.http.PlainPages;
import centuple.redirect.http.RedirectFastPath;
import centuple.redirect.http.RedirectMeters;
import centuple.shop.store.StoredKeys;
import io.vertx.core.Vertx;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** One exchange with its HTTP: the wiring of {@code serve} and of {@code demo}. Thread-safe. */
final class Server implements AutoCloseable {
    private final Closing closing = new Closing();
    private final Exchange exchange;
    private final ApiServer api;

    private Server(Exchange exchange, List<Route> more) throws IOException {
        this.exchange = closing.add(exchange);
        Vertx vertx = EventLoops.start(Exchange.EVENT_LOOPS);
        closing.add(() -> vertx.close().toCompletionStage().toCompletableFuture().join());
        RedirectCounts counts = new RedirectCounts();
        RedirectMeters meters = new RedirectMeters(counts);
        Frame frame = new Frame(routes(exchange, more), new StoredKeys(exchange.database(), exchange.clock()),
                fastPaths(exchange, counts, meters), RequestObserver.SILENT, System::nanoTime);
        Config.Http http = exchange.config().http();
        this.api = closing.add(ApiServer.start(vertx, HttpSettings.of(http.host(), http.port()), frame));
    }

    /**
     * Opens the exchange on an open database and listens.
     *
     * @param more routes of this run only, such as the demo's page
     */
    static Server start(Config config, Storage storage, InstantSource clock, List<Route> more) throws IOException {
        return new Server(Exchange.open(config, storage.database(), clock), more);
    }

    private static List<Route> routes(Exchange exchange, List<Route> more) {
        List<Route> routes = new ArrayList<>(more);
        routes.addAll(new OrderRoutes(exchange.intake(), exchange.tokens(), exchange.clock()).routes());
        return routes;
    }

    private static java.util.function.Supplier<FastPath> fastPaths(Exchange exchange, RedirectCounts counts,
            RedirectMeters meters)
            throws IOException {
        SecureRandom random = new SecureRandom();
        UserAgents agents = new UserAgents(CrawlerList.load(), random);
        Redirector redirector = new Redirector(new VisitClassifier(VisitClassifier.Limits.DEFAULT, random), agents,
                counts);
        RedirectFastPath.Parts parts = new RedirectFastPath.Parts(redirector, exchange::links, exchange::keyring,
                new RedirectFastPath.Proxies(exchange.config().http().trustedProxies(), "CF-IPCountry"), meters,
                new RedirectFastPath.Surface(exchange.clock(), PlainPages.load()));
        AtomicInteger loops = new AtomicInteger();
        return () -> new RedirectFastPath(parts,
                new JournalSink(exchange.journal().writer(loops.getAndIncrement() % Exchange.EVENT_LOOPS)),
                new BlockRandom(random));
    }

    Exchange exchange() {
        return exchange;
    }

    /** The port it listens on. */
    int port() {
        return api.port();
    }

    @Override
    public void close() {
        closing.close();
    }
}
