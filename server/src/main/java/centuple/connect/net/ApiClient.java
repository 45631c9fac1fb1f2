package centuple.connect.net;

import centuple.connect.ApiCall;
import centuple.connect.Connection;
import centuple.connect.Landing;
import centuple.connect.Payload;
import centuple.connect.Polled;
import centuple.connect.UnreadableException;
import centuple.platform.net.Outbound;
import centuple.platform.net.OutboundFetch;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Asks the APIs of shops' platforms. Blocks its caller; thread-safe. */
public final class ApiClient {
    /** Bytes of one answer: a page of 250 large orders. */
    public static final int ANSWER_BYTES_MAX = 16 << 20;
    /** For one question. */
    public static final Duration TIME_MAX = Duration.ofSeconds(30);
    /** How long a platform that asks us to wait is left alone, at most. */
    public static final Duration WAIT_MAX = Duration.ofHours(1);

    private static final Duration WAIT_USUAL = Duration.ofMinutes(1);
    private static final String AGENT = "Centuple (orders)";

    private final OutboundFetch fetch;

    public ApiClient(Outbound outbound) {
        this.fetch = new OutboundFetch(outbound, ANSWER_BYTES_MAX, TIME_MAX);
    }

    /** What became of a question. */
    public sealed interface Outcome {
    }

    /**
     * The platform answered what was asked.
     *
     * @param headers by lower-case name
     */
    public record Answered(Map<String, String> headers, Payload body) implements Outcome {
    }

    /**
     * It did not.
     *
     * @param why for the shop's owner: what is wrong
     * @param pause how long to leave it alone
     * @param isForGood whether asking again without a change is of no use
     */
    public record Failed(String why, Duration pause, boolean isForGood) implements Outcome {
    }

    /** Asks the API of a connection. */
    public Outcome ask(Connection connection, Polled platform, ApiCall call) {
        Map<String, String> headers = new LinkedHashMap<>(
                platform.authorization(connection.keys().credentials()));
        headers.put("Accept", "application/json");
        headers.put("User-Agent", AGENT);
        return switch (fetch.get(connection.apiUrl() + call.path(), headers)) {
            case OutboundFetch.Failed(String why) -> new Failed("the API was not reached: " + why, WAIT_USUAL, false);
            case OutboundFetch.Answered answer -> read(answer, call, connection.landing());
        };
    }

    private static Outcome read(OutboundFetch.Answered answer, ApiCall call, Landing.Rule landing) {
        return switch (answer.status()) {
            case 200 -> reduced(answer, call, landing);
            case 204 -> new Answered(answer.headers(), Payload.EMPTY);
            case 401, 403 -> new Failed("the API refuses the credentials (status " + answer.status()
                    + "): make new ones and set them again", WAIT_MAX, true);
            case 404, 410 -> new Failed("the API has nothing at that address (status " + answer.status()
                    + "): check api_url", WAIT_MAX, true);
            case 429, 503 -> new Failed("the API asks us to wait (status " + answer.status() + ")",
                    wait(answer.headers()), false);
            default -> new Failed("the API answers with status " + answer.status(), WAIT_USUAL, false);
        };
    }

    private static Outcome reduced(OutboundFetch.Answered answer, ApiCall call, Landing.Rule landing) {
        try {
            return new Answered(answer.headers(), ReducedJson.read(answer.body(), call.fields(), landing));
        } catch (UnreadableException e) {
            return new Failed("the answer of the API: " + e.getMessage(), WAIT_USUAL, false);
        }
    }

    private static Duration wait(Map<String, String> headers) {
        try {
            Duration wait = Duration.ofMillis((long) (Double.parseDouble(headers.getOrDefault("retry-after", "60"))
                    * 1_000));
            return wait.compareTo(WAIT_MAX) < 0 && !wait.isNegative() ? wait : WAIT_MAX;
        } catch (NumberFormatException | DateTimeException aDate) {
            return WAIT_USUAL;
        }
    }
}
