package centuple.redirect;

import static centuple.link.TestLinks.JACQUES;
import static centuple.link.TestLinks.ODILE;
import static centuple.link.TestLinks.PAUL;
import static centuple.link.TestLinks.link;
import static centuple.link.TestLinks.provenHosts;
import static org.assertj.core.api.Assertions.assertThat;

import centuple.click.Keyring;
import centuple.click.SuggestedLink;
import centuple.click.TestKeys;
import centuple.click.TokenCodec;
import centuple.click.TokenVerdict;
import centuple.link.LinkRow;
import centuple.link.LinkSnapshot;
import centuple.link.LinkTable;
import centuple.link.LinkTableBuilder;
import centuple.link.Pair;
import centuple.link.PairTable;
import centuple.link.TargetUrl;
import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Links that were suggested and stand in no table: where they lead, and that they lead nowhere else. */
class SuggestedLinksTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:30Z");
    private static final Keyring RING = TestKeys.ring();
    private static final UUID DECISION = SuggestedLink.decisionId(new UUID(0x019ab000_1234_7abcL, Long.MIN_VALUE));
    private static final String SHOES = "https://odile.example/shoes?size=46#reviews";

    private final PairTable pairs = new PairTable();
    private final Redirector redirector = new Redirector(
            new VisitClassifier(VisitClassifier.Limits.DEFAULT, new Random(1)),
            new UserAgents(new DeclaredBots(List.of("bot")), new Random(2)), new RedirectCounts());
    private final LinkTable links = new LinkTableBuilder(RING::signingKey, pairs, TargetUrl.HostRule.PUBLIC)
            .build(new LinkSnapshot(1, List.of(link("stored", "https://odile.example/", null)), provenHosts(),
                    List.of(new LinkSnapshot.OwnedHost("go.jacques.example", JACQUES),
                            new LinkSnapshot.OwnedHost("go.odile.example", ODILE)),
                    List.of(), List.of(partners(JACQUES, ODILE, 3), partners(ODILE, JACQUES, 0),
                            partners(JACQUES, PAUL, 5, "/shop/"))));

    @Test
    void aVisitorIsSentOnUnderTheTermsOfNow() {
        RedirectOutcome.Redirect redirect = redirect(decide(ODILE, SHOES, SHOES, "x"));
        assertThat(redirect.location()).startsWith("https://odile.example/shoes?size=46&ctp=").endsWith("#reviews");
        assertThat(redirect.click().route().linkId()).isEqualTo(DECISION);
        assertThat(redirect.click().route().isSuggested()).isTrue();
        assertThat(redirect.click().route().termsVersion()).isEqualTo(3);
        String token = redirect.location().replaceFirst(".*ctp=([^&]*)&.*", "$1");
        assertThat(TokenCodec.verify(token, ODILE.value(), RING, NOW)).isInstanceOf(TokenVerdict.Valid.class);
    }

    @Test
    void onlyProvenHostsAndAllowedPathsAreLedTo() {
        assertThat(refused(decide(ODILE, "https://paul.example/", "https://paul.example/", "x")))
                .isEqualTo(RefusalReason.TARGET_REFUSED);
        assertThat(refused(decide(PAUL, "https://paul.example/private", "https://paul.example/private", "x")))
                .isEqualTo(RefusalReason.TARGET_REFUSED);
        assertThat(refused(decide(ODILE, "/shoes", "/shoes", "x"))).isEqualTo(RefusalReason.TARGET_REFUSED);
        assertThat(refused(decide(ODILE, "http://odile.example/", "http://odile.example/", "x")))
                .isEqualTo(RefusalReason.TARGET_REFUSED);
        redirect(decide(PAUL, "https://www.paul.example/shop/shoes", "https://www.paul.example/shop/shoes", "x"));
    }

    @Test
    void whatWasNotSignedIsUnknown() {
        assertThat(refused(decide(ODILE, SHOES, "https://odile.example/hats", "x")))
                .isEqualTo(RefusalReason.UNKNOWN_CODE);
        String code = SuggestedLink.of(JACQUES.value(), ODILE.value(), DECISION, NOW).code(SHOES, RING);
        assertThat(refused(decide(code, null, "x", NOW))).isEqualTo(RefusalReason.UNKNOWN_CODE);
        String twice = "to=" + encoded(SHOES) + "&to=" + encoded(SHOES);
        assertThat(refused(decide(code, twice, "x", NOW))).isEqualTo(RefusalReason.UNKNOWN_CODE);
    }

    @Test
    void whoIsNoPartnerAnyMoreIsUnknown() {
        String code = SuggestedLink.of(PAUL.value(), JACQUES.value(), DECISION, NOW).code("https://jacques.example/",
                RING);
        assertThat(refused(decide(code, "to=" + encoded("https://jacques.example/"), "x", NOW)))
                .isEqualTo(RefusalReason.UNKNOWN_CODE);
    }

    @Test
    void anExpiredOneStillOffersAnOrdinaryLink() {
        String code = SuggestedLink.of(JACQUES.value(), ODILE.value(), DECISION, NOW).code(SHOES, RING);
        Instant late = NOW.plus(SuggestedLink.VALID).plusSeconds(60);
        assertThat(decide(code, "to=" + encoded(SHOES), "x", late))
                .isEqualTo(new RedirectOutcome.Refused(RefusalReason.LINK_ENDED, null, SHOES));
    }

    @Test
    void theLineAndTheLinkHostCountAsForStoredLinks() {
        assertThat(refused(decide(ODILE, SHOES, SHOES, "go.odile.example"))).isEqualTo(RefusalReason.FOREIGN_HOST);
        redirect(decide(ODILE, SHOES, SHOES, "go.jacques.example"));
        Pair pair = pairs.pair(JACQUES.value(), ODILE.value());
        pair.lease(0);
        assertThat(decide(ODILE, SHOES, SHOES, "x"))
                .isEqualTo(new RedirectOutcome.Refused(RefusalReason.PAIR_PAUSED, null, SHOES));
    }

    private RedirectOutcome decide(ShopId receiver, String signed, String asked, String host) {
        String code = SuggestedLink.of(JACQUES.value(), receiver.value(), DECISION, NOW).code(signed, RING);
        return decide(code, "to=" + encoded(asked), host, NOW);
    }

    private RedirectOutcome decide(String code, @Nullable String query, String host, Instant now) {
        var visitor = new RedirectRequest.Visitor(new IpAddress(0, 0xffff_0000_0000L | now.getEpochSecond()),
                "Mozilla/5.0", "FR");
        return redirector.decide(new RedirectRequest(false, host, code, query, "", visitor), links, RING,
                now.toEpochMilli(), new Random(5));
    }

    private static LinkSnapshot.PartnerRow partners(ShopId giver, ShopId receiver, int terms, String... prefixes) {
        return new LinkSnapshot.PartnerRow(giver, receiver, new LinkRow.TermsInForce(terms, List.of(prefixes)));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static RedirectOutcome.Redirect redirect(RedirectOutcome outcome) {
        assertThat(outcome).isInstanceOf(RedirectOutcome.Redirect.class);
        return (RedirectOutcome.Redirect) outcome;
    }

    private static RefusalReason refused(RedirectOutcome outcome) {
        assertThat(outcome).isInstanceOf(RedirectOutcome.Refused.class);
        return ((RedirectOutcome.Refused) outcome).reason();
    }
}
