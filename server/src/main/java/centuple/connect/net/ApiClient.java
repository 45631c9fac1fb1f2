package centuple.connect.net;

import centuple.connect.ApiCall;
import centuple.connect.Connection;
import centuple.connect.Landing;
import centuple.connect.Payload;
import centuple.connect.Polled;
import centuple.connect.UnreadableException;
import centuple.platform.net.Outbound;
import centuple.platform.net.OutboundFetch;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Asks the APIs of shops' platforms. Blocks its caller; thread-safe. */
public final class ApiClient {
    /** How long a platform that asks us to wait is left alone, at most. */
    public static final Duration WAIT_MAX = Duration.ofHours(1);
    /** How long it is left alone when it does not answer, or does not say for how long. */
    public static final Duration WAIT_USUAL = Duration.ofMinutes(1);

    private static final Duration WAIT_MIN = Duration.ofSeconds(1);
    private static final String AGENT = "Centuple (orders)";
    private static final double MILLIS = 1_000;
    private static final int SERVER_ERROR = 500;

    private final Outbound outbound;

    public ApiClient(Outbound outbound) {
        this.outbound = outbound;
    }

    /**
     * How much a question may cost.
     *
     * @param bytesMax of its answer
     * @param timeMax from the look-up of the address to the end of the answer
     */
    public record Limits(int bytesMax, Duration timeMax) {
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
     * @param pause how long to leave the API alone, whatever is to be asked; zero where it is this answer alone
     */
    public record Failed(Fault fault, String why, Duration pause) implements Outcome {
    }

    /** What is wrong. */
    public enum Fault {
        /** It is not there now, or asks us to wait. */
        AWAY,
        /** It failed on the question or was too slow for it; less may be answered. */
        OVERTAXED,
        /** It does not let us in; asking again is of no use without a change. */
        CLOSED,
        /** It has not what was asked for. */
        MISSING,
        /** It says what nobody can read. */
        UNREADABLE,
        /** It says more than we read. */
        TOO_LARGE
    }

    /** Asks the API of a connection. */
    public Outcome ask(Connection connection, Polled platform, ApiCall call, Limits limits) {
        Map<String, String> headers = new LinkedHashMap<>(
                platform.authorization(connection.keys().credentials()));
        headers.put("Accept", "application/json");
        headers.put("User-Agent", AGENT);
        OutboundFetch fetch = new OutboundFetch(outbound, limits.bytesMax(), limits.timeMax());
        return switch (fetch.get(connection.apiUrl() + call.path(), headers)) {
            case OutboundFetch.Failed failed -> unanswered(failed);
            case OutboundFetch.TooLong(int bytesMax) -> new Failed(Fault.TOO_LARGE,
                    "the answer of the API is longer than " + bytesMax + " bytes", Duration.ZERO);
            case OutboundFetch.Answered answer -> read(answer, call, connection);
        };
    }

    private static Failed unanswered(OutboundFetch.Failed failed) {
        return failed.isReached()
                ? new Failed(Fault.OVERTAXED, "the API gave no whole answer: " + failed.why(), WAIT_USUAL)
                : new Failed(Fault.AWAY, "the API was not reached: " + failed.why(), WAIT_USUAL);
    }

    private static Outcome read(OutboundFetch.Answered answer, ApiCall call, Connection connection) {
        String status = " (status " + answer.status() + ")";
        return switch (answer.status()) {
            case 200 -> reduced(answer, call, connection.landing());
            case 204 -> new Answered(answer.headers(), Payload.EMPTY);
            case 401, 403 -> new Failed(Fault.CLOSED,
                    "the API refuses the credentials" + status + ": make new ones and set them again", WAIT_MAX);
            case 404, 410 -> new Failed(Fault.MISSING,
                    "the API has nothing at that address" + status + ": check api_url", Duration.ZERO);
            case 429, 503 -> new Failed(Fault.AWAY, "the API asks us to wait" + status, wait(answer.headers()));
            default -> new Failed(answer.status() >= SERVER_ERROR ? Fault.OVERTAXED : Fault.AWAY,
                    "the API answers with status " + answer.status() + redirect(answer, connection.apiUrl()),
                    WAIT_USUAL);
        };
    }

    /** Where it redirects to, the host only; nothing where that is the host that was asked. */
    private static String redirect(OutboundFetch.Answered answer, String apiUrl) {
        if (answer.status() / 100 != 3) {
            return "";
        }
        try {
            URI to = new URI(answer.headers().getOrDefault("location", ""));
            String address = "https://" + to.getHost();
            boolean isOther = "https".equals(to.getScheme()) && to.getHost() != null
                    && !(apiUrl + "/").startsWith(address + "/");
            return isOther ? ": it redirects to " + address + ": use that address" : "";
        } catch (URISyntaxException e) {
            return "";
        }
    }

    private static Outcome reduced(OutboundFetch.Answered answer, ApiCall call, Landing.Rule landing) {
        try {
            return new Answered(answer.headers(), ReducedJson.read(answer.body(), call.fields(), landing));
        } catch (UnreadableException e) {
            return new Failed(e.isBeyondLimit() ? Fault.TOO_LARGE : Fault.UNREADABLE,
                    "the answer of the API: " + e.getMessage(), Duration.ZERO);
        }
    }

    /** As {@code Retry-After} says, in seconds or as a time, or BigCommerce in a header of its own; within bounds. */
    private static Duration wait(Map<String, String> headers) {
        Duration wait = Optional.ofNullable(headers.get("retry-after"))
                .flatMap(text -> millis(text, MILLIS).or(() -> until(text, headers.getOrDefault("date", ""))))
                .or(() -> Optional.ofNullable(headers.get("x-rate-limit-time-reset-ms"))
                        .flatMap(text -> millis(text, 1)))
                .orElse(WAIT_USUAL);
        return wait.compareTo(WAIT_MIN) < 0 ? WAIT_MIN : wait.compareTo(WAIT_MAX) > 0 ? WAIT_MAX : wait;
    }

    private static Optional<Duration> millis(String text, double unitMillis) {
        try {
            return Optional.of(Duration.ofMillis((long) (Double.parseDouble(text.strip()) * unitMillis)));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    /** By the clock that wrote the time. */
    private static Optional<Duration> until(String time, String now) {
        try {
            return Optional.of(Duration.between(
                    ZonedDateTime.parse(now, DateTimeFormatter.RFC_1123_DATE_TIME),
                    ZonedDateTime.parse(time, DateTimeFormatter.RFC_1123_DATE_TIME)));
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }
}
