package centuple.redirect.http;

import static centuple.link.TestLinks.JACQUES;
import static centuple.link.TestLinks.ODILE;
import static centuple.link.TestLinks.link;
import static centuple.link.TestLinks.provenHosts;
import static org.assertj.core.api.Assertions.assertThat;

import centuple.click.ClickRecord;
import centuple.click.Keyring;
import centuple.click.TestKeys;
import centuple.click.TokenCodec;
import centuple.click.TokenVerdict;
import centuple.click.VisitClass;
import centuple.link.LinkRow;
import centuple.link.LinkSnapshot;
import centuple.link.LinkState;
import centuple.link.LinkTable;
import centuple.link.LinkTableBuilder;
import centuple.link.Pair;
import centuple.link.PairTable;
import centuple.link.TargetUrl;
import centuple.platform.config.AddressRange;
import centuple.platform.http.server.ApiServer;
import centuple.platform.http.server.Frame;
import centuple.platform.http.server.HttpSettings;
import centuple.platform.http.server.RequestObserver;
import centuple.redirect.ClickSink;
import centuple.redirect.DeclaredBots;
import centuple.redirect.RedirectCounts;
import centuple.redirect.Redirector;
import centuple.redirect.RefusalReason;
import centuple.redirect.UserAgents;
import centuple.redirect.VisitClassifier;
import io.vertx.core.Vertx;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

class RedirectFastPathTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:30Z");
    private static final Keyring RING = TestKeys.ring();
    private static final String BROWSER = "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Firefox/145.0\r\n";
    private static final String HOST = "Host: exchange.example\r\n";

    private static Vertx vertx;

    private final Journal journal = new Journal();
    private final RedirectCounts counts = new RedirectCounts();
    private final RedirectMeters meters = new RedirectMeters(counts);
    private volatile RandomGenerator ids = new Random(1);
    private volatile LinkTable links = table();
    private ApiServer server;

    @BeforeAll
    static void startVertx() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stopVertx() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @BeforeEach
    void start() {
        Redirector redirector = new Redirector(new VisitClassifier(VisitClassifier.Limits.DEFAULT, new Random(2)),
                new UserAgents(new DeclaredBots(List.of("Googlebot")), new Random(3)), counts);
        RedirectFastPath.Parts parts = new RedirectFastPath.Parts(redirector, () -> links, () -> RING,
                new RedirectFastPath.Proxies(List.of(AddressRange.parse("127.0.0.1")), "CF-IPCountry"), meters,
                new RedirectFastPath.Surface(InstantSource.fixed(NOW), PlainPages.load()));
        server = ApiServer.start(vertx, HttpSettings.of("127.0.0.1", 0), new Frame(List.of(), _ -> Optional.empty(),
                () -> new RedirectFastPath(parts, journal, () -> ids.nextLong()), RequestObserver.SILENT,
                System::nanoTime));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aVisitorIsSentOnOnceTheClickIsWritten() {
        RawHttp.Reply reply = get("/r/shoes?s1=home", "CF-IPCountry: FR\r\nX-Forwarded-For: 203.0.113.9\r\n");
        assertThat(reply.status()).isEqualTo(302);
        assertThat(reply.body()).isEmpty();
        assertThat(reply.headers()).containsEntry("cache-control", "no-store").containsEntry("content-length", "0")
                .containsEntry("referrer-policy", "strict-origin").containsEntry("x-robots-tag", "noindex, nofollow")
                .doesNotContainKey("server");
        ClickRecord click = journal.only();
        Matcher token = Pattern.compile("https://odile\\.example/shoes\\?ctp=([A-Za-z0-9_-]{62})&utm_source=centuple"
                + "&utm_medium=partner&utm_campaign=shop_00000001#top").matcher(reply.header("location"));
        assertThat(token.matches()).as(reply.header("location")).isTrue();
        assertThat(TokenCodec.verify(token.group(1), ODILE.value(), RING, NOW))
                .isInstanceOfSatisfying(TokenVerdict.Valid.class,
                        valid -> assertThat(valid.token().clickId()).isEqualTo(click.id()));
        assertThat(click.visit().country()).isEqualTo("FR");
        assertThat(click.visit().visitClass()).isEqualTo(VisitClass.COUNTED);
        assertThat(click.subIds().s1()).isEqualTo("home");
        assertThat(click.at()).isEqualTo(NOW);
    }

    @Test
    void headIsAnsweredLikeGetWithoutTokenAndBody() {
        RawHttp.Reply head = send("HEAD /r/shoes HTTP/1.1\r\n" + HOST + BROWSER + "\r\n");
        assertThat(head.status()).isEqualTo(302);
        assertThat(head.header("location")).isEqualTo("https://odile.example/shoes#top");
        assertThat(journal.only().visit().visitClass()).isEqualTo(VisitClass.HEAD);
        RawHttp.Reply page = send("HEAD /r/nothing HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n");
        assertThat(page.status()).isEqualTo(404);
        assertThat(page.body()).isEmpty();
    }

    @Test
    void aDeclaredBotGetsNoToken() {
        RawHttp.Reply reply = send("GET /r/shoes HTTP/1.1\r\n" + HOST + "User-Agent: Googlebot/2.1\r\n\r\n");
        assertThat(reply.header("location")).isEqualTo("https://odile.example/shoes#top");
        assertThat(journal.only().visit().visitClass()).isEqualTo(VisitClass.BOT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sec-Purpose: prefetch", "Sec-Purpose: prefetch;prerender", "Purpose: prefetch",
            "X-Moz: prefetch", "X-Purpose: preview"})
    void prefetchesAreToldToComeAgain(String header) {
        RawHttp.Reply reply = get("/r/shoes", header + "\r\n");
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.headers()).containsEntry("cache-control", "no-store").doesNotContainKey("location");
        assertThat(journal.clicks).isEmpty();
        assertThat(counts.refusals(RefusalReason.PREFETCH)).isOne();
    }

    @Test
    void pagesAreInTheVisitorsLanguageAndNeverCached() {
        RawHttp.Reply reply = get("/r/paused", "Accept-Language: fr-FR,fr;q=0.9\r\n");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).contains("<html lang=\"fr\">", "href=\"https://odile.example/shoes\"");
        assertThat(reply.headers()).containsEntry("cache-control", "no-store")
                .containsEntry("content-type", "text/html; charset=utf-8")
                .containsEntry("x-robots-tag", "noindex, nofollow");
        assertThat(reply.header("content-security-policy")).startsWith("default-src 'none'");
        assertThat(get("/r/ended", "").status()).isEqualTo(410);
        assertThat(get("/r/nothing", "").status()).isEqualTo(404);
        assertThat(get("/r/shoes?to=//evil.example", "").status()).isEqualTo(400);
        assertThat(journal.clicks).isEmpty();
    }

    @Test
    void aPausedLinkWithAFallbackLeadsThere() {
        RawHttp.Reply reply = get("/r/fallback", "");
        assertThat(reply.status()).isEqualTo(302);
        assertThat(reply.header("location")).isEqualTo("https://jacques.example/sorry");
        assertThat(journal.clicks).isEmpty();
        assertThat(counts.refusals(RefusalReason.LINK_PAUSED)).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "PROPFIND"})
    void otherMethodsAreNotAllowed(String method) {
        RawHttp.Reply reply = send(method + " /r/shoes HTTP/1.1\r\n" + HOST + BROWSER + "Content-Length: 0\r\n\r\n");
        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.headers()).containsEntry("allow", "GET, HEAD").containsEntry("cache-control", "no-store");
    }

    @Test
    void overlongAddressesAreRefused() {
        assertThat(get("/r/shoes?s1=" + "a".repeat(6_144), "").status()).isEqualTo(414);
        RawHttp.Reply unread = get("/r/shoes?s1=" + "a".repeat(20_000), "");
        assertThat(unread.status()).isEqualTo(414);
        assertThat(unread.header("cache-control")).isEqualTo("no-store");
        assertThat(get("/r/shoes?s1=" + "a".repeat(6_000), "").status()).isEqualTo(302);
        assertThat(get("/r/shoes", "X-Big: " + "a".repeat(40_000) + "\r\n").status()).isEqualTo(431);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/r/", "/r/shoes/", "/r/../r/shoes", "/r/%73hoes", "/r/sh%00es", "/r/Shoes", "/r//shoes",
            "/r/shoes;x", "/r/sho\u00e9s"})
    void oddCodesLeadNowhere(String path) {
        RawHttp.Reply reply = get(path, "");
        assertThat(reply.status()).isIn(400, 404);
        assertThat(reply.headers()).doesNotContainKey("location");
    }

    @Test
    void oddRequestsAreSurvived() {
        assertThat(send("GET /r/shoes HTTP/1.0\r\n\r\n").status()).isEqualTo(302);
        assertThat(send("GET http://anything.example/r/shoes HTTP/1.1\r\n" + HOST + "\r\n").status())
                .isIn(302, 400, 404);
        assertThat(send("GET /r/shoes?to=%2Fa\tb HTTP/1.1\r\n" + HOST + "\r\n").status()).isIn(400, 414);
        assertThat(send("GET /r/shoes HTTP/1.1\r\n" + HOST + "X\r\n\r\n").status()).isIn(302, 400);
        assertThat(send("garbage\r\n\r\n").status()).isEqualTo(400);
        assertThat(get("/r/shoes", "User-Agent: \u00ff\u00fe" + "x".repeat(2_000) + "\r\n").status()).isEqualTo(302);
        assertThat(get("/r/shoes?%&&==&to", "").status()).isEqualTo(302);
    }

    @Test
    void pipelinedRequestsAndBodiesNobodyAskedForAreAnsweredInOrder() {
        String one = "GET /r/shoes HTTP/1.1\r\n" + HOST + BROWSER + "Content-Length: 5\r\n\r\nhello";
        String two = "GET /r/nothing HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n";
        List<RawHttp.Reply> replies = raw(one + one + two, 3);
        assertThat(replies).extracting(RawHttp.Reply::status).containsExactly(302, 302, 404);
    }

    @Test
    void whatAVisitorForgesIntoForwardedForChangesNothing() {
        for (int forged = 0; forged < 3; forged++) {
            get("/r/shoes", "X-Forwarded-For: 1.2.3." + forged + ", 203.0.113.9\r\n");
        }
        assertThat(journal.clicks).extracting(click -> click.visit().visitClass()).containsExactly(VisitClass.COUNTED,
                VisitClass.REPEAT, VisitClass.REPEAT);
    }

    @Test
    void linkHostsServeOnlyTheirGiversCodesAndNothingElse() {
        String host = "Host: GO.Jacques.example:443\r\n";
        assertThat(send("GET /r/shoes HTTP/1.1\r\n" + host + "\r\n").status()).isEqualTo(302);
        assertThat(send("GET /r/theirs HTTP/1.1\r\n" + host + "\r\n").status()).isEqualTo(404);
        RawHttp.Reply home = send("GET /v1/shops HTTP/1.1\r\n" + host + "\r\n");
        assertThat(home.status()).isEqualTo(404);
        assertThat(home.header("content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(send("GET /r/theirs HTTP/1.1\r\n" + HOST + "X-Forwarded-Host: go.jacques.example\r\n\r\n").status())
                .isEqualTo(404);
        assertThat(send("GET /v1/shops HTTP/1.1\r\n" + HOST + "\r\n").header("content-type"))
                .isEqualTo("application/problem+json");
    }

    @Test
    void theProxyOnThisMachineMayAskForWhichHostsToGetCertificates() {
        assertThat(get("/certificate-ask?domain=go.jacques.example", "").status()).isEqualTo(200);
        assertThat(get("/certificate-ask?domain=evil.example", "").status()).isEqualTo(404);
        assertThat(get("/certificate-ask", "").status()).isEqualTo(404);
        assertThat(get("/certificate-ask?domain=go.jacques.example", "X-Forwarded-For: 203.0.113.9\r\n").status())
                .isEqualTo(404);
    }

    @Test
    void withAFullDiskVisitorsGoOnAndAreCounted() {
        journal.kept = ClickSink.Kept.NO;
        assertThat(get("/r/shoes", "").status()).isEqualTo(302);
        assertThat(meters.unjournaledCount()).isOne();
        assertThat(shoes().takenVisits()).isOne();
        assertThat(shoes().lostVisits()).isOne();
        assertThat(shoes().keptVisits()).isZero();
    }

    @Test
    void whatIsInTheJournalIsTakenAndKeptIfItCounts() {
        assertThat(get("/r/shoes", "").status()).isEqualTo(302);
        assertThat(get("/r/shoes", "").status()).as("a repeat").isEqualTo(302);
        assertThat(journal.clicks).hasSize(2);
        assertThat(shoes().takenVisits()).isOne();
        assertThat(shoes().keptVisits()).isOne();
        assertThat(shoes().lostVisits()).isZero();
    }

    private Pair shoes() {
        return Objects.requireNonNull(links.byCode("shoes")).pair();
    }

    @Test
    void inStrictModeTheAnswerWaitsForTheSync() {
        journal.kept = ClickSink.Kept.SOON;
        try (RawHttp client = new RawHttp(server.port())) {
            client.send("GET /r/shoes HTTP/1.1\r\n" + HOST + BROWSER + "\r\n");
            Awaitility.await().until(() -> journal.waiting.size() == 1);
            assertThat(client.hasAnswer()).isFalse();
            journal.waiting.getFirst().accept(ClickSink.Kept.YES);
            assertThat(client.receive().status()).isEqualTo(302);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aMistakeOfOursSendsTheVisitorOnWithoutAToken() {
        ids = () -> {
            throw new IllegalStateException("broken on purpose");
        };
        RawHttp.Reply reply = get("/r/shoes", "");
        assertThat(reply.status()).isEqualTo(302);
        assertThat(reply.header("location")).isEqualTo("https://odile.example/shoes#top");
    }

    @Test
    void aSwapOfTheTableIsSeenByTheNextRequest() {
        assertThat(get("/r/new", "").status()).isEqualTo(404);
        links = new LinkTableBuilder(RING::signingKey, new PairTable(), TargetUrl.HostRule.PUBLIC)
                .build(new LinkSnapshot(2, List.of(link("new", "https://odile.example/", null)), provenHosts(),
                        List.of(), List.of()));
        assertThat(get("/r/new", "").status()).isEqualTo(302);
    }

    private static LinkTable table() {
        return new LinkTableBuilder(RING::signingKey, new PairTable(), TargetUrl.HostRule.PUBLIC).build(
                new LinkSnapshot(1, List.of(link("shoes", "https://odile.example/shoes#top", null),
                        link("paused", "https://odile.example/shoes", null, LinkState.PAUSED, List.of()),
                        link("fallback", "https://odile.example/shoes", "https://jacques.example/sorry",
                                LinkState.PAUSED, List.of()),
                        link("ended", "https://odile.example/shoes", null, LinkState.ENDED, List.of()),
                        link("theirs", new LinkRow.Pair(ODILE, JACQUES),
                                new LinkRow.Addresses("https://jacques.example/", null),
                                LinkState.ACTIVE, List.of())),
                        provenHosts(), List.of(new LinkSnapshot.OwnedHost("go.jacques.example", JACQUES)), List.of()));
    }

    private RawHttp.Reply get(String path, String headers) {
        return send("GET " + path + " HTTP/1.1\r\n" + HOST + (headers.contains("User-Agent") ? "" : BROWSER) + headers
                + "\r\n");
    }

    private RawHttp.Reply send(String request) {
        return raw(request, 1).getFirst();
    }

    private List<RawHttp.Reply> raw(String bytes, int replies) {
        try (RawHttp client = new RawHttp(server.port())) {
            client.send(bytes);
            List<RawHttp.Reply> received = new ArrayList<>();
            for (int reply = 0; reply < replies; reply++) {
                received.add(client.receive());
            }
            return received;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Journal implements ClickSink {
        private final List<ClickRecord> clicks = new CopyOnWriteArrayList<>();
        private final List<Consumer<Kept>> waiting = new CopyOnWriteArrayList<>();
        private volatile Kept kept = Kept.YES;

        @Override
        public Kept keep(ClickRecord click) {
            clicks.add(click);
            return kept;
        }

        @Override
        public void whenSafe(Consumer<Kept> listener) {
            waiting.add(listener);
        }

        private ClickRecord only() {
            assertThat(clicks).hasSize(1);
            return clicks.getFirst();
        }
    }
}
