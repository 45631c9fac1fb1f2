package centuple.bench.routing;

import centuple.catalogue.CatalogueIndex;
import centuple.catalogue.CatalogueIndexBuilder;
import centuple.catalogue.CountrySet;
import centuple.catalogue.Product;
import centuple.click.Keyring;
import centuple.click.MasterKey;
import centuple.link.LinkRow;
import centuple.link.LinkSnapshot;
import centuple.link.LinkTable;
import centuple.link.LinkTableBuilder;
import centuple.link.PairTable;
import centuple.link.TargetUrl;
import centuple.money.Currency;
import centuple.platform.config.AddressRange;
import centuple.platform.http.server.ApiServer;
import centuple.platform.http.server.EventLoops;
import centuple.platform.http.server.FastPath;
import centuple.platform.http.server.Frame;
import centuple.platform.http.server.HttpSettings;
import centuple.platform.http.server.RequestObserver;
import centuple.platform.net.TrustedProxies;
import centuple.routing.PublishableKey;
import centuple.routing.RoutingTable;
import centuple.routing.RoutingView;
import centuple.routing.http.SuggestionRoutes;
import centuple.routing.job.RoutingRefresher;
import centuple.routing.weight.Figures;
import centuple.routing.weight.RoutingTableBuilder;
import centuple.shop.ShopId;
import io.vertx.core.Vertx;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The suggestion endpoint at a fixed rate, sender and server sharing the machine: 15 partners, 20,000 products each. A
 * request's time counts from when it should have been sent, so that a slow server cannot slow the sender down unseen.
 */
public final class SuggestionBench {
    private static final ShopId GIVER = new ShopId(1);
    private static final int PARTNERS = 15;
    private static final int PRODUCTS = 20_000;
    private static final long GTIN_FIRST = 4_000_000_000_000L;
    private static final String ORIGIN = "https://shop1.example";
    private static final String KEY = "ctp_pub_" + "b".repeat(32);

    private static final AtomicLong REFUSED = new AtomicLong();

    private SuggestionBench() {
    }

    /** Runs it: requests a second (2000) and seconds (20). Exit code 0 when p99 is at most 5 ms, else 1. */
    public static void main(String[] args) throws InterruptedException {
        int perSecond = args.length > 0 ? Integer.parseInt(args[0]) : 2_000;
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 20;
        AtomicLong decisions = new AtomicLong();
        AtomicLong shown = new AtomicLong();
        RoutingRefresher.Desk desk = desk();
        Keyring keyring = new Keyring(List.of(new MasterKey(1, new byte[MasterKey.SECRET_BYTES], Instant.EPOCH, null)));
        SuggestionRoutes routes = new SuggestionRoutes(
                new SuggestionRoutes.Parts(() -> desk, () -> keyring, decision -> {
                    decisions.incrementAndGet();
                    shown.addAndGet(decision.suggested().shown().size());
                }, InstantSource.system(), new SecureRandom(), "https://exchange.example"),
                new TrustedProxies(List.of(AddressRange.parse("127.0.0.1"))), System::nanoTime);
        Vertx vertx = EventLoops.start(2);
        try (ApiServer server = ApiServer.start(vertx, HttpSettings.of("127.0.0.1", 0), new Frame(routes.routes(),
                _ -> Optional.empty(), () -> FastPath.NONE, RequestObserver.SILENT, System::nanoTime));
                HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            send(http, server.port(), Math.max(1, perSecond / 4), 10);
            send(http, server.port(), perSecond, 5);
            REFUSED.set(0);
            long before = decisions.get();
            long shownBefore = shown.get();
            double[] millis = send(http, server.port(), perSecond, seconds);
            Arrays.sort(millis);
            System.out.printf("Java %s, %d cores; %,d requests at %,d a second, %d partners x %,d products%n",
                    Runtime.version(), Runtime.getRuntime().availableProcessors(), millis.length, perSecond, PARTNERS,
                    PRODUCTS);
            System.out.printf(
                    "median %.2f ms, p99 %.2f ms, p99.9 %.2f ms, most %.2f ms; %,d decisions, %.1f shown each%n",
                    at(millis, 0.5), at(millis, 0.99), at(millis, 0.999), millis[millis.length - 1],
                    decisions.get() - before, (double) (shown.get() - shownBefore) / (decisions.get() - before));
            boolean met = at(millis, 0.99) <= 5 && REFUSED.get() == 0;
            System.out.println("refused " + REFUSED.get() + "; goal: p99 <= 5 ms, none refused: "
                    + (met ? "met" : "missed"));
            System.exit(met ? 0 : 1);
        } finally {
            vertx.close();
        }
    }

    private static double at(double[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, Math.round(share * sorted.length))];
    }

    private static double[] send(HttpClient http, int port, int perSecond, int seconds) throws InterruptedException {
        int count = perSecond * seconds;
        double[] millis = new double[count];
        List<CompletableFuture<?>> answers = new ArrayList<>(count);
        long start = System.nanoTime();
        long interval = 1_000_000_000L / perSecond;
        for (int i = 0; i < count; i++) {
            long due = start + i * interval;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            int number = i;
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port
                    + "/v1/suggestions?reason=out_of_stock&country=FR&key=" + KEY + "&product=p" + i * 7 % PRODUCTS))
                    .header("Origin", ORIGIN).header("X-Forwarded-For", "203." + i % 200 + "." + i % 251 + ".9")
                    .build();
            answers.add(http.sendAsync(request, HttpResponse.BodyHandlers.ofString()).thenAccept(answer -> {
                millis[number] = (System.nanoTime() - due) / 1e6;
                if (answer.statusCode() != 200) {
                    REFUSED.incrementAndGet();
                }
            }));
        }
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
        return millis;
    }

    private static RoutingRefresher.Desk desk() {
        CatalogueIndexBuilder catalogue = new CatalogueIndexBuilder();
        List<LinkSnapshot.OwnedHost> hosts = new ArrayList<>();
        List<LinkSnapshot.PartnerRow> partners = new ArrayList<>();
        Currency eur = new Currency("EUR");
        Map<Figures.PairKey, Figures.Offer> offers = new HashMap<>();
        Map<Integer, String> names = new HashMap<>();
        for (int shop = 1; shop <= PARTNERS + 1; shop++) {
            ShopId id = new ShopId(shop);
            String host = "shop" + shop + ".example";
            hosts.add(new LinkSnapshot.OwnedHost(host, id));
            names.put(shop, "Shop " + shop);
            if (shop > 1) {
                partners.add(new LinkSnapshot.PartnerRow(GIVER, id, new LinkRow.TermsInForce(1, List.of())));
                offers.put(new Figures.PairKey(1, shop), new Figures.Offer(eur, 1_000, 0, null, eur));
            }
            for (int product = 0; product < PRODUCTS; product++) {
                catalogue.add(new Product(id, "p" + product, new Product.Identity(GTIN_FIRST + product, "", ""),
                        new Product.Variant("", "c" + product % 200, ""),
                        new Product.Page("Product " + product, "https://" + host + "/p/" + product),
                        new Product.Supply(shop > 1, CountrySet.of(List.of("FR", "BE")))));
            }
        }
        CatalogueIndex index = catalogue.build(1);
        Keyring keyring = new Keyring(List.of(new MasterKey(1, new byte[MasterKey.SECRET_BYTES], Instant.EPOCH, null)));
        LinkTable links = new LinkTableBuilder(keyring::signingKey, new PairTable(), TargetUrl.HostRule.PUBLIC)
                .build(new LinkSnapshot(1, List.of(), hosts, List.of(), List.of(), partners));
        RoutingTable table = RoutingTableBuilder.build(
                new Figures(List.of(), List.of(), offers).byGiver(links.routes(), Map.of()), new SplittableRandom(1));
        PublishableKey key = new PublishableKey(new UUID(0, 1), GIVER, KEY, "bench", List.of(ORIGIN),
                new PublishableKey.Use(Instant.EPOCH, null));
        return new RoutingRefresher.Desk(RoutingView.EMPTY.with(index, table, links), Map.of(KEY, key), names);
    }
}
