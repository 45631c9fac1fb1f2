package centuple.redirect;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.click.Device;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Random;

class UserAgentsTest {
    private final UserAgents userAgents = new UserAgents(new DeclaredBots(List.of("Googlebot\\/", "[wW]get", "^curl")),
            new Random(5));

    @ParameterizedTest
    @CsvSource({"Mozilla/5.0 (Windows NT 10.0; Win64; x64) Firefox/145.0, DESKTOP, false",
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605.1.15, DESKTOP, false",
            "Mozilla/5.0 (X11; Linux x86_64) Chrome/142.0.0.0, DESKTOP, false",
            "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) Chrome/142.0.0.0, DESKTOP, false",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) Mobile/15E148, MOBILE, false",
            "Mozilla/5.0 (Linux; Android 10; K) Chrome/142.0.0.0 Mobile Safari/537.36, MOBILE, false",
            "Mozilla/5.0 (Linux; Android 10; K) Chrome/142.0.0.0 Safari/537.36, TABLET, false",
            "Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X) Mobile/15E148, TABLET, false", "curl/8.14.1, UNKNOWN, true",
            "libcurl/8.14.1, UNKNOWN, false", "Wget/1.25.0, UNKNOWN, true",
            "Mozilla/5.0 (Linux; Android 6.0.1) Mobile (compatible; Googlebot/2.1), MOBILE, true",
            "'', UNKNOWN, false"})
    void tellsBotsAndDevicesTwiceTheSame(String header, Device device, boolean bot) {
        for (int look = 0; look < 2; look++) {
            UserAgents.UserAgent agent = userAgents.look(header);
            assertThat(agent.device()).isEqualTo(device);
            assertThat(agent.bot()).isEqualTo(bot);
        }
    }

    @Test
    void aFloodOfHeadersChangesNoVerdict() {
        for (int round = 0; round < 30_000; round++) {
            assertThat(userAgents.look("Browser " + round).bot()).isFalse();
            assertThat(userAgents.look("Wget/" + round % 10).bot()).isTrue();
        }
    }

    @Test
    void onlyTheFirst512CharactersAreRead() {
        assertThat(userAgents.look("x".repeat(506) + " Wget/1").bot()).isTrue();
        assertThat(userAgents.look("x".repeat(100_000) + " Wget/1").bot()).isFalse();
    }

    @Test
    void headersHaveTheirOwnHash() {
        assertThat(userAgents.look("a").hash()).isEqualTo(userAgents.look("a").hash())
                .isNotEqualTo(userAgents.look("b").hash());
    }
}
