package centuple.e2e.landing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Banners of others: what each says, when, and who is believed when they disagree. */
class LandingConsentTest extends LandingPageTest {
    private static final String TCF = "<script>__tcfapi = function (command, version, callback) {"
            + "if (command === 'addEventListener' && version === 2) tell = function (status, consents, gdpr, ok) {"
            + "callback({ eventStatus: status, gdprApplies: gdpr, purpose: { consents: consents } }, ok !== false); };"
            + "}</script>";
    private static final String GTAG = "<script>dataLayer = window.dataLayer || [];"
            + "function gtag() { return dataLayer.push(arguments); }</script>";
    private static final String WP = "<script>document.cookie = 'wp_consent_marketing=; max-age=0';"
            + "function wp_has_consent(c) { return !window.wp_consent_type ||"
            + " document.cookie.indexOf('wp_consent_' + c + '=allow') >= 0; }"
            + "function wp_set_consent(c, v) { document.cookie = 'wp_consent_' + c + '=' + v; var d = []; d[c] = v;"
            + " document.dispatchEvent(new CustomEvent('wp_listen_for_consent_change', { detail: d })); }</script>";

    private void land(String head) {
        shop.page("/boot", head);
        tab.open(shop.url("/boot?ctp=" + TOKEN));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'tcloaded', {1: true, 7: true}, true          | yes
            'useractioncomplete', {1: true, 7: true}, true | yes
            'cmpuishown', {1: true, 7: true}, true        | no
            'tcloaded', {1: true}, true                   | no
            'tcloaded', {7: true}, true                   | no
            'tcloaded', {1: true, 7: false}, true         | no
            'tcloaded', {}, true                          | no
            'tcloaded', {}, undefined                     | no
            'tcloaded', {}, false                         | yes
            'tcloaded', null, true                        | no
            'tcloaded', {1: true, 7: true}, true, false   | no
            """)
    void tcf(String answer, String kept) {
        land(TCF + script(""));
        assertThat(tokens()).isEmpty();
        tab.eval("tell(" + answer + ")");
        assertThat(tokens()).isEqualTo(kept.equals("yes") ? TOKEN : "");
    }

    @Test
    void tcfWithdrawnAndGivenAgain() {
        land(TCF + script(""));
        tab.eval("tell('useractioncomplete', {1: true, 7: true}, true)");
        tab.eval("tell('useractioncomplete', {1: false, 7: false}, true)");
        assertThat(tokens() + everythingStored()).isEmpty();
        tab.eval("tell('useractioncomplete', {1: true, 7: true}, true)");
        assertThat(tokens()).isEqualTo(TOKEN);
    }

    @Test
    void aBannerThatComesAfterTheScriptIsAskedToo() {
        land(script("") + TCF);
        tab.eval("tell('tcloaded', {1: true, 7: true}, true)");
        assertThat(tokens()).isEqualTo(TOKEN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            gtag('consent', 'default', {ad_storage: 'granted', analytics_storage: 'granted'})           | no
            gtag('consent', 'update', {ad_storage: 'granted'})                                          | yes
            gtag('consent', 'update', {analytics_storage: 'granted'})                                   | no
            gtag('consent', 'update', {ad_storage: 'denied', analytics_storage: 'granted'})             | no
            gtag('consent', 'update', {ad_storage: 'denied'}); gtag('consent', 'update', {ad_storage: 'granted'}) | yes
            gtag('consent', 'update', {ad_storage: 'granted'}); gtag('consent', 'update', {ad_storage: 'denied'}) | no
            gtag('consent', 'update', {ad_storage: 'granted'}); gtag('consent', 'update', {ad_user_data: 'denied'}) | yes
            gtag('consent', 'update'); gtag('event', 'x'); dataLayer.push({event: 'x'}, null, 7)        | no
            """)
    void googleConsentModeBeforeAndAfterTheScript(String pushed, String kept) {
        String expected = kept.equals("yes") ? TOKEN : "";
        land(GTAG + script(""));
        tab.eval(pushed);
        assertThat(tokens()).as("after").isEqualTo(expected);
        tab.eval("centuple.consent(false)");
        land(GTAG + "<script>" + pushed + "</script>" + script(""));
        assertThat(tokens()).as("before").isEqualTo(expected);
        land(script("") + GTAG + "<script>" + pushed + "</script>");
        assertThat(tokens()).as("a data layer that comes after the script").isEqualTo(expected);
    }

    @Test
    void theDataLayerWorksAsBefore() {
        land(GTAG + script(""));
        assertThat(tab.text("dataLayer.push({event: 'a'}, {event: 'b'})")).isEqualTo("2");
        assertThat(tab.text("gtag('event', 'c') + dataLayer[2][1] + dataLayer.length")).isEqualTo("3c3");
    }

    @Test
    void aReturningVisitorKeepsTheEarlierTokensWhileTheBannerChangesItsMind() {
        land(GTAG + script(""));
        tab.eval("gtag('consent', 'update', {ad_storage: 'granted'})");
        shop.page("/boot", GTAG + "<script>gtag('consent', 'update', {ad_storage: 'denied'});"
                + "gtag('consent', 'update', {ad_storage: 'granted'})</script>" + script(""));
        tab.open(shop.url("/boot?ctp=" + token(2)));
        assertThat(tokens()).isEqualTo(token(2) + "," + TOKEN);
    }

    @Test
    void wordPressWithoutABannerIsNoAnswer() {
        land(WP + script(""));
        assertThat(tab.text("wp_has_consent('marketing')")).isEqualTo("true");
        assertThat(tokens()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"wp_consent_type", "wp_fallback_consent_type"})
    void wordPressSaysYesAndNo(String type) {
        land("<script>window." + type + " = 'optin'; window.wp_consent_type = 'optin'</script>" + WP + script(""));
        assertThat(tokens()).isEmpty();
        tab.eval("wp_set_consent('statistics', 'allow')");
        assertThat(tokens()).isEmpty();
        tab.eval("wp_set_consent('marketing', 'allow')");
        assertThat(tokens()).isEqualTo(TOKEN);
        tab.eval("wp_set_consent('marketing', 'deny')");
        assertThat(tokens()).isEmpty();
        assertThat(tab.cookies()).doesNotContain("centuple");
    }

    @Test
    void anAnswerGivenOnAnEarlierPageCountsAtOnce() {
        land("<script>wp_consent_type = 'optin'</script>" + WP
                + "<script>document.cookie = 'wp_consent_marketing=allow'</script>" + script(""));
        assertThat(tokens()).isEqualTo(TOKEN);
    }

    @Test
    void oneNoOutweighsEveryYesButTheShopsOwnWordCountsMost() {
        land(TCF + GTAG + script(""));
        tab.eval("gtag('consent', 'update', {ad_storage: 'granted'})");
        tab.eval("tell('tcloaded', {1: false}, true)");
        assertThat(tokens()).isEmpty();
        tab.eval("tell('useractioncomplete', {1: true, 7: true}, true)");
        assertThat(tokens()).isEqualTo(TOKEN);
        tab.eval("centuple.consent(false)");
        tab.eval("gtag('consent', 'update', {ad_storage: 'granted'})");
        assertThat(tokens()).isEmpty();
        tab.eval("tell('useractioncomplete', {}, true)");
        tab.eval("centuple.consent(true)");
        assertThat(tokens()).isEqualTo(TOKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'true'", "1", "undefined", "null", "{}", "'false'", "0"})
    void onlyTrueIsAYes(String answer) {
        land(script(""));
        tab.eval("centuple.consent(" + answer + ")");
        assertThat(tokens() + everythingStored()).isEmpty();
    }
}
