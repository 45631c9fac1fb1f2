package centuple.redirect;

import static centuple.link.TestLinks.JACQUES;
import static centuple.link.TestLinks.ODILE;
import static centuple.link.TestLinks.PAUL;
import static centuple.link.TestLinks.link;
import static centuple.link.TestLinks.provenHosts;
import static org.assertj.core.api.Assertions.assertThat;

import centuple.click.ClickId;
import centuple.click.ClickRecord;
import centuple.click.ClickToken;
import centuple.click.Device;
import centuple.click.Hops;
import centuple.click.Keyring;
import centuple.click.SubIds;
import centuple.click.TestKeys;
import centuple.click.TokenCodec;
import centuple.click.TokenVerdict;
import centuple.click.VisitClass;
import centuple.link.LinkRow;
import centuple.link.LinkSnapshot;
import centuple.link.LinkState;
import centuple.link.LinkTable;
import centuple.link.LinkTableBuilder;
import centuple.link.PairTable;
import centuple.link.TargetUrl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

class RedirectorTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:30Z");
    private static final Keyring RING = TestKeys.ring();
    private static final String BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";
    private static final Pattern TOKEN = Pattern
            .compile("[?&]ctp=([A-Za-z0-9_-]+)&utm_source=centuple&utm_medium=partner&utm_campaign=shop_[0-9a-f]{8}");

    private final PairTable pairs = new PairTable();
    private final RedirectCounts counts = new RedirectCounts();
    private final Redirector redirector = new Redirector(
            new VisitClassifier(VisitClassifier.Limits.DEFAULT, new Random(1)),
            new UserAgents(new DeclaredBots(List.of("bot")), new Random(2)), counts);
    private final Random ids = new Random(3);
    private final LinkTable links = new LinkTableBuilder(RING::signingKey, pairs, TargetUrl.HostRule.PUBLIC)
            .build(new LinkSnapshot(1,
                    List.of(link("shoes", "https://odile.example/shoes?size=46#reviews",
                            "https://jacques.example/sorry"),
                            link("plain", "https://odile.example/", null),
                            link("below", "https://odile.example/shop/x", null, LinkState.ACTIVE, List.of("/shop/")),
                            link("paused", "https://odile.example/a", "https://jacques.example/sorry",
                                    LinkState.PAUSED, List.of()),
                            link("bare", "https://odile.example/a?ctp=old", null, LinkState.PAUSED, List.of()),
                            link("ended", "https://odile.example/a", null, LinkState.ENDED, List.of()),
                            link("unproven", "https://evil.example/", null),
                            link("onward", new LinkRow.Pair(ODILE, PAUL),
                                    new LinkRow.Addresses("https://paul.example/", null), LinkState.ACTIVE, List.of()),
                            link("back", new LinkRow.Pair(ODILE, JACQUES),
                                    new LinkRow.Addresses("https://jacques.example/", null), LinkState.ACTIVE,
                                    List.of())),
                    provenHosts(), List.of(new LinkSnapshot.OwnedHost("go.odile.example", ODILE)), List.of()));

    @Test
    void theStepsCanBeReadAloud() {
        assertThat(redirector.stepNames()).containsExactly("refuse prefetches", "find the link",
                "keep link hosts to their giver", "stop at paused and ended", "resolve the target", "read sub-ids",
                "read via", "classify the visit", "take from the allowance", "sign and send on");
    }

    @Test
    void aVisitorIsSentOnWithATokenAndTheJournalGetsTheSameClick() {
        RedirectOutcome.Redirect redirect = redirect(get("shoes", null));
        assertThat(redirect.location()).startsWith("https://odile.example/shoes?size=46&ctp=")
                .endsWith("&utm_source=centuple&utm_medium=partner&utm_campaign=shop_00000001#reviews");
        ClickToken token = token(redirect, ODILE.value());
        ClickRecord click = redirect.click();
        assertThat(token).isEqualTo(new ClickToken(1, JACQUES.value(), ODILE.value(), 7, NOW.getEpochSecond() / 60,
                click.id(), Hops.NONE));
        assertThat(click.at()).isEqualTo(NOW);
        assertThat(click.route().linkId()).isEqualTo(UUID.nameUUIDFromBytes("shoes".getBytes(StandardCharsets.UTF_8)));
        assertThat(click.route().giver()).isEqualTo(JACQUES.value());
        assertThat(click.route().receiver()).isEqualTo(ODILE.value());
        assertThat(click.route().termsVersion()).isEqualTo(7);
        assertThat(click.visit().visitClass()).isEqualTo(VisitClass.COUNTED);
        assertThat(click.visit().device()).isEqualTo(Device.DESKTOP);
        assertThat(click.visit().country()).isEqualTo("FR");
        assertThat(counts.visits(VisitClass.COUNTED)).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"prefetch", "prefetch;prerender", "prefetch;anonymous-client-ip", "preview", "prerender"})
    void prefetchesAreRefusedBeforeAnythingElse(String purpose) {
        RedirectRequest request = new RedirectRequest(false, "x", "shoes", null, purpose, visitor(1, BROWSER));
        assertThat(decide(request)).isEqualTo(new RedirectOutcome.Refused(RefusalReason.PREFETCH, null, null));
        assertThat(counts.refusals(RefusalReason.PREFETCH)).isOne();
        assertThat(counts.visits(VisitClass.COUNTED)).isZero();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"nothing, UNKNOWN_CODE, -, -", "Shoes, UNKNOWN_CODE, -, -",
            "paused, LINK_PAUSED, https://jacques.example/sorry, https://odile.example/a",
            "bare, LINK_PAUSED, -, https://odile.example/a", "ended, LINK_ENDED, -, https://odile.example/a",
            "unproven, LINK_PAUSED, -, -"})
    void whatDoesNotLeadOnIsRefusedWithTheWayOut(String code, RefusalReason reason, String fallback, String onward) {
        assertThat(decide(get(code, null))).isEqualTo(new RedirectOutcome.Refused(reason, fallback, onward));
        assertThat(counts.refusals(reason)).isOne();
    }

    @Test
    void aPausedPairSendsNobody() {
        pairs.decide(List.of(new LinkSnapshot.PairRow(JACQUES, ODILE, false, false)));
        assertThat(decide(get("shoes", null))).isEqualTo(new RedirectOutcome.Refused(RefusalReason.PAIR_PAUSED,
                "https://jacques.example/sorry", "https://odile.example/shoes?size=46#reviews"));
    }

    @Test
    void anAllowanceIsUsedUpByCountedVisitsOnly() {
        pairs.pair(JACQUES.value(), ODILE.value()).lease(2);
        assertThat(redirect(get("shoes", null, 1)).click().visit().visitClass()).isEqualTo(VisitClass.COUNTED);
        assertThat(redirect(get("shoes", null, 1)).click().visit().visitClass()).isEqualTo(VisitClass.REPEAT);
        assertThat(redirect(get("shoes", null, 1)).click().visit().visitClass()).isEqualTo(VisitClass.REPEAT);
        assertThat(redirect(get("shoes", null, 2)).click().visit().visitClass()).isEqualTo(VisitClass.COUNTED);
        assertThat(decide(get("shoes", null, 3))).isInstanceOfSatisfying(RedirectOutcome.Refused.class,
                refused -> assertThat(refused.reason()).isEqualTo(RefusalReason.PAIR_PAUSED));
    }

    @Test
    void beyondTheCapTheVisitorStillGoesOnWithAToken() {
        pairs.decide(List.of(new LinkSnapshot.PairRow(JACQUES, ODILE, true, true)));
        RedirectOutcome.Redirect redirect = redirect(get("shoes", null));
        assertThat(redirect.click().visit().visitClass()).isEqualTo(VisitClass.CAPPED);
        assertThat(token(redirect, ODILE.value()).clickId()).isEqualTo(redirect.click().id());
    }

    @Test
    void headAndBotsAreSentOnWithoutAToken() {
        RedirectOutcome.Redirect head = redirect(
                new RedirectRequest(true, "x", "shoes", null, "", visitor(1, BROWSER)));
        assertThat(head.location()).isEqualTo("https://odile.example/shoes?size=46#reviews");
        assertThat(head.click().visit().visitClass()).isEqualTo(VisitClass.HEAD);
        RedirectOutcome.Redirect bot = redirect(
                new RedirectRequest(false, "x", "shoes", "to=/b?ctp=stolen", "", visitor(1, "a bot")));
        assertThat(bot.location()).isEqualTo("https://odile.example/b");
        assertThat(bot.click().visit().visitClass()).isEqualTo(VisitClass.BOT);
        assertThat(bot.click().id()).isNotEqualTo(head.click().id());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /b                                       | https://odile.example/b?T
            /b?x=1#y                                 | https://odile.example/b?x=1&T#y
            /                                        | https://odile.example/?T
            https://odile.example/c                  | https://odile.example/c?T
            https://www.odile.example/c?d            | https://www.odile.example/c?d&T
            https://odile-outlet.example             | https://odile-outlet.example/?T
            /b?ctp=forged&utm_source=else            | https://odile.example/b?T
            """)
    void deepLinksLeadToProvenOriginsOfTheReceiver(String to, String location) {
        String query = "s1=x&to=" + URLEncoder.encode(to, StandardCharsets.UTF_8) + "&s2=y";
        assertThat(redirect(get("shoes", query)).location()
                .replaceFirst("ctp=.*?&utm_campaign=shop_00000001", "T")).isEqualTo(location);
        assertThat(redirect(get("shoes", query)).click().subIds()).isEqualTo(new SubIds("x", "y", "", "", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "b", "?x=1", "#x", "//evil.example/", "///evil.example/", "/\\evil.example/",
            "\\\\evil.example", "https:evil.example", "https:/odile.example/", "https:\\\\odile.example",
            "https://evil.example/", "https://odile.example.evil.example/", "https://evil.example/odile.example",
            "https://evil.example#odile.example", "https://evil.example?odile.example",
            "https://evil.example\\@odile.example/", "https://odile.example@evil.example/",
            "https://odile.example:443/", "https://odile.example:80@evil.example/", "https://user@odile.example/",
            "https://ODILE.example/", "https://odile.example./", "https://odile%2eexample/",
            "https://odile.example%00.evil.example/", "https://odile.example%2f.evil.example/",
            "https://od\u0131le.example/", "https://\u043edile.example/", "https://xn--dile-4yd.example/",
            "https://odile\u3002example/", "http://odile.example/", "HTTPS://odile.example/", "javascript:alert(1)",
            "JaVaScRiPt:alert(1)", "data:text/html,<script>", "vbscript:x", "file:///etc/passwd",
            "https://sub.odile.example/", "https://paul.example/", "https://jacques.example/", "https://localhost/",
            "http://127.0.0.1/", "https://127.0.0.1/", "https://[::1]/", "https://2130706433/", "/a\r\nSet-Cookie: x=1",
            "/a\nLocation: https://evil.example", "/a\tb", "/a b", "/a%0d%0aX: y", "/a%00", "/../b", "/a/../b", "/./b",
            "/%2e%2e/b", "/a/%2E./b", "/a/..;/b", "/a/%252e%252e/b", "/a//b", "/a%2fb", "/a%5cb", "/<b>", "/\"b\"",
            "/{b}", "/b%", "/b%4", "/b%zz", "/b#c#d", " /b", "/b ", "\t/b", "/\u00e9", "https://", "https:///b",
            "https://odile.example\u0000"})
    void hostileTargetsAreRefusedAndNeverRepaired(String to) {
        boolean good = to.equals("https://odile.example");
        RedirectOutcome encoded = decide(get("shoes", "to=" + URLEncoder.encode(to, StandardCharsets.UTF_8)));
        RedirectOutcome raw = decide(get("shoes", "to=" + to));
        for (RedirectOutcome outcome : List.of(encoded, raw)) {
            if (good) {
                assertThat(outcome).isInstanceOf(RedirectOutcome.Redirect.class);
            } else if (outcome instanceof RedirectOutcome.Redirect redirect) {
                // Bare in a query, a few of the forms are decoded once into harmless ones; never off the shop's host.
                assertThat(redirect.location()).as(to).startsWith("https://odile.example/")
                        .matches("[!-~&&[^\\\\<>\"]]+").doesNotContain("..", "//evil", "%0");
                assertThat(outcome).isSameAs(raw);
            } else {
                assertThat(outcome).isEqualTo(new RedirectOutcome.Refused(RefusalReason.TARGET_REFUSED, null,
                        "https://odile.example/shoes?size=46#reviews"));
            }
        }
        assertThat(encoded instanceof RedirectOutcome.Redirect).isEqualTo(good);
    }

    @ParameterizedTest
    @CsvSource({"/shop/a, true", "/shop/, true", "/shop, false", "/shopping, false", "/admin, false",
            "/shop/../admin, false", "/shop/%2e%2e/admin, false", "/shop/..;/admin, false", "/%73hop/a, false",
            "/shop%2f..%2fadmin, false", "/shop/.%2e/admin, false", "https://odile.example/shop/b, true",
            "https://odile-outlet.example/shop/b, true", "https://odile.example/admin, false"})
    void pathPrefixesOfTheReceiverHold(String to, boolean allowed) {
        RedirectOutcome outcome = decide(get("below", "to=" + URLEncoder.encode(to, StandardCharsets.UTF_8)));
        assertThat(outcome instanceof RedirectOutcome.Redirect).as(to).isEqualTo(allowed);
    }

    @Test
    void aDoubledTargetIsRefused() {
        assertThat(decide(get("shoes", "to=/a&to=/b"))).isInstanceOf(RedirectOutcome.Refused.class);
    }

    @ParameterizedTest
    @CsvSource({"s1=a&s3=c-_9, a|||", "s1=, ||||", "s1=a%20b&s2=ok, |ok|||", "s1=x@example.org, ||||",
            "s6=x&xs1=y, ||||", "s1=a&s1=b, a||||"})
    void subIdsAreTakenOrLeftOut(String query, String expected) {
        SubIds subIds = redirect(get("shoes", query)).click().subIds();
        String text = String.join("|", subIds.s1(), subIds.s2(), subIds.s3(), subIds.s4(), subIds.s5());
        assertThat(text).isEqualTo(expected.equals("a|||") ? "a||c-_9||" : expected);
    }

    @Test
    void linkHostsServeOnlyTheirGiver() {
        assertThat(decide(new RedirectRequest(false, "go.odile.example", "shoes", null, "", visitor(1, BROWSER))))
                .isEqualTo(new RedirectOutcome.Refused(RefusalReason.FOREIGN_HOST, null, null));
        assertThat(decide(new RedirectRequest(false, "go.odile.example", "onward", null, "", visitor(1, BROWSER))))
                .isInstanceOf(RedirectOutcome.Redirect.class);
        assertThat(decide(new RedirectRequest(false, "anything.example", "shoes", null, "", visitor(1, BROWSER))))
                .isInstanceOf(RedirectOutcome.Redirect.class);
    }

    @Test
    void viaBringsTheEarlierGivers() {
        String via = sign(JACQUES.value(), ODILE.value(), Hops.NONE);
        RedirectOutcome.Redirect redirect = redirect(get("onward", "via=" + via));
        assertThat(redirect.click().hops()).isEqualTo(Hops.of(JACQUES.value()));
        assertThat(token(redirect, PAUL.value()).hops()).isEqualTo(Hops.of(JACQUES.value()));
        assertThat(counts.vias(ViaOutcome.USED)).isOne();
    }

    @Test
    void ofALongWayTheOriginAndTheLatestTwoRemain() {
        String via = sign(103, ODILE.value(), Hops.of(100, 101, 102));
        assertThat(redirect(get("onward", "via=" + via)).click().hops()).isEqualTo(Hops.of(100, 102, 103));
    }

    @Test
    void aVisitorSentBackBringsNoHops() {
        String direct = sign(JACQUES.value(), ODILE.value(), Hops.NONE);
        String longer = sign(PAUL.value(), ODILE.value(), Hops.of(JACQUES.value()));
        for (String via : List.of(direct, longer)) {
            RedirectOutcome.Redirect redirect = redirect(get("back", "via=" + via));
            assertThat(redirect.click().hops()).isEqualTo(Hops.NONE);
        }
        assertThat(counts.vias(ViaOutcome.ROUND_TRIP)).isEqualTo(2);
    }

    @Test
    void aViaThatIsNotOursForThisGiverIsLeftOut() {
        String foreign = sign(JACQUES.value(), PAUL.value(), Hops.NONE);
        String good = sign(JACQUES.value(), ODILE.value(), Hops.NONE);
        for (String via : List.of(foreign, "", "x", good.substring(1), good + "A",
                good.replace(good.charAt(40), good.charAt(40) == 'A' ? 'B' : 'A'))) {
            assertThat(redirect(get("onward", "via=" + via)).click().hops()).as(via).isEqualTo(Hops.NONE);
        }
        assertThat(counts.vias(ViaOutcome.REFUSED)).isEqualTo(6);
    }

    /** Whatever is sent, a visitor is led to a proven host of the receiver or not at all. */
    @Test
    void randomQueriesNeverLeadElsewhere() {
        long seed = 1_207;
        Random random = new Random(seed);
        String[] pieces = {"to=", "&", "https://", "odile.example", "evil.example", "/", "//", "\\", "%2f", "%5c",
                "%2e",
                "@", ":", "?", "#", "..", "www.", "s1=", "via=", "ctp=", "%", "%25", "a", "%0d%0a", "\u00e9", "+"};
        for (int round = 0; round < 30_000; round++) {
            StringBuilder query = new StringBuilder();
            for (int piece = random.nextInt(9); piece >= 0; piece--) {
                query.append(pieces[random.nextInt(pieces.length)]);
            }
            if (decide(get("shoes", query.toString())) instanceof RedirectOutcome.Redirect redirect) {
                assertThat(redirect.location()).as("seed %s round %s: %s", seed, round, query)
                        .matches("https://(www\\.)?odile\\.example/[!-~]*");
            }
        }
    }

    private RedirectOutcome decide(RedirectRequest request) {
        return redirector.decide(request, links, RING, NOW.toEpochMilli(), ids);
    }

    private RedirectOutcome.Redirect redirect(RedirectRequest request) {
        RedirectOutcome outcome = decide(request);
        assertThat(outcome).isInstanceOf(RedirectOutcome.Redirect.class);
        return (RedirectOutcome.Redirect) outcome;
    }

    private static RedirectRequest get(String code, @Nullable String query) {
        return get(code, query, 1);
    }

    private static RedirectRequest get(String code, @Nullable String query, int person) {
        return new RedirectRequest(false, "centuple.example", code, query, "", visitor(person, BROWSER));
    }

    private static RedirectRequest.Visitor visitor(int person, String userAgent) {
        return new RedirectRequest.Visitor(IpAddress.of(new byte[]{10, 0, 0, (byte) person}), userAgent, "FR");
    }

    private static ClickToken token(RedirectOutcome.Redirect redirect, int receiver) {
        Matcher matcher = TOKEN.matcher(redirect.location());
        assertThat(matcher.find()).isTrue();
        TokenVerdict verdict = TokenCodec.verify(matcher.group(1), receiver, RING, NOW);
        assertThat(verdict).isInstanceOf(TokenVerdict.Valid.class);
        return ((TokenVerdict.Valid) verdict).token();
    }

    private static String sign(int giver, int receiver, Hops hops) {
        return TokenCodec.sign(new ClickToken(1, giver, receiver, 1, NOW.getEpochSecond() / 60, new ClickId(1, giver),
                hops), RING.signingKey(giver, receiver));
    }
}
