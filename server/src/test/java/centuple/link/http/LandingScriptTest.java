package centuple.link.http;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.platform.http.Answer;
import centuple.shop.ShopId;
import centuple.testkit.RouteCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** How the landing script is served; what it does is tried in a browser, by the module e2e. */
class LandingScriptTest {
    private static final int ZIPPED_BYTES_MAX = 3_000;

    private final RouteCall anyone = RouteCall.by(new ShopId(1), List.of(LandingScript.route()));

    @Test
    void itIsSmall() {
        Answer answer = anyone.with("accept-encoding", "br, gzip").answer(LandingScript.PATH);
        assertThat(answer.headers()).containsEntry("Content-Encoding", "gzip");
        assertThat(answer.body().length).isLessThan(ZIPPED_BYTES_MAX);
    }

    @Test
    void zippedAndPlainAreTheSameText() throws IOException {
        Answer plain = anyone.answer(LandingScript.PATH);
        Answer zipped = anyone.with("accept-encoding", "gzip;q=0.5").answer(LandingScript.PATH);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped.body()))) {
            assertThat(in.readAllBytes()).isEqualTo(plain.body()).isEqualTo(LandingScript.text());
        }
        assertThat(plain.headers()).doesNotContainKey("Content-Encoding").containsEntry("Vary", "Accept-Encoding");
        assertThat(plain.headers().get("ETag")).isNotEqualTo(zipped.headers().get("ETag"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "gzip;q=0", "gzip; q=0.000", "br", "xgzip"})
    void whoDoesNotTakeGzipGetsText(String encoding) {
        Answer answer = anyone.with("accept-encoding", encoding).answer(LandingScript.PATH);
        assertThat(answer.headers()).doesNotContainKey("Content-Encoding");
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).startsWith("/*! centuple.js")
                .doesNotContainPattern("(?m)^\\s*//");
    }

    @Test
    void itIsKeptAndAskedForByItsTag() {
        Answer first = anyone.answer(LandingScript.PATH);
        String tag = first.headers().getOrDefault("ETag", "");
        assertThat(first.mediaType()).isEqualTo("text/javascript; charset=utf-8");
        assertThat(first.headers().get("Cache-Control")).startsWith("public, max-age=86400");
        for (String known : List.of(tag, "W/" + tag, "\"other\", " + tag, "*")) {
            Answer again = anyone.with("if-none-match", known).answer(LandingScript.PATH);
            assertThat(again.status()).as(known).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            assertThat(again.headers()).containsEntry("ETag", tag);
        }
        assertThat(anyone.with("if-none-match", "\"other\"").answer(LandingScript.PATH).status()).isEqualTo(200);
    }

    @Test
    void pagesOfEveryShopMayLoadIt() {
        assertThat(anyone.answer(LandingScript.PATH).headers()).containsEntry("Access-Control-Allow-Origin", "*")
                .containsEntry("Cross-Origin-Resource-Policy", "cross-origin");
    }

    @Test
    void itsSyntaxIsOldEnoughForEveryBrowser() {
        assertThat(new String(LandingScript.text(), StandardCharsets.UTF_8))
                .doesNotContain("=>", "`", "...", "async ", "await ", "class ", "?.", "??")
                .doesNotContainPattern("\\b(let|const)\\s");
    }
}
