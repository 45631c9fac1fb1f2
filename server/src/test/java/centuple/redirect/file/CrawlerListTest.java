package centuple.redirect.file;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.redirect.DeclaredBots;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

class CrawlerListTest {

    @Test
    void everyExampleOfTheListIsFound() throws IOException {
        DeclaredBots bots = CrawlerList.load();
        List<String> examples = CrawlerList.values("instances");
        assertThat(examples).hasSizeGreaterThan(1_500);
        assertThat(examples).allMatch(bots::contains);
    }

    /** The fast search against the obvious one, on every example and on people's browsers. */
    @Test
    void findsWhatTheRegularExpressionsFind() throws IOException {
        DeclaredBots bots = CrawlerList.load();
        List<Pattern> patterns = CrawlerList.values("pattern").stream().map(Pattern::compile).toList();
        assertThat(patterns).hasSizeGreaterThan(500);
        for (String example : CrawlerList.values("instances")) {
            String changed = example.toLowerCase(Locale.ROOT).replace("bot", "").replace('/', ' ');
            assertThat(bots.contains(changed)).as(changed)
                    .isEqualTo(patterns.stream().anyMatch(pattern -> pattern.matcher(changed).find()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0"
                    + " Safari/537.36",
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:145.0) Gecko/20100101 Firefox/145.0",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
                    + " Version/26.0 Mobile/15E148 Safari/604.1",
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile"
                    + " Safari/537.36",
            "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0"
                    + " Safari/537.36 Edg/142.0.0.0",
            ""})
    void peoplesBrowsersAreNoBots(String userAgent) throws IOException {
        assertThat(CrawlerList.load().contains(userAgent)).isFalse();
    }
}
