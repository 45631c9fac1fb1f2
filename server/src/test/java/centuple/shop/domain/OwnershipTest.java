package centuple.shop.domain;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.shop.Decision;
import centuple.shop.Event;
import centuple.shop.Refusal;
import centuple.shop.ShopId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

class OwnershipTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final ShopId SHOP = new ShopId(0x1234);
    private static final String CHALLENGE = "0123456789abcdef0123456789abcdef";
    private static final Domain CLAIMED = new Domain(new UUID(0, 1), SHOP,
            new Domain.Name("shop.example", DomainKind.SHOP), CHALLENGE, NOW, Domain.Standing.CLAIMED);

    @Test
    void aClaimKeepsNobodyOutButAProofDoes() {
        assertThat(Ownership.claim(CLAIMED, new Ownership.Rivals(false, false, 0))).isInstanceOf(Decision.Made.class);
        assertThat(reason(Ownership.claim(CLAIMED, new Ownership.Rivals(true, false, 1))))
                .isEqualTo(Refusal.HOST_ALREADY_CLAIMED);
        assertThat(reason(Ownership.claim(CLAIMED, new Ownership.Rivals(false, true, 0))))
                .isEqualTo(Refusal.HOST_TAKEN);
        assertThat(reason(Ownership.claim(CLAIMED, new Ownership.Rivals(false, false, Domain.DOMAINS_PER_SHOP_MAX))))
                .isEqualTo(Refusal.TOO_MANY);
        assertThat(reason(Ownership.verified(CLAIMED, ProofMethod.DNS, true, NOW))).isEqualTo(Refusal.HOST_TAKEN);
        assertThat(reason(Ownership.verified(CLAIMED, null, false, NOW))).isEqualTo(Refusal.PROOF_NOT_FOUND);
    }

    @Test
    void isLostAfterSevenFailedDaysAndComesBackWithItsProof() {
        Domain domain = made(Ownership.verified(CLAIMED, ProofMethod.FILE, false, NOW));
        for (int day = 1; day < Ownership.FAILED_DAYS_MAX; day++) {
            domain = made(Ownership.checked(domain, null, false, NOW.plus(Duration.ofDays(day))));
            assertThat(domain.standing()).isInstanceOfSatisfying(Domain.Proven.class,
                    proven -> assertThat(proven.since()).isEqualTo(NOW));
        }
        Decision<Domain> seventh = Ownership.checked(domain, null, false, NOW.plus(Duration.ofDays(7)));
        assertThat(((Decision.Made<Domain>) seventh).events()).extracting(Event::kind).containsExactly("domain.lost");
        Domain lost = made(seventh);
        assertThat(lost.standing()).isInstanceOf(Domain.Lost.class);
        assertThat(made(Ownership.checked(lost, ProofMethod.FILE, true, NOW)).standing())
                .isInstanceOf(Domain.Lost.class);
        assertThat(made(Ownership.checked(lost, ProofMethod.DNS, false, NOW)).standing())
                .isInstanceOf(Domain.Proven.class);
    }

    @Test
    void oneGoodDayForgetsTheFailedOnesAndADayCountsOnce() {
        Domain domain = made(Ownership.verified(CLAIMED, ProofMethod.FILE, false, NOW));
        for (int hour = 0; hour < 20; hour++) {
            domain = made(Ownership.checked(domain, null, false, NOW.plus(Duration.ofMinutes(40L * hour))));
        }
        assertThat(((Domain.Proven) domain.standing()).failedDays()).isEqualTo(1);
        domain = made(Ownership.checked(domain, ProofMethod.META_TAG, false, NOW));
        assertThat(((Domain.Proven) domain.standing()).failedDays()).isZero();
    }

    @Test
    void theOperatorsWordIsAnEventAndIsNotCheckedAgain() {
        Decision<Domain> confirmed = Ownership.confirmed(CLAIMED, "Odile", "seen the contract", false, NOW);
        assertThat(((Decision.Made<Domain>) confirmed).events()).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo("domain.confirmed");
            assertThat(event.data()).containsEntry("by", "Odile").containsEntry("reason", "seen the contract");
        });
        Domain domain = made(confirmed);
        assertThat(made(Ownership.checked(domain, null, false, NOW))).isEqualTo(domain);
    }

    @ParameterizedTest
    @CsvSource({"shop.example,shop.example", "SHOP.Example,shop.example", "café.example,xn--caf-dma.example",
            "a-b.c-d.example,a-b.c-d.example"})
    void bringsHostsToOneForm(String text, String host) {
        assertThat(HostName.parse(text)).contains(host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "shop", "shop.example.", "shop.example:443", "https://shop.example",
            "shop.example/path", "user@shop.example", "127.0.0.1", "[::1]", "0x7f.1", "1.2.3", "www.shop.example",
            "-a.example", "a-.example", "a..example", "shop.localhost", "printer.local", "api.internal", "a_b.example",
            "shop.exa mple", "shop\\.example", "shop.example#"})
    void refusesWhatIsNoPublicHost(String text) {
        assertThat(HostName.parse(text)).isEmpty();
    }

    @Test
    void readsProofsFromTheHeadOfAPageOnly() {
        ProofText proof = new ProofText("https://exchange.example", SHOP, CHALLENGE);
        String tag = "<meta content='" + proof + "' name=\"centuple\">";
        assertThat(MetaTags.proofs("<!doctype html><HTML><head><title>x</title>" + tag + "</head><body>"))
                .containsExactly(proof);
        assertThat(MetaTags.proofs("<html><head></head><body>" + tag)).isEmpty();
        assertThat(MetaTags.proofs("<head><!-- " + tag + " --></head>")).isEmpty();
        assertThat(MetaTags.proofs("<head><title>" + tag + "</title></head>")).isEmpty();
        assertThat(MetaTags.proofs("<head><script>'" + tag + "'</script></head>")).isEmpty();
        assertThat(MetaTags.proofs("<head><meta name=\"description\" content=\"" + proof + "\"></head>")).isEmpty();
        assertThat(MetaTags.proofs("<!--" + "<".repeat(100_000))).isEmpty();
    }

    @Test
    void readsTheWrittenProof() {
        ProofText proof = new ProofText("https://exchange.example", SHOP, CHALLENGE);
        assertThat(ProofText.parse(proof.toString())).contains(proof);
        assertThat(ProofText.parse("  challenge=" + CHALLENGE + "  shop=" + SHOP
                + " exchange=https://exchange.example v=1")).contains(proof);
        assertThat(ProofText.parse("exchange=x shop=shop_1 challenge=y")).isEqualTo(Optional.empty());
        assertThat(ProofText.parse("v=spf1 include:mail.example ~all")).isEqualTo(Optional.empty());
        assertThat(ProofText.parse(proof + " shop=" + SHOP)).isEqualTo(Optional.empty());
    }

    private static Domain made(Decision<Domain> decision) {
        assertThat(decision).isInstanceOf(Decision.Made.class);
        return ((Decision.Made<Domain>) decision).value();
    }

    private static Refusal reason(Decision<Domain> decision) {
        assertThat(decision).isInstanceOf(Decision.Refused.class);
        return ((Decision.Refused<Domain>) decision).reason();
    }
}
