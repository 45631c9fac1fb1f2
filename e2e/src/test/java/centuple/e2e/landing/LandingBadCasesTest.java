package centuple.e2e.landing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;

/** Whatever a page, a browser or a stranger's link does: the shop's page works. Each test ends by asking that. */
class LandingBadCasesTest extends LandingPageTest {
    private void land(String head) {
        shop.page("/boot", head);
        tab.open(shop.url("/boot?ctp=" + TOKEN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "short", "%00", "%3Cscript%3Ealert(1)%3C/script%3E", "AQ%20" + TOKEN, TOKEN + "~" + TOKEN,
                    TOKEN + ";path=/x", TOKEN + "." + TOKEN, "%FF%FE", "'OR'1'=1", TOKEN + TOKEN + TOKEN})
    void aMalformedTokenIsTakenOutAndNotKept(String bad) {
        shop.page("/boot", script(""));
        tab.open(shop.url("/boot?a=1&ctp=" + bad + "&b=2"));
        tab.eval("centuple.consent(true)");
        assertThat(tab.address()).isEqualTo("/boot?a=1&b=2");
        assertThat(tokens() + everythingStored()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            ?ctp=T              |
            ?ctp=T#x            | #x
            ?a&ctp=T&&b==       | ?a&&b==
            ?a=%ff&ctp=T&b=+    | ?a=%ff&b=+
            ?ctp=T&ctp=U        |
            ?xctp=1&ctp=T       | ?xctp=1
            ?ctpx=1&ctp=T       | ?ctpx=1
            ?a=$&$1=$'&ctp=T    | ?a=$&$1=$%27
            ?a=1?ctp=2&ctp=T#?ctp=3 | ?a=1?ctp=2#?ctp=3
            """)
    void everythingElseInTheAddressStaysByteForByte(String query, String rest) {
        shop.page("/boot", script("")).page("//x/boot", script(""));
        tab.open(shop.url("/boot" + query.strip().replace("=T", "=" + TOKEN)));
        tab.eval("centuple.consent(true)");
        assertThat(tab.address()).isEqualTo("/boot" + (rest == null ? "" : rest.strip()));
        assertThat(tokens()).isEqualTo(TOKEN);
    }

    @Test
    void aPathThatLooksLikeAHostStaysAPath() {
        shop.page("//x/boot", script(""));
        tab.open(shop.url("//x/boot?ctp=" + TOKEN));
        assertThat(tab.address()).isEqualTo("//x/boot");
    }

    @ParameterizedTest
    @ValueSource(strings = {"centuple=%;x", "centuple=~~..~", "centuple=<b>.zz", "centuple=" + TOKEN,
            "centuple=" + TOKEN + ".!!", "centuple=shop_1.5"})
    void aCookieThatIsNotOursIsPassedOver(String cookie) {
        shop.page("/boot", "<script>document.cookie = '" + cookie + "'</script>" + script(""));
        tab.open(shop.url("/boot?ctp=" + token(2)));
        assertThat(tokens()).isEmpty();
        tab.eval("centuple.consent(true)");
        assertThat(tokens()).isEqualTo(token(2));
    }

    @Test
    void includedTwiceItWorksOnce() {
        shop.page("/boot", "<script>calls = 0; centuple = { onToken: function () { calls++; } }</script>" + script("")
                + script("data-mode=reward") + script("async"));
        tab.open(shop.url("/boot?ctp=" + TOKEN));
        tab.eval("centuple.consent(true)");
        assertThat(tab.text("calls + centuple.mode")).isEqualTo("1consent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"async", "defer", "type=module"})
    void loadedLateItWorksAsWell(String how) {
        land(script(how + " data-days=9"));
        tab.until("!!(window.centuple && centuple.mode)", "true");
        tab.eval("centuple.consent(true)");
        assertThat(tab.text("document.forms[0].mark.value")).isEqualTo(TOKEN);
        assertThat(tab.address()).isEqualTo("/boot");
    }

    @Test
    void putInByAnotherScriptItWorksAsWell() {
        land("<script>setTimeout(function () { var s = document.createElement('script'); s.src = '/centuple.js';"
                + "s.setAttribute('data-mode', 'reward'); document.head.appendChild(s); }, 50)</script>");
        tab.until("window.centuple && centuple.mode", "reward");
    }

    @Test
    void inTheShopsOwnBundleItTakesItsOptionsFromThePage() {
        shop.page("/boot", "<script>centuple = { options: { mode: 'identifier-free' } };"
                + "fetch('/centuple.js').then(function (r) { return r.text(); }).then(function (t) {"
                + "(0, eval)(t); })</script>");
        tab.open(shop.url("/boot?utm_source=centuple&utm_campaign=shop_0b0b0001"));
        tab.until("window.centuple && centuple.giverDay && centuple.giverDay().giver", "shop_0b0b0001");
    }

    @Test
    void blockedOnItsWayNothingHappens() {
        shop.page("/boot", "<script src=/blocked/nothing.js></script>");
        tab.open(shop.url("/boot?ctp=" + TOKEN));
        assertThat(tab.text("typeof centuple")).isEqualTo("undefined");
    }

    @Test
    void inAPageWithoutAnOriginWhereStorageThrows() {
        shop.header("Content-Security-Policy", "sandbox allow-scripts");
        for (String mode : new String[]{"consent", "reward", "identifier-free"}) {
            shop.page("/boot", script("data-mode=" + mode + " data-cart=shopify"));
            tab.open(shop.url("/boot?ctp=" + TOKEN + "&utm_source=centuple&utm_campaign=shop_0b0b0001"));
            tab.eval("centuple.consent(true)");
            tab.click("[data-centuple-reward]");
            tab.until("document.forms[0].mark.value !== ''", "true");
            tab.eval("centuple.consent(false)");
            assertThat(tab.text("document.forms[0].mark.value")).isEmpty();
        }
    }

    @Test
    void withCookiesOffTheTokenStillServesThisPage() {
        tab.call("Emulation.setDocumentCookieDisabled", Map.of("disabled", true));
        land(script(""));
        tab.eval("centuple.consent(true)");
        tab.eval("centuple.consent(true)");
        assertThat(tab.cookies()).isEmpty();
        assertThat(tokens()).isEqualTo(TOKEN);
    }

    @Test
    void underAPolicyThatForbidsRequests() {
        shop.header("Content-Security-Policy", "default-src 'none'; script-src 'self' 'unsafe-inline'");
        land(script("data-cart=shopify"));
        tab.eval("centuple.consent(true)");
        assertThat(tokens()).isEqualTo(TOKEN);
        assertThat(shop.cartUpdates()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete window.fetch", "fetch = function () { throw new Error('no'); }",
            "fetch = function () { return Promise.reject(new Error('no')); }", "fetch = function () {}",
            "delete window.Promise", "History.prototype.replaceState = undefined",
            "History.prototype.replaceState = function () { throw new Error('no'); }",
            "Element.prototype.closest = undefined", "delete window.CustomEvent",
            "delete Navigator.prototype.userActivation",
            "Object.defineProperty(Document.prototype, 'currentScript', { value: null })",
            "Object.defineProperty(window, 'sessionStorage', { get: function () { throw new Error('no'); } })",
            "dataLayer = 7", "dataLayer = Object.freeze([['consent', 'update', { ad_storage: 'denied' }]])",
            "dataLayer = { push: null }", "__tcfapi = function () { throw new Error('no'); }", "__tcfapi = 'here soon'",
            "__tcfapi = function (a, b, c) { c(null, true); c({}, true); c({ eventStatus: 'tcloaded' }, true); }",
            "wp_consent_type = 'optin'; wp_has_consent = function () { throw new Error('no'); }",
            "centuple = { onToken: function () { throw new Error('no'); } }",
            "centuple = { onToken: 7, options: null }"})
    void inABrowserOrAmongScriptsThatMisbehave(String before) {
        tab.before("try { " + before + " } catch (e) { console.log(e); }");
        land(script("data-cart=shopify"));
        tab.eval("centuple.consent(true)");
        assertThat(tokens()).isEqualTo(TOKEN);
        tab.eval("document.dispatchEvent(new Event('wp_listen_for_consent_change'))");
        tab.click("[data-centuple-reward]");
        tab.eval("centuple.consent(false)");
        assertThat(tokens()).isEmpty();
    }

    @Test
    void anElementOfOurNameIsNoHindrance() {
        shop.page("/boot", "<script>document.write('<p id=centuple>')</script>" + script(""));
        tab.open(shop.url("/boot?ctp=" + TOKEN));
        tab.eval("centuple.consent(true)");
        assertThat(tokens()).isEqualTo(TOKEN);
    }

    @ParameterizedTest
    @CsvSource({"0,30", "-5,1", "900,365", "x,30", "'',30", "7.9,7"})
    void oddDaysAreBroughtIntoRange(String days, int expected) {
        land(script("data-days=\"" + days + "\""));
        tab.eval("centuple.consent(true)");
        assertThat(tab.eval("cookieStore.get('centuple').then(function (c) {"
                + " return Math.round((c.expires - Date.now()) / 864e5); })").get("value").intValue())
                .isEqualTo(expected);
    }

    @Test
    void anUnknownModeWaitsForConsent() {
        land(script("data-mode=everything"));
        assertThat(tab.text("centuple.mode")).isEqualTo("consent");
        assertThat(everythingStored()).isEmpty();
    }
}
