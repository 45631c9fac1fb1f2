package centuple.connect.check;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.connect.Notice;
import centuple.connect.Payload;
import centuple.connect.Platform;
import centuple.connect.Refusal;
import centuple.connect.check.Finding.Kind;
import centuple.connect.inbox.InboxEvent;
import centuple.connect.inbox.InboxEvent.Standing;
import centuple.connect.inbox.InboxEvent.State;
import centuple.connect.standard.StandardPlatform;
import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

class CheckupTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final Platform VENDURE = StandardPlatform.all().stream()
            .filter(platform -> platform.name().equals("vendure")).findFirst().orElseThrow();

    @Test
    void beforeTheFirstMessageItAsksForATest() {
        assertThat(look(null, "")).singleElement().matches(finding -> finding.kind() == Kind.OPEN)
                .extracting(Finding::text).asString().contains("send a test message");
    }

    @Test
    void aMessageThatWasNotBelievedIsToldWithWhatToDo() {
        assertThat(texts(Kind.WRONG, look(refusal(Refusal.SIGNATURE_WRONG), ""))).singleElement().asString()
                .contains("does not fit the secret", "rotate");
        assertThat(texts(Kind.WRONG, look(refusal(Refusal.TIMESTAMP_WRONG), ""))).singleElement().asString()
                .contains("clocks");
        assertThat(texts(Kind.WRONG, look(refusal(Refusal.SIGNATURE_MISSING), ""))).singleElement().asString()
                .contains("Has the webhook a secret");
        assertThat(look(refusal(Refusal.SIGNATURE_WRONG), "", order(NOW, State.DONE, "", true)))
                .as("mended by a later message").noneMatch(finding -> finding.kind() == Kind.WRONG);
    }

    @Test
    void ordersAreToldWithOrWithoutTheirMarks() {
        assertThat(texts(Kind.GOOD, look(null, "", order(NOW, State.DONE, "", true)))).hasSize(2)
                .anyMatch(text -> text.contains("booked as order A-1")).anyMatch(text -> text.contains("a token"));
        assertThat(texts(Kind.OPEN, look(null, "", order(NOW, State.DONE, "", false)))).singleElement().asString()
                .contains("carried a click token");
        assertThat(texts(Kind.WRONG, look(null, "", order(NOW, State.PARKED, "/currency must be known", true))))
                .singleElement().asString().contains("/currency must be known", "replay");
        assertThat(texts(Kind.WRONG, look(null, "the API refuses the credentials"))).singleElement().asString()
                .contains("credentials");
    }

    @Test
    void ordersThatAreOnlyFoundByAskingMeanThatTheWebhookIsOff() {
        Instant before = NOW.minus(Duration.ofHours(2));
        Checkup.Seen message = order(before.minusSeconds(60), State.DONE, "", true);
        Checkup.Seen asked = polled(before);
        assertThat(texts(Kind.WRONG, look(null, "", asked, asked, asked, message))).singleElement().asString()
                .contains("switched off", before.minusSeconds(60).toString());
        assertThat(texts(Kind.WRONG, look(null, "", asked, asked, message))).isEmpty();
        Checkup.Seen fresh = polled(NOW);
        assertThat(texts(Kind.WRONG, look(null, "", fresh, fresh, fresh, message))).as("messages may be late")
                .isEmpty();
        assertThat(texts(Kind.WRONG, look(null, "", order(NOW, State.DONE, "", true), asked, asked, asked))).isEmpty();
    }

    private static List<Finding> look(Checkup.@Nullable LastRefusal refusal, String pollProblem,
            Checkup.Seen... newest) {
        return Checkup.of(VENDURE, new Checkup.Known(refusal, pollProblem, List.of(newest)), NOW);
    }

    private static List<String> texts(Kind kind, List<Finding> findings) {
        return findings.stream().filter(finding -> finding.kind() == kind).map(Finding::text).toList();
    }

    private static Checkup.LastRefusal refusal(Refusal reason) {
        return new Checkup.LastRefusal(NOW.minusSeconds(10), reason.explanation() + ": detail");
    }

    private static Checkup.Seen order(Instant at, State state, String reason, boolean hasToken) {
        Map<String, Object> data = hasToken
                ? Map.of("reference", "A-1", "status", "paid", "token", "AQ")
                : Map.of("reference", "A-1", "status", "paid");
        return new Checkup.Seen(event(at, state, reason, false), new Payload(Map.of("data", data)));
    }

    private static Checkup.Seen polled(Instant at) {
        return new Checkup.Seen(event(at, State.DONE, "", true), Payload.EMPTY);
    }

    private static InboxEvent event(Instant at, State state, String reason, boolean isPolled) {
        return new InboxEvent(new UUID(1, 2), new InboxEvent.From(new ShopId(11), "vendure"),
                new Notice("m1", StandardPlatform.ORDER_FACT), "{}", isPolled, 1, at,
                new Standing(state, reason, state == State.DONE ? "A-1" : ""));
    }
}
