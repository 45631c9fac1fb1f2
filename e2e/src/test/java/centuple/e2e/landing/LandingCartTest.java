package centuple.e2e.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/** The cart of Shopify: told once, told again where it forgot, and told of a no. */
class LandingCartTest extends LandingPageTest {
    private static final Duration WAIT_MAX = Duration.ofSeconds(20);

    private void expectCart(String value, int updates) {
        await().atMost(WAIT_MAX).untilAsserted(() -> {
            assertThat(shop.cart().getOrDefault("centuple", "")).isEqualTo(value);
            assertThat(shop.cartUpdates()).hasSize(updates);
        });
    }

    @Test
    void theCartIsToldOnceAndAgainWhenItIsAnother() {
        shop.page("/boot", script("data-cart=shopify"));
        shop.cart().put("gift_note", "none");
        tab.open(shop.url("/boot?ctp=" + TOKEN));
        tab.eval("centuple.consent(true)");
        expectCart(TOKEN, 1);
        assertThat(shop.cartUpdates().getFirst())
                .isEqualTo("/cart/update.js {\"attributes\":{\"centuple\":\"" + TOKEN + "\"}}");
        tab.open(shop.url("/boot")).open(shop.url("/boot?ctp=" + TOKEN));
        shop.cart().remove("centuple");
        tab.open(shop.url("/boot"));
        expectCart(TOKEN, 2);
        tab.open(shop.url("/boot?ctp=" + token(2)));
        tab.eval("centuple.consent(true)");
        expectCart(token(2) + " " + TOKEN, 3);
        assertThat(shop.cart()).containsEntry("gift_note", "none");
    }

    @Test
    void aNoRightAfterAYesIsTheLastWord() {
        shop.page("/boot", script("data-cart=shopify"));
        tab.open(shop.url("/boot?ctp=" + TOKEN));
        tab.eval("centuple.consent(true); centuple.consent(false); centuple.consent(true); centuple.consent(false)");
        tab.eval("fetch('/cart.js')");
        tab.eval("centuple.consent(true)");
        await().atMost(WAIT_MAX).until(() -> TOKEN.equals(shop.cart().get("centuple")));
        tab.eval("centuple.consent(false)");
        await().atMost(WAIT_MAX).until(() -> "".equals(shop.cart().get("centuple")));
    }

    @Test
    void aShopInSeveralLanguagesHasItsCartElsewhere() {
        shop.page("/fr/boot", "<script>Shopify = { routes: { root: '/fr/' } }</script>" + script("data-cart=shopify"));
        tab.open(shop.url("/fr/boot?ctp=" + TOKEN));
        tab.eval("centuple.consent(true)");
        expectCart(TOKEN, 1);
        assertThat(shop.cartUpdates().getFirst()).startsWith("/fr/cart/update.js ");
    }

    @Test
    void aCartThatIsAwayIsToldByTheNextPage() {
        shop.page("/boot", script("data-cart=shopify"));
        shop.cartAway(true);
        tab.open(shop.url("/boot?ctp=" + TOKEN));
        tab.eval("centuple.consent(true)");
        tab.eval("fetch('/cart.js')");
        assertThat(shop.cartUpdates()).isEmpty();
        shop.cartAway(false);
        tab.open(shop.url("/boot"));
        expectCart(TOKEN, 1);
    }

    @Test
    void partnerAndDayGoIntoAnAttributeOfTheirOwn() {
        shop.page("/boot", script("data-mode=identifier-free data-cart=shopify"));
        tab.open(shop.url("/boot?ctp=" + TOKEN + "&utm_source=centuple&utm_campaign=shop_0b0b0001"));
        await().atMost(WAIT_MAX).until(() -> shop.cart().getOrDefault("centuple_giver_day", "")
                .matches("shop_0b0b0001/\\d{4}-\\d\\d-\\d\\d"));
        assertThat(shop.cart()).doesNotContainKey("centuple");
    }

    @Test
    void theSnippetForThemesAsksShopifysOwnBanner() throws IOException {
        String snippet = Files.readString(repository().resolve("connectors/shopify/centuple.liquid"))
                .replaceAll("(?s)\\{% comment %}.*?\\{% endcomment %}", "")
                .replace("{{ 'centuple.js' | asset_url }}", "/centuple.js");
        assertThat(snippet).doesNotContain("{{", "{%");
        shop.page("/boot", "<script>answer = { marketing: '' }; Shopify = { loadFeatures: function (what, done) {"
                + "Shopify.customerPrivacy = { marketingAllowed: function () { return answer.marketing === 'yes'; },"
                + "currentVisitorConsent: function () { return answer; } }; done(); } }</script>" + snippet);
        tab.open(shop.url("/boot?ctp=" + TOKEN));
        assertThat(everythingStored()).isEmpty();
        tab.eval("document.dispatchEvent(new CustomEvent('visitorConsentCollected',"
                + " { detail: { marketingAllowed: true } }))");
        expectCart(TOKEN, 1);
        tab.before("Object.defineProperty(window, 'answer', { value: { marketing: 'no' }, writable: false })");
        tab.open(shop.url("/boot"));
        expectCart("", 2);
        assertThat(everythingStored()).isEmpty();
    }

    private static Path repository() {
        return Path.of(Objects.requireNonNull(System.getProperty("centuple.root"), "centuple.root"));
    }

    @Test
    void withoutAMarkNoCartIsAsked() {
        shop.page("/boot", script("data-cart=shopify"));
        tab.before("asked = 0; var f = fetch; fetch = function () { asked++; return f.apply(this, arguments); }");
        tab.open(shop.url("/boot"));
        tab.eval("centuple.consent(true); centuple.consent(false)");
        assertThat(tab.text("asked")).isEqualTo("0");
    }
}
