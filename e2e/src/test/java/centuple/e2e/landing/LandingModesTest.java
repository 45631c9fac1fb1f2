package centuple.e2e.landing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

/** Three modes, and what each keeps. */
class LandingModesTest extends LandingPageTest {
    private static final String GIVER = "shop_0b0b0001";
    private static final String DAY = "new Date().toISOString().slice(0, 10)";

    @Test
    void withoutAnAnswerNothingIsKeptAndTheAddressIsClean() {
        shop.page("/boot", script(""));
        tab.before("history.replaceState({ router: 7 }, '')");
        tab.open(shop.url("/boot?size=42&ctp=" + TOKEN + "&utm_source=centuple&q=%C3%A9+%20#top?x=1"));
        assertThat(tab.address()).isEqualTo("/boot?size=42&utm_source=centuple&q=%C3%A9+%20#top?x=1");
        assertThat(tab.text("history.state.router")).isEqualTo("7");
        assertThat(everythingStored()).isEmpty();
        assertThat(tokens()).isEmpty();
        assertThat(tab.text("document.forms[0].mark.value")).isEmpty();
    }

    @Test
    void aYesKeepsTheTokenForTheNextPages() {
        shop.page("/boot", script("data-days=7")).page("/checkout", script("data-days=7"));
        tab.open(shop.url("/boot?ctp=" + TOKEN));
        assertThat(tab.address()).isEqualTo("/boot");
        tab.eval("centuple.consent(true)");
        assertThat(tokens()).isEqualTo(TOKEN);
        assertThat(tab.cookies()).startsWith("centuple=" + TOKEN + ".");
        assertThat(tab.text("document.forms[0].mark.value")).isEqualTo(TOKEN);
        tab.open(shop.url("/checkout"));
        assertThat(tokens()).isEqualTo(TOKEN);
        assertThat(tab.text("document.forms[0].mark.value")).isEqualTo(TOKEN);
        assertThat(tab.text("cookieStore.get('centuple').then(function (c) { return"
                + " Math.round((c.expires - Date.now()) / 864e5) + ' ' + c.sameSite + ' ' + c.path; })"))
                .isEqualTo("[object Promise]");
        assertThat(tab.eval("cookieStore.get('centuple').then(function (c) { return"
                + " Math.round((c.expires - Date.now()) / 864e5) + ' ' + c.sameSite + ' ' + c.path; })").get("value")
                .stringValue()).isEqualTo("7 lax /");
    }

    @Test
    void aFieldThatCameLateIsFilledWhenTheFormIsSent() {
        shop.page("/boot", script(""));
        tab.open(shop.url("/boot?ctp=" + TOKEN));
        tab.eval("centuple.consent(true)");
        tab.eval("document.forms[0].insertAdjacentHTML('beforeend', '<input name=late data-centuple-field>')");
        tab.eval("document.forms[0].addEventListener('submit', function (e) { e.preventDefault(); })");
        tab.eval("document.forms[0].requestSubmit()");
        assertThat(tab.text("document.forms[0].late.value")).isEqualTo(TOKEN);
    }

    @Test
    void aNoTakesBackWhatWasKept() {
        shop.page("/boot",
                "<script>calls = []; centuple = { onToken: function (token) { calls.push(token); } }</script>"
                        + script(""));
        tab.open(shop.url("/boot?ctp=" + TOKEN));
        tab.eval("centuple.consent(true)");
        tab.eval("centuple.consent(true)");
        tab.eval("centuple.consent(false)");
        assertThat(everythingStored()).isEmpty();
        assertThat(tokens()).isEmpty();
        assertThat(tab.text("document.forms[0].mark.value")).isEmpty();
        assertThat(tab.text("calls.join()")).isEqualTo(TOKEN + ",");
    }

    @Test
    void theLastFiveAreKeptNewestFirst() {
        shop.page("/boot", script(""));
        for (int i : new int[]{1, 2, 3, 4, 5, 6, 7, 5}) {
            tab.open(shop.url("/boot?ctp=" + token(i)));
            tab.eval("centuple.consent(true)");
        }
        String expected = token(7) + "," + token(6) + "," + token(5) + "," + token(4) + "," + token(3);
        assertThat(tokens()).isEqualTo(expected);
        assertThat(tab.text("document.forms[0].marks.value")).isEqualTo(expected.replace(',', ' '));
        assertThat(tab.text("document.forms[0].mark.value")).isEqualTo(token(7));
    }

    @Test
    void whatIsOlderThanTheWindowIsLeftOut() {
        shop.page("/boot", script("data-days=3"));
        tab.open(shop.url("/boot?ctp=" + token(1)));
        tab.eval("centuple.consent(true)");
        tab.before("var now = Date.now; Date.now = function () { return now() + "
                + Duration.ofHours(71).toMillis() + " + (window.name | 0); }");
        tab.open(shop.url("/boot?ctp=" + token(2)));
        tab.eval("centuple.consent(true)");
        assertThat(tokens()).isEqualTo(token(2) + "," + token(1));
        tab.eval("window.name = '" + Duration.ofHours(2).toMillis() + "'");
        tab.open(shop.url("/boot"));
        assertThat(tokens()).isEqualTo(token(2));
    }

    @Test
    void aRewardIsKeptOnlyByTheVisitorsOwnClick() {
        shop.page("/boot", script("data-mode=reward"));
        tab.open(shop.url("/boot?ctp=" + TOKEN));
        tab.eval("centuple.consent(true)");
        tab.eval("document.querySelector('[data-centuple-reward]').click()");
        assertThat(tab.text("centuple.reward()")).isEqualTo("false");
        assertThat(everythingStored()).isEmpty();
        tab.click("[data-centuple-reward]");
        tab.until("centuple.tokens()", TOKEN);
        assertThat(tab.cookies()).startsWith("centuple=" + TOKEN);
        tab.eval("centuple.consent(false)");
        assertThat(everythingStored()).isEmpty();
    }

    @Test
    void aRewardMayBeAskedForByTheShopsOwnButton() {
        shop.page("/boot", script("data-mode=reward"));
        tab.open(shop.url("/boot?ctp=" + TOKEN));
        tab.eval("document.querySelector('button').removeAttribute('data-centuple-reward')");
        tab.eval("document.querySelector('button').onclick = function () { answer = centuple.reward(); }");
        tab.click("button");
        tab.until("window.answer", "true");
        assertThat(tokens()).isEqualTo(TOKEN);
    }

    @Test
    void identifierFreeKeepsPartnerAndDayForThisVisitOnly() {
        shop.page("/boot", script("data-mode=identifier-free")).page("/next", script("data-mode=identifier-free"));
        tab.open(shop.url("/boot?ctp=" + TOKEN + "&utm_source=centuple&utm_medium=partner&utm_campaign=" + GIVER));
        assertThat(tab.address()).isEqualTo("/boot?utm_source=centuple&utm_medium=partner&utm_campaign=" + GIVER);
        String mark = GIVER + "/" + tab.text(DAY);
        tab.open(shop.url("/next"));
        assertThat(tab.text("JSON.stringify(centuple.giverDay())"))
                .isEqualTo("{\"giver\":\"" + GIVER + "\",\"day\":\"" + tab.text(DAY) + "\"}");
        assertThat(tab.text("document.forms[0].mark.value")).isEqualTo(mark);
        assertThat(tab.text("sessionStorage.centuple_giver_day")).startsWith(mark + ".");
        assertThat(tab.text("document.cookie + Object.keys(localStorage)")).isEmpty();
        assertThat(tokens()).isEmpty();
        Tab later = tab.another().open(shop.url("/next"));
        assertThat(later.text("centuple.giverDay()")).as("another visit").isEqualTo("null");
        tab.eval("centuple.consent(false)");
        assertThat(everythingStored()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"utm_source=news&utm_campaign=shop_0b0b0001", "utm_campaign=shop_0b0b0001",
            "utm_source=centuple&utm_campaign=spring-sale", "utm_source=centuple",
            "utm_source=centuple&utm_campaign=shop_0b0b00012", "ctp=" + TOKEN + "&utm_source=centuple"})
    void identifierFreeKeepsNothingElse(String query) {
        shop.page("/boot", script("data-mode=identifier-free"));
        tab.open(shop.url("/boot?" + query));
        assertThat(everythingStored()).isEmpty();
        assertThat(tab.text("centuple.giverDay()")).isEqualTo("null");
    }

    @Test
    void aShopThatChangesItsModeTakesBackWhatTheOtherKept() {
        shop.page("/click", script("")).page("/day", script("data-mode=identifier-free"));
        tab.open(shop.url("/click?ctp=" + TOKEN));
        tab.eval("centuple.consent(true)");
        tab.open(shop.url("/day?utm_source=centuple&utm_campaign=" + GIVER));
        assertThat(tab.cookies()).isEmpty();
        tab.open(shop.url("/click"));
        assertThat(everythingStored()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"consent", "reward", "identifier-free"})
    void globalPrivacyControlKeepsNothingAndTakesBackWhatWasKept(String mode) {
        shop.page("/boot", script("data-mode=" + mode));
        String landing = shop.url("/boot?ctp=" + TOKEN + "&utm_source=centuple&utm_campaign=" + GIVER);
        tab.open(landing);
        tab.eval("centuple.consent(true)");
        tab.click("[data-centuple-reward]");
        tab.until("document.forms[0].mark.value === ''", "false");
        tab.before("Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { value: true })");
        tab.open(landing);
        tab.eval("centuple.consent(true)");
        tab.click("[data-centuple-reward]");
        assertThat(everythingStored()).isEmpty();
        assertThat(tokens() + tab.text("document.forms[0].mark.value")).isEmpty();
        assertThat(tab.address()).doesNotContain("ctp");
    }
}
