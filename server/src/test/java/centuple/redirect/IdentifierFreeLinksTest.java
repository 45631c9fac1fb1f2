package centuple.redirect;

import static centuple.link.TestLinks.JACQUES;
import static centuple.link.TestLinks.ODILE;
import static centuple.link.TestLinks.provenHosts;
import static org.assertj.core.api.Assertions.assertThat;

import centuple.click.Keyring;
import centuple.click.SuggestedLink;
import centuple.click.TestKeys;
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

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Visitors of a receiver that reads no identifiers come with the giver's name and nothing of their own. */
class IdentifierFreeLinksTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:30Z");
    private static final Keyring RING = TestKeys.ring();
    private static final String MARKS = "utm_source=centuple&utm_medium=partner&utm_campaign=shop_00000001";
    private static final LinkRow.TermsInForce TERMS = new LinkRow.TermsInForce(7, List.of(), true);

    private final Redirector redirector = new Redirector(
            new VisitClassifier(VisitClassifier.Limits.DEFAULT, new Random(1)),
            new UserAgents(new DeclaredBots(List.of("bot")), new Random(2)), new RedirectCounts());
    private final LinkTable links = new LinkTableBuilder(RING::signingKey, new PairTable(), TargetUrl.HostRule.PUBLIC)
            .build(new LinkSnapshot(1, List.of(new LinkRow(new UUID(1, 1), "shoes", new LinkRow.Pair(JACQUES, ODILE),
                    TERMS, new LinkRow.Addresses("https://odile.example/shoes?ctp=x&size=46#top", null),
                    LinkState.ACTIVE)),
                    provenHosts(), List.of(), List.of(),
                    List.of(new LinkSnapshot.PartnerRow(JACQUES, ODILE, TERMS))));

    @Test
    void theVisitorBringsNoTokenAndTheClickIsJournaledAllTheSame() {
        RedirectOutcome.Redirect redirect = redirect("shoes", null, "Firefox/145.0");
        assertThat(redirect.location()).isEqualTo("https://odile.example/shoes?size=46&" + MARKS + "#top");
        assertThat(redirect.click().visit().visitClass()).isEqualTo(VisitClass.COUNTED);
        assertThat(redirect.click().route().termsVersion()).isEqualTo(7);
        assertThat(redirect.location()).doesNotContain(redirect.click().id().toString());
    }

    @Test
    void soDoVisitorsOfDeepAndSuggestedLinks() {
        assertThat(redirect("shoes", "to=%2Fhats", "Firefox/145.0").location())
                .isEqualTo("https://odile.example/hats?" + MARKS);
        UUID decision = SuggestedLink.decisionId(new UUID(0x019ab000_1234_7abcL, Long.MIN_VALUE));
        String target = "https://odile.example/socks";
        String code = SuggestedLink.of(JACQUES.value(), ODILE.value(), decision, NOW).code(target, RING);
        assertThat(redirect(code, "to=" + URLEncoder.encode(target, StandardCharsets.UTF_8), "Firefox/145.0")
                .location()).isEqualTo(target + "?" + MARKS);
    }

    @Test
    void botsBringNothingAtAll() {
        assertThat(redirect("shoes", null, "a bot").location()).isEqualTo("https://odile.example/shoes?size=46#top");
    }

    private RedirectOutcome.Redirect redirect(String code, @Nullable String query, String userAgent) {
        RedirectRequest request = new RedirectRequest(false, "centuple.example", code, query, "",
                new RedirectRequest.Visitor(IpAddress.of(new byte[]{10, 0, 0, 1}), userAgent, "FR"));
        return (RedirectOutcome.Redirect) redirector.decide(request, links, RING, NOW.toEpochMilli(), new Random(3));
    }
}
