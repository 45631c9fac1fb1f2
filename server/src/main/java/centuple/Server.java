package centuple;

import centuple.catalogue.feed.FeedLimits;
import centuple.catalogue.http.CatalogueDesk;
import centuple.catalogue.http.FeedRoutes;
import centuple.catalogue.http.PairRoutes;
import centuple.catalogue.job.FeedJob;
import centuple.catalogue.job.FeedWorkers;
import centuple.catalogue.net.NetFeedSource;
import centuple.claim.http.ClaimRoutes;
import centuple.commission.http.CommissionRoutes;
import centuple.connect.http.ConnectService;
import centuple.journal.http.ClickRoutes;
import centuple.journal.job.JournalMeters;
import centuple.ledger.http.LedgerRoutes;
import centuple.link.TargetReading;
import centuple.link.TargetUrl;
import centuple.link.http.LandingScript;
import centuple.link.http.LinkDesk;
import centuple.link.http.LinkRoutes;
import centuple.moving.http.MovedRoutes;
import centuple.notify.http.DeliveryRoutes;
import centuple.notify.http.WebhookDesk;
import centuple.notify.http.WebhookRoutes;
import centuple.notify.job.DeliveryJob;
import centuple.notify.store.DeliveryQueue;
import centuple.notify.store.EventPages;
import centuple.order.http.OrderRoutes;
import centuple.order.store.SqlOrderStore;
import centuple.platform.file.Folders;
import centuple.platform.http.Idempotency;
import centuple.platform.http.OpenApiDocument;
import centuple.platform.http.Route;
import centuple.platform.http.server.ApiServer;
import centuple.platform.http.server.EventLoops;
import centuple.platform.http.server.FastPath;
import centuple.platform.http.server.Frame;
import centuple.platform.http.server.HttpSettings;
import centuple.platform.http.server.RequestObserver;
import centuple.platform.net.DnsTxtLookup;
import centuple.platform.net.FileDownload;
import centuple.platform.net.Outbound;
import centuple.platform.net.OutboundPost;
import centuple.platform.net.OutboundSettings;
import centuple.platform.net.TrustedProxies;
import centuple.platform.run.Closing;
import centuple.platform.run.Periodic;
import centuple.platform.sql.Database;
import centuple.platform.telemetry.Health;
import centuple.platform.telemetry.Meters;
import centuple.reciprocity.http.LineRoutes;
import centuple.redirect.RedirectCounts;
import centuple.redirect.Redirector;
import centuple.redirect.UserAgents;
import centuple.redirect.VisitClassifier;
import centuple.redirect.file.CrawlerList;
import centuple.redirect.http.BlockRandom;
import centuple.redirect.http.PlainPages;
import centuple.redirect.http.RedirectFastPath;
import centuple.redirect.http.RedirectMeters;
import centuple.routing.http.RoutingService;
import centuple.routing.job.RoutingRefresher;
import centuple.shop.AscendingIds;
import centuple.shop.http.CouponRoutes;
import centuple.shop.http.Desk;
import centuple.shop.http.DomainRoutes;
import centuple.shop.http.EventRoutes;
import centuple.shop.http.KeyRoutes;
import centuple.shop.http.PartnershipRoutes;
import centuple.shop.http.ShopRoutes;
import centuple.shop.job.DomainCheck;
import centuple.shop.net.NetProofSearch;
import centuple.shop.store.SqlEventLog;
import centuple.shop.store.SqlTermsBook;
import centuple.shop.store.StoredKeys;
import centuple.simulation.http.ReplayRoutes;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Vertx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** One exchange with its HTTP: the wiring of {@code serve} and of {@code demo}. Thread-safe. */
final class Server implements AutoCloseable {
    private static final Duration DOMAIN_CHECK_EVERY = Duration.ofHours(1);
    private static final Duration FEEDS_LOOKED_AT_EVERY = Duration.ofSeconds(10);
    private static final Duration WEBHOOKS_LOOKED_AT_EVERY = Duration.ofSeconds(1);

    private final Closing closing = new Closing();
    private final Exchange exchange;
    private final SecureRandom random = new SecureRandom();
    private final NetProofSearch proofs;
    private final List<Route> routes;
    private final ApiServer api;
    private final Meters meters;

    private Server(Exchange exchange, List<Route> more) throws IOException {
        this.exchange = closing.add(exchange);
        Vertx vertx = EventLoops.start(Exchange.EVENT_LOOPS);
        closing.add(() -> vertx.close().toCompletionStage().toCompletableFuture().join());
        this.meters = closing.add(new Meters(Main.version()));
        boolean loopback = exchange.config().http().loopbackAllowed();
        Outbound outbound = closing.add(
                new Outbound(vertx, loopback ? OutboundSettings.WITH_LOOPBACK : OutboundSettings.PUBLIC));
        this.proofs = new NetProofSearch(outbound, DnsTxtLookup.ofSystem(vertx));
        this.routes = new ArrayList<>(more);
        routes.addAll(controlPlane(loopback));
        routes.addAll(books());
        routes.addAll(routing(meters));
        ConnectService connect = closing.add(connect(outbound, loopback));
        routes.addAll(connect.routes());
        Health health = ExchangeHealth.of(exchange);
        FeedJob feeds = feedJob(outbound);
        health.add("feeds", Health.Weight.WATCHED, () -> ExchangeHealth.feeds(feeds.state(), exchange.clock()));
        DeliveryJob deliveries = closing.add(deliveryJob(outbound));
        deliveries.bindTo(meters.registry());
        health.add("inbox", Health.Weight.WATCHED, () -> ExchangeHealth.inbox(connect.problem()));
        health.add("webhooks", Health.Weight.WATCHED, () -> ExchangeHealth.webhooks(deliveries.state()));
        Gauge.builder("centuple.well", () -> health.look().isWell() ? 1 : 0).register(meters.registry());
        routes.addAll(new OperatingRoutes(health, meters).routes());
        routes.add(OpenApiDocument.route());
        routes.add(LandingScript.route());
        Frame frame = new Frame(routes, new StoredKeys(exchange.database(), exchange.clock()), fastPaths(meters),
                observer(meters), System::nanoTime);
        Config.Http http = exchange.config().http();
        this.api = closing.add(ApiServer.start(vertx,
                HttpSettings.of(http.host(), http.port()).behind(new TrustedProxies(http.trustedProxies())), frame));
        DomainCheck check = new DomainCheck(exchange.database(), proofs);
        closing.add(Periodic.start("domain-check", DOMAIN_CHECK_EVERY, () -> check.run(exchange.clock().instant())));
        closing.add(FeedWorkers.start(feeds, exchange.clock(), FEEDS_LOOKED_AT_EVERY));
        closing.add(Periodic.start("webhooks", WEBHOOKS_LOOKED_AT_EVERY, deliveries::look));
        closing.add(Periodic.start("forget-deliveries", Duration.ofHours(1), deliveries::forget));
        closing.add(Periodic.start("forget-answers", Duration.ofHours(6), () -> exchange.database()
                .inTransaction(connection -> Idempotency.forget(connection, exchange.clock().instant()))));
        new JournalMeters(exchange.journal()::status, exchange.shipper()::status).bindTo(meters.registry());
    }

    /**
     * Opens the exchange on an open database and listens.
     *
     * @param more routes of this run only, such as the demo's page
     */
    static Server start(Config config, Database database, InstantSource clock, List<Route> more) throws IOException {
        return new Server(Exchange.open(config, database, clock), more);
    }

    private List<Route> controlPlane(boolean loopback) {
        Desk desk = Desk.of(exchange.database(), exchange.clock(), random);
        LinkDesk links = new LinkDesk(exchange.database(), exchange.clock(), random, SqlEventLog::new,
                exchange.hostRule(), exchange.config().http().publicUrl().toString());
        List<Route> routes = new ArrayList<>();
        routes.addAll(new ShopRoutes(desk).routes());
        routes.addAll(new KeyRoutes(desk).routes());
        routes.addAll(new DomainRoutes(desk, proofs, loopback).routes());
        routes.addAll(new PartnershipRoutes(desk).routes());
        routes.addAll(new CouponRoutes(desk).routes());
        routes.addAll(new EventRoutes(desk).routes());
        routes.addAll(new LinkRoutes(links).routes());
        CatalogueDesk catalogue = new CatalogueDesk(exchange.database(), exchange.clock(), SqlEventLog::new, loopback);
        routes.addAll(new FeedRoutes(catalogue).routes());
        routes.addAll(new PairRoutes(catalogue).routes());
        routes.addAll(new LineRoutes(exchange.database(), exchange.clock(),
                new LineRoutes.Ports(SqlTermsBook::new, SqlEventLog::new)).routes());
        WebhookDesk webhooks = new WebhookDesk(exchange.database(), exchange.clock(), random, SqlEventLog::new,
                exchange.webhookSecrets(), loopback);
        routes.addAll(new WebhookRoutes(webhooks).routes());
        routes.addAll(new DeliveryRoutes(webhooks).routes());
        return routes;
    }

    /** Tells shops what they can read at {@code /v1/events}. */
    private DeliveryJob deliveryJob(Outbound outbound) {
        EventPages events = (connection, reader, position, countMax) -> SqlEventLog
                .page(connection, Optional.of(reader), position, countMax).stream()
                .map(event -> new EventPages.Seen(event.position(), event.at(), event.kind(), event.subject(),
                        event.dataJson()))
                .toList();
        return new DeliveryJob(new DeliveryJob.Parts(exchange.database(),
                new DeliveryQueue(events, SqlEventLog::new, new AscendingIds(exchange.clock(), random)),
                new OutboundPost(outbound, DeliveryJob.ATTEMPT_TIME), exchange.webhookSecrets(), exchange.clock(),
                random));
    }

    /** Takes what shops' platforms tell of orders. */
    private ConnectService connect(Outbound outbound, boolean loopback) {
        return ConnectService.start(exchange.database(),
                new ConnectService.Books(exchange.factFormat(), exchange.intake(), SqlEventLog::new),
                new ConnectService.World(outbound, exchange.connectionSecrets(),
                        exchange.config().http().publicUrl().toString(), loopback, exchange.clock(), random));
    }

    /** Reads feeds by way of a folder of its own, emptied of what an earlier process left in it. */
    private FeedJob feedJob(Outbound outbound) throws IOException {
        Path folder = exchange.config().data().resolve("feeds");
        if (Files.exists(folder)) {
            Folders.deleteRecursively(folder);
        }
        return new FeedJob(new FeedJob.Parts(exchange.database(),
                new NetFeedSource(new FileDownload(outbound), FeedLimits.USUAL, System::nanoTime), SqlEventLog::new,
                this::linkFault, FeedLimits.USUAL, folder));
    }

    /** A feed leads nowhere that a link could not. */
    private Optional<String> linkFault(String url) {
        return switch (TargetUrl.read(url, exchange.hostRule())) {
            case TargetReading.Good _ -> Optional.empty();
            case TargetReading.Bad(var fault) -> Optional.of("it " + fault.explanation());
        };
    }

    private List<Route> books() {
        List<Route> routes = new ArrayList<>();
        routes.addAll(new ClickRoutes(exchange.database()).routes());
        routes.addAll(new MovedRoutes(exchange.database()).routes());
        routes.addAll(new OrderRoutes(exchange.intake(), exchange.tokens(),
                new Idempotency(exchange.database(), exchange.clock()), exchange.clock()).routes());
        routes.addAll(new CommissionRoutes(exchange.database(), SqlOrderStore::new, exchange.provider()).routes());
        routes.addAll(new ClaimRoutes(exchange.database(), exchange.clock(), exchange.claimWork(), exchange.tokens(),
                exchange::keyring).routes());
        routes.addAll(new LedgerRoutes(exchange.database()).routes());
        routes.addAll(new ReplayRoutes(exchange.replayPath(), SecureRandom::new).routes());
        return routes;
    }

    private List<Route> routing(Meters meters) {
        Config config = exchange.config();
        var sources = new RoutingRefresher.Sources(exchange::links, exchange::catalogue, exchange.clock());
        RoutingService routing = closing.add(RoutingService.start(exchange.database(), sources,
                new RoutingService.Surface(exchange::keyring, new TrustedProxies(config.http().trustedProxies()),
                        config.http().publicUrl().toString(), config.journal().clickRetentionDays(),
                        SqlEventLog::new),
                random));
        routing.bindTo(meters.registry());
        return routing.routes();
    }

    private Supplier<FastPath> fastPaths(Meters meters) throws IOException {
        RedirectCounts counts = new RedirectCounts();
        RedirectMeters redirectMeters = new RedirectMeters(counts);
        redirectMeters.bindTo(meters.registry());
        UserAgents agents = new UserAgents(CrawlerList.load(), random);
        VisitClassifier classifier = new VisitClassifier(VisitClassifier.Limits.DEFAULT, random);
        RedirectFastPath.Parts parts = new RedirectFastPath.Parts(new Redirector(classifier, agents, counts),
                exchange::links, exchange::keyring,
                new RedirectFastPath.Proxies(exchange.config().http().trustedProxies(),
                        exchange.config().http().countryHeader()),
                redirectMeters, new RedirectFastPath.Surface(exchange.clock(), PlainPages.load()));
        AtomicInteger loops = new AtomicInteger();
        return () -> new RedirectFastPath(parts,
                new JournalSink(exchange.journal().writer(loops.getAndIncrement() % Exchange.EVENT_LOOPS)),
                new BlockRandom(random));
    }

    private static RequestObserver observer(Meters meters) {
        // Looking a timer up in the registry costs more than many an answer.
        Map<String, Map<Integer, Timer>> timers = new ConcurrentHashMap<>();
        return (route, status, nanos) -> timers.computeIfAbsent(route, _ -> new ConcurrentHashMap<>())
                .computeIfAbsent(status, _ -> Timer.builder("centuple.http.requests").tag("route", route)
                        .tag("status", Integer.toString(status)).register(meters.registry()))
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Every address it serves, for the test that holds the API description to them. */
    List<Route> routes() {
        return List.copyOf(routes);
    }

    /** Where further figures are added. */
    MeterRegistry figures() {
        return meters.registry();
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
