package centuple.simulation.http;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.platform.http.Answer;
import centuple.platform.http.Request;
import centuple.simulation.file.Wordings;
import centuple.simulation.report.DemoReport;
import centuple.simulation.report.DemoReports;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Map;

class DemoRoutesTest {
    @Test
    void showsTheFiguresAndSaysThatTheyAreOfAModel() throws Exception {
        Answer answer = page(DemoReports.example(), Map.of());

        String html = new String(answer.body(), StandardCharsets.UTF_8);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(html).contains("<html lang=\"en\">", "no evidence about any real shop", "1,300.00", "200 visitors",
                "<svg role=\"img\"", "scope=\"row\"").doesNotContain("<script", "http://", "https://");
        assertThat(answer.headers()).containsKey("Content-Security-Policy").containsEntry("Vary", "Accept-Language");
    }

    @Test
    void speaksFrenchToThoseWhoAskForIt() throws Exception {
        Answer answer = page(DemoReports.example(), Map.of("accept-language", "fr-CA,fr;q=0.9,en;q=0.5"));

        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("<html lang=\"fr\">", "étendue");
        assertThat(DemoRoutes.isFrench("de, en;q=0.8, fr;q=0.1")).isFalse();
        assertThat(DemoRoutes.isFrench("nonsense;;q")).isFalse();
    }

    @Test
    void asksForPatienceWhileTheDemoRuns() throws Exception {
        Answer answer = page(null, Map.of());

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers()).containsKey("Retry-After");
    }

    private static Answer page(@Nullable DemoReport report, Map<String, String> headers) throws Exception {
        DemoRoutes routes = new DemoRoutes(() -> report, Wordings.english(), Wordings.french());
        Request request = new Request("req", new Request.Head("GET /", Map.of(), Map.of(), headers), new byte[0], null);
        return routes.routes().getFirst().handler().handle(request);
    }
}
