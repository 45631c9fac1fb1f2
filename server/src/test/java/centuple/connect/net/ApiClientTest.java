package centuple.connect.net;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.connect.ApiCall;
import centuple.connect.Connection;
import centuple.connect.FieldMask;
import centuple.connect.Landing;
import centuple.connect.bigcommerce.BigCommercePlatform;
import centuple.connect.net.ApiClient.Failed;
import centuple.connect.net.ApiClient.Fault;
import centuple.platform.net.Outbound;
import centuple.platform.net.OutboundSettings;
import centuple.shop.ShopId;
import centuple.testkit.payload.AnsweringSite;
import centuple.testkit.payload.AnsweringSite.Answer;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

class ApiClientTest {
    private static final ApiCall CALL = new ApiCall("/v2/orders", FieldMask.of("items[].id"));

    private final Vertx vertx = Vertx.vertx();
    private final Outbound outbound = new Outbound(vertx, OutboundSettings.WITH_LOOPBACK);
    private final AnsweringSite api = new AnsweringSite(_ -> Answer.ok("[]"));

    @AfterEach
    void close() {
        api.close();
        outbound.close();
        vertx.close().await();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "429 | Retry-After: 120 | 120", "503 | Retry-After: 0 | 1", "429 | Retry-After: 2.5 | 2",
            "429 | Retry-After: 999999999999999999999 | 3600", "429 | Retry-After: NaN | 1",
            "429 | Retry-After: x | 60",
            "429 | Retry-After: -5 | 1", "429 | X-Rate-Limit-Time-Reset-Ms: 15000 | 15", "429 | X-None: 1 | 60",
            "429 | Retry-After: Mon, 23 Nov 2043 12:00:00 GMT | 3600",
            "429 | Retry-After: Mon, 23 Nov 2015 12:00:00 GMT | 1", "500 | X-None: 1 | 60", "401 | X-None: 1 | 3600",
            "404 | X-None: 1 | 0"})
    void isLeftAloneForAsLongAsItSays(int status, String header, long seconds) {
        int colon = header.indexOf(':');
        api.answer(_ -> new Answer(status, "", Map.of(header.substring(0, colon), header.substring(colon + 2))));
        assertThat(ask(1_000, Duration.ofSeconds(10))).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.pause().toSeconds()).isEqualTo(seconds));
    }

    @Test
    void whatIsTooLargeIsTheAnswersFault() {
        api.answer(_ -> Answer.ok("[" + "1,".repeat(1_000) + "1]"));
        assertThat(fault(1_000)).isEqualTo(Fault.TOO_LARGE);
        api.answer(_ -> Answer.ok("[" + "[".repeat(200) + "]".repeat(200) + "]"));
        assertThat(fault(1_000)).isEqualTo(Fault.TOO_LARGE);
        api.answer(_ -> Answer.ok("<html>"));
        assertThat(fault(1_000)).isEqualTo(Fault.UNREADABLE);
        api.answer(_ -> Answer.NEVER);
        assertThat(ask(1_000, Duration.ofMillis(300))).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.fault()).isEqualTo(Fault.OVERTAXED));
    }

    @ParameterizedTest
    @CsvSource({"500,OVERTAXED", "502,OVERTAXED", "504,OVERTAXED", "503,AWAY", "429,AWAY", "400,AWAY", "401,CLOSED",
            "404,MISSING"})
    void aStatusSaysWhatIsWrong(int status, Fault fault) {
        api.answer(_ -> new Answer(status, "", Map.of()));
        assertThat(fault(1_000)).isEqualTo(fault);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
            "https://www.shop.example/v2/orders?key=x | : it redirects to https://www.shop.example: use that address",
            "https://u:p@www.shop.example:8443/ | : it redirects to https://www.shop.example: use that address",
            "/login | ''", "http://www.shop.example/ | ''", "https:// | ''", "%zz | ''"})
    void saysToWhichHostItRedirects(String location, String said) {
        api.answer(_ -> new Answer(301, "", Map.of("Location", location)));
        assertThat(ask(1_000, Duration.ofSeconds(10))).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.why()).isEqualTo("the API answers with status 301" + said));
    }

    @Test
    void anApiThatIsNotThereIsAway() {
        api.close();
        assertThat(fault(1_000)).isEqualTo(Fault.AWAY);
    }

    private Fault fault(int bytesMax) {
        return ((Failed) ask(bytesMax, Duration.ofSeconds(10))).fault();
    }

    private ApiClient.Outcome ask(int bytesMax, Duration timeMax) {
        Connection connection = new Connection(new ShopId(0x0b0b_0001), "bigcommerce",
                new Connection.Keys("s", "", Instant.EPOCH, Map.of("access_token", "t")), api.url(),
                Landing.Rule.TOKEN);
        return new ApiClient(outbound).ask(connection, new BigCommercePlatform(), CALL,
                new ApiClient.Limits(bytesMax, timeMax));
    }
}
