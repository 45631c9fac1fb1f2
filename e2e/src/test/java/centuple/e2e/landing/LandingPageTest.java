package centuple.e2e.landing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

import java.io.IOException;

/** What the tests of the landing script share: one browser for each class, one shop and one visitor for each test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LandingPageTest {
    /** A token in its shape; what it says is nothing to the script. */
    static final String TOKEN = "AQEAAAfZ-example_token-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    @SuppressWarnings("NullAway.Init")
    private Browser browser;
    @SuppressWarnings("NullAway.Init")
    ShopPages shop;
    @SuppressWarnings("NullAway.Init")
    Tab tab;

    @BeforeAll
    void start() throws IOException {
        browser = Browser.start();
    }

    @BeforeEach
    void visit() throws IOException {
        shop = new ShopPages();
        tab = browser.visitor();
    }

    /** Whatever happened, the shop's page is not broken. */
    @AfterEach
    void thePageIsWhole() {
        try (ShopPages closed = shop) {
            assertThat(tab.faults()).isEmpty();
            assertThat(tab.text("window.pageDone")).isEqualTo("true");
            tab.leave();
        }
    }

    @AfterAll
    void end() {
        if (browser != null) {
            browser.close();
        }
    }

    /** Another token, told apart by a number. */
    static String token(int number) {
        return TOKEN.substring(0, TOKEN.length() - 3) + String.format("%03d", number);
    }

    /** The tag of the script with these attributes. */
    static String script(String attributes) {
        return "<script src=/centuple.js " + attributes + "></script>";
    }

    /** What is kept, newest first, joined by commas. */
    String tokens() {
        return tab.text("centuple.tokens()");
    }

    /** Everything a browser can keep for this page. */
    String everythingStored() {
        return tab.text("document.cookie + Object.keys(localStorage) + Object.keys(sessionStorage)");
    }
}
