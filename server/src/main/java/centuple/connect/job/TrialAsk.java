package centuple.connect.job;

import centuple.connect.Connection;
import centuple.connect.Mapping;
import centuple.connect.Payload;
import centuple.connect.Polled;
import centuple.connect.UnreadableException;
import centuple.connect.check.Finding;
import centuple.connect.net.ApiClient;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks a platform's API once, to say what it answers; books nothing and moves no cursor. Blocks; thread-safe. */
public final class TrialAsk {
    /** How far back it looks. */
    public static final Duration BACK = Duration.ofDays(30);

    private static final ApiClient.Limits LIMITS = new ApiClient.Limits(PollJob.PAGE_BYTES_MAX,
            PollJob.QUESTION_TIME_MAX);

    private final ApiClient api;

    public TrialAsk(ApiClient api) {
        this.api = api;
    }

    /** What the first page of the orders that changed lately says. */
    public List<Finding> of(Connection connection, Polled platform, Instant now) {
        Instant since = now.minus(BACK).truncatedTo(ChronoUnit.DAYS);
        Polled.Cursor cursor = new Polled.Cursor(since, "");
        return switch (api.ask(connection, platform, platform.call(cursor), LIMITS)) {
            case ApiClient.Failed(var _, String why, var _) -> List.of(failed(why));
            case ApiClient.Answered(Map<String, String> headers, Payload body) -> {
                try {
                    yield read(platform, platform.read(headers, body, cursor), since);
                } catch (UnreadableException e) {
                    yield List.of(failed("the API answers something else than orders: " + e.getMessage()));
                }
            }
        };
    }

    private static Finding failed(String why) {
        return new Finding(Finding.Kind.WRONG, "orders cannot be asked for: " + why);
    }

    private static List<Finding> read(Polled platform, Polled.Page page, Instant since) {
        int marked = 0;
        String unreadable = "";
        for (Polled.Seen seen : page.events()) {
            Mapping mapping = map(platform, seen);
            if (mapping instanceof Mapping.Facts facts && facts.hasMarks().orElse(false)) {
                marked++;
            } else if (mapping instanceof Mapping.Unreadable(String why)) {
                unreadable = seen.notice().eventId() + ": " + why;
            }
        }
        List<Finding> findings = new ArrayList<>();
        int count = page.events().size();
        String day = since.toString().substring(0, 10);
        findings.add(new Finding(Finding.Kind.GOOD, count == 0
                ? "the API answers; no order changed since " + day
                : "the API answers: " + (page.isLast() ? "" : "the first ") + count + " orders that changed since "
                        + day
                        + " were read, " + marked
                        + " with what ties them to a partner; nothing is booked by this look"));
        Optional.of(unreadable).filter(text -> !text.isEmpty()).ifPresent(
                text -> findings.add(new Finding(Finding.Kind.WRONG, "an order cannot be mapped, " + text)));
        return findings;
    }

    private static Mapping map(Polled platform, Polled.Seen seen) {
        try {
            return platform.map(seen.notice().topic(), seen.body());
        } catch (UnreadableException e) {
            return new Mapping.Unreadable(e.getMessage());
        }
    }
}
