package centuple.connect.check;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.connect.Landing.Rule;
import centuple.connect.Notice;
import centuple.connect.Platform;
import centuple.connect.Refusal;
import centuple.connect.check.Finding.Kind;
import centuple.connect.inbox.InboxEvent;
import centuple.connect.inbox.InboxEvent.Standing;
import centuple.connect.inbox.InboxEvent.State;
import centuple.connect.magento.MagentoPlatform;
import centuple.connect.shopify.ShopifyPlatform;
import centuple.connect.standard.StandardPlatform;
import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

class CheckupTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final Instant MADE = NOW.minus(Duration.ofDays(100));
    private static final Checkup.Refusals NONE = new Checkup.Refusals(null, null, MADE);
    private static final Platform VENDURE = StandardPlatform.all().stream()
            .filter(platform -> platform.name().equals("vendure")).findFirst().orElseThrow();

    @Test
    void beforeTheFirstMessageItAsksForATest() {
        assertThat(look(null, "")).singleElement().matches(finding -> finding.kind() == Kind.OPEN)
                .extracting(Finding::text).asString().contains("nothing has come yet. " + VENDURE.testStep());
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
    void aStrangersMessageHidesNeitherThatTheSecretIsRightNorWhatASignedOneSaid() {
        Checkup.LastRefusal stranger = refusal(Refusal.SIGNATURE_WRONG);
        InboxEvent before = order(NOW.minusSeconds(60), State.DONE, "", true);
        assertThat(look(stranger, "", before)).noneMatch(finding -> finding.kind() == Kind.WRONG);
        assertThat(texts(Kind.OPEN, look(stranger, "", before))).singleElement().asString()
                .contains("Anybody can send one", "The secret is right", "2026-11-23T07:59:00Z");
        assertThat(texts(Kind.WRONG, look(stranger, "", order(NOW.minus(Duration.ofHours(25)), State.DONE, "", true))))
                .as("long ago").singleElement().asString().contains("Anybody can send one", "does not fit the secret");
        assertThat(texts(Kind.WRONG, look(stranger, "", polled(NOW)))).as("what was asked for proves nothing")
                .hasSize(1);
        Checkup.LastRefusal signed = new Checkup.LastRefusal(NOW.minusSeconds(90),
                Refusal.BODY_UNREADABLE.explanation() + ": detail");
        assertThat(texts(Kind.WRONG, look(new Checkup.Refusals(stranger, signed, MADE)))).singleElement().asString()
                .contains("signed with the secret", "2026-11-23T07:58:30Z", "not the JSON");
        assertThat(texts(Kind.WRONG, look(new Checkup.Refusals(stranger, signed, NOW.minusSeconds(20)))))
                .as("the secret was changed since").hasSize(2);
        assertThat(texts(Kind.WRONG, look(new Checkup.Refusals(null, signed, MADE), before))).as("mended").isEmpty();
    }

    @Test
    void ordersAreToldWithOrWithoutTheirMarks() {
        assertThat(texts(Kind.GOOD, look(null, "", order(NOW, State.DONE, "", true)))).hasSize(2)
                .anyMatch(text -> text.contains("booked as order A-1")).anyMatch(text -> text.contains("a token"));
        assertThat(texts(Kind.OPEN, look(null, "", order(NOW, State.DONE, "", false)))).singleElement().asString()
                .contains("carried no click token");
        assertThat(texts(Kind.WRONG, look(null, "", order(NOW, State.PARKED, "/currency must be known", true))))
                .singleElement().asString().contains("/currency must be known", "replay");
        assertThat(texts(Kind.WRONG, look(null, "the API refuses the credentials"))).singleElement().asString()
                .contains("credentials");
    }

    @Test
    void aPingShowsThatTheAddressIsRightUntilTheFirstOrderComes() {
        assertThat(Checkup.of(VENDURE, new Checkup.Known(NONE, NOW, "", Rule.TOKEN, List.of()), NOW)).singleElement()
                .matches(finding -> finding.kind() == Kind.GOOD).extracting(Finding::text).asString()
                .contains("2026-11-23T08:00:00Z", "the address is right; now the first order must come");
        assertThat(Checkup.of(VENDURE, new Checkup.Known(NONE, NOW, "", Rule.TOKEN,
                List.of(order(NOW, State.DONE, "", true))), NOW)).noneMatch(found -> found.text().contains("a ping"));
    }

    @Test
    void aShopWhoseLandingPagesAreNotReadIsToldSo() {
        Platform shopify = new ShopifyPlatform();
        List<InboxEvent> without = List.of(order(NOW, State.DONE, "", false));
        assertThat(texts(Kind.OPEN, Checkup.of(shopify, new Checkup.Known(NONE, null, "", Rule.IDENTIFIER_FREE,
                without), NOW))).singleElement().asString().contains("the partner is read, but no token");
        assertThat(texts(Kind.OPEN, Checkup.of(shopify, new Checkup.Known(NONE, null, "", Rule.OFF, without), NOW)))
                .singleElement().asString().contains("landing: off");
        assertThat(texts(Kind.OPEN, Checkup.of(shopify, new Checkup.Known(NONE, null, "", Rule.TOKEN, without), NOW)))
                .singleElement().asString().doesNotContain("landing");
    }

    @Test
    void aPlatformThatSendsNothingHasNoWebhookThatIsOff() {
        InboxEvent asked = polled(NOW.minus(Duration.ofHours(2)));
        assertThat(texts(Kind.WRONG, Checkup.of(new MagentoPlatform(), new Checkup.Known(NONE, null, "", Rule.OFF,
                List.of(asked, asked, asked)), NOW))).isEmpty();
    }

    @Test
    void ordersThatAreOnlyFoundByAskingMeanThatTheWebhookIsOff() {
        Instant before = NOW.minus(Duration.ofHours(2));
        InboxEvent message = order(before.minusSeconds(60), State.DONE, "", true);
        InboxEvent asked = polled(before);
        assertThat(texts(Kind.WRONG, look(null, "", asked, asked, asked, message))).singleElement().asString()
                .contains("switched off", before.minusSeconds(60).toString());
        assertThat(texts(Kind.WRONG, look(null, "", asked, asked, message))).isEmpty();
        InboxEvent fresh = polled(NOW);
        assertThat(texts(Kind.WRONG, look(null, "", fresh, fresh, fresh, message))).as("messages may be late")
                .isEmpty();
        assertThat(texts(Kind.WRONG, look(null, "", order(NOW, State.DONE, "", true), asked, asked, asked))).isEmpty();
    }

    private static List<Finding> look(Checkup.@Nullable LastRefusal refusal, String pollProblem,
            InboxEvent... newest) {
        return Checkup.of(VENDURE,
                new Checkup.Known(new Checkup.Refusals(refusal, null, MADE), null, pollProblem, Rule.TOKEN,
                        List.of(newest)),
                NOW);
    }

    private static List<Finding> look(Checkup.Refusals refusals, InboxEvent... newest) {
        return Checkup.of(VENDURE, new Checkup.Known(refusals, null, "", Rule.TOKEN, List.of(newest)), NOW);
    }

    private static List<String> texts(Kind kind, List<Finding> findings) {
        return findings.stream().filter(finding -> finding.kind() == kind).map(Finding::text).toList();
    }

    private static Checkup.LastRefusal refusal(Refusal reason) {
        return new Checkup.LastRefusal(NOW.minusSeconds(10), reason.explanation() + ": detail");
    }

    private static InboxEvent order(Instant at, State state, String reason, boolean hasToken) {
        return event(at, state, reason, false, hasToken);
    }

    private static InboxEvent polled(Instant at) {
        return event(at, State.DONE, "", true, null);
    }

    private static InboxEvent event(Instant at, State state, String reason, boolean isPolled,
            @Nullable Boolean hasMarks) {
        return new InboxEvent(new UUID(1, 2), new InboxEvent.From(new ShopId(11), "vendure"),
                new Notice("m1", StandardPlatform.ORDER_FACT), "{}", isPolled, 1, at,
                new Standing(state, reason, state == State.DONE ? "A-1" : "", hasMarks));
    }
}
