package centuple.notify.job;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.notify.Outcome;
import centuple.notify.job.DeliveryBed.Hook;
import centuple.platform.net.OutboundSettings;
import centuple.testkit.Receiver.Got;
import centuple.testkit.TestApi.Caller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The whole way of a message: an event, a real receiver over HTTP, a real database. */
class DeliveryJobTest {
    private DeliveryBed bed;
    private DeliveryJob job;
    private Caller anne;
    private Caller bela;

    @BeforeEach
    void prepare() throws IOException {
        bed = new DeliveryBed();
        job = bed.job(Duration.ofSeconds(10));
        anne = bed.api.shop("Anne");
        bela = bed.api.shop("Béla");
    }

    @AfterEach
    void stop() throws Exception {
        bed.close();
    }

    @Test
    void anEventArrivesOnceSignedAndAsTheListShowsIt() throws Exception {
        Hook hook = bed.hook(anne, "/hook", "giving.*");
        bed.happens("giving.paused", bela, anne, Map.of("reason", "line_reached", "line_minor", 250));
        DeliveryBed.drain(job);
        DeliveryBed.drain(job);
        assertThat(bed.receiver.got()).hasSize(1);
        Got got = bed.receiver.got().getFirst();
        assertThat(got.isSignedBy(hook.secret())).isTrue();
        assertThat(got.header("Content-Type")).isEqualTo("application/json");
        assertThat(got.header("webhook-timestamp"))
                .isEqualTo(Long.toString(bed.api.clock().instant().getEpochSecond()));
        var listed = anne.get("/v1/events?limit=100").expect(200).at("data").values().stream()
                .filter(event -> event.get("kind").stringValue().equals("giving.paused")).findFirst().orElseThrow();
        assertThat(got.json().get("data")).isEqualTo(listed.get("data"));
        assertThat(got.json().get("position")).isEqualTo(listed.get("position"));
        assertThat(got.json().get("timestamp")).isEqualTo(listed.get("at"));
        assertThat(got.json().get("subject")).isEqualTo(listed.get("subject"));
        assertThat(hook.deliveries().at("data")).hasSize(1);
        assertThat(hook.deliveries().text("data.0.id")).isEqualTo(got.id());
        assertThat(hook.deliveries().text("data.0.status")).isEqualTo("delivered");
        assertThat(hook.deliveries().text("data.0.answer")).isEqualTo("204");
        assertThat(job.state()).isEqualTo(new DeliveryJob.State(1, 0, 0, ""));
    }

    @Test
    void ofOtherShopsNothingArrives() {
        Caller clara = bed.api.shop("Clara");
        bed.hook(anne, "/anne");
        bed.hook(clara, "/clara", "giving.*");
        bed.happens("giving.paused", anne, bela);
        bed.happens("giving.open", bela, clara);
        bed.happens("giving.gift", bela, null);
        DeliveryBed.drain(job);
        assertThat(kinds("/anne")).contains("giving.paused").doesNotContain("giving.open", "giving.gift");
        assertThat(kinds("/clara")).containsExactly("giving.open");
    }

    @Test
    void eventsArriveInOrderAndAFailureHoldsUpThoseBehindIt() {
        Hook hook = bed.hook(anne, "/hook", "giving.*");
        AtomicInteger failures = new AtomicInteger(3);
        bed.receiver.behave("/hook", (got, _) -> got.type().equals("giving.b") && failures.getAndDecrement() > 0
                ? 500
                : 200);
        bed.happens("giving.a", anne, null);
        bed.happens("giving.b", anne, null);
        bed.happens("giving.c", anne, null);
        DeliveryBed.drain(job);
        assertThat(kinds("/hook")).containsExactly("giving.a", "giving.b");
        assertThat(hook.text("problem")).isEqualTo("it answered 500");
        for (int i = 0; i < 2; i++) {
            bed.api.clock().advance(Duration.ofSeconds(10));
            DeliveryBed.drain(job);
        }
        assertThat(kinds("/hook")).containsExactly("giving.a", "giving.b", "giving.b", "giving.b");
        bed.api.clock().advance(Duration.ofSeconds(20));
        DeliveryBed.drain(job);
        assertThat(kinds("/hook")).containsExactly("giving.a", "giving.b", "giving.b", "giving.b", "giving.b",
                "giving.c");
        assertThat(bed.receiver.got().stream().filter(got -> got.type().equals("giving.b")).map(Got::id).distinct())
                .as("one id in all attempts").hasSize(1);
        assertThat(hook.shop().get(hook.path()).expect(200).at("problem").isNull()).isTrue();
        assertThat(hook.deliveries().text("data.1.attempts")).isEqualTo("4");
    }

    @Test
    void aReceiverThatTakesTooLongIsTriedAgain() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Hook hook = bed.hook(anne, "/slow", "giving.*");
        DeliveryJob hurried = bed.job(Duration.ofMillis(300));
        bed.receiver.behave("/slow", (_, _) -> {
            end.await(30, TimeUnit.SECONDS);
            return 200;
        });
        bed.happens("giving.paused", anne, null);
        DeliveryBed.drain(hurried);
        assertThat(hook.text("problem")).isEqualTo("it took too long");
        end.countDown();
        bed.api.clock().advance(Duration.ofSeconds(5));
        DeliveryBed.drain(hurried);
        assertThat(hook.deliveries().text("data.0.status")).isEqualTo("delivered");
    }

    @Test
    void redirectsAreNotFollowed() {
        Hook hook = bed.hook(anne, "/from", "giving.*");
        bed.receiver.behave("/from", (_, exchange) -> {
            exchange.getResponseHeaders().set("Location", bed.receiver.url("/to"));
            return 307;
        });
        bed.happens("giving.paused", anne, null);
        DeliveryBed.drain(job);
        assertThat(kinds("/from")).hasSize(1);
        assertThat(kinds("/to")).isEmpty();
        assertThat(hook.text("problem")).contains("307").contains("redirects are not followed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "127.0.0.1", "169.254.169.254", "::1"})
    void aNameThatLeadsInsideIsNotAsked(String address) throws Exception {
        var inside = new OutboundSettings(false, 443, Duration.ofSeconds(10),
                _ -> List.of(InetAddress.ofLiteral(address)), null);
        DeliveryJob live = bed.job(inside, Duration.ofSeconds(10));
        String id = anne.post("/v1/webhooks", "{\"url\":\"https://inner.example/\",\"events\":[\"giving.*\"]}")
                .expect(201).text("id");
        bed.happens("giving.paused", anne, null);
        DeliveryBed.drain(live);
        assertThat(anne.get("/v1/webhooks/" + id).expect(200).text("problem"))
                .isEqualTo("the host has an address that is not public");
    }

    @Test
    void plainHttpIsNotSentByALiveExchange() {
        Hook hook = bed.hook(anne, "/hook", "giving.*"); // made while this machine was allowed
        DeliveryJob live = bed.job(OutboundSettings.PUBLIC, Duration.ofSeconds(10));
        bed.happens("giving.paused", anne, null);
        DeliveryBed.drain(live);
        assertThat(hook.text("problem")).isEqualTo("only https is fetched");
        assertThat(bed.receiver.got()).isEmpty();
    }

    @Test
    void goneDisablesAndTellsTheOthers() {
        Hook gone = bed.hook(anne, "/gone", "giving.*");
        bed.hook(anne, "/other", "webhook.disabled");
        bed.receiver.behave("/gone", (_, _) -> 410);
        bed.happens("giving.paused", anne, null);
        DeliveryBed.drain(job);
        assertThat(gone.text("status")).isEqualTo("disabled");
        assertThat(kinds("/other")).containsExactly("webhook.disabled");
        var told = bed.receiver.got("/other").getFirst().json();
        assertThat(told.get("subject").stringValue()).isEqualTo(gone.path().replaceFirst(".*/", ""));
        assertThat(told.get("data").get("reason").stringValue()).isEqualTo("gone");
        gone.post("pause").refused(409, "wrong_state");
        bed.happens("giving.open", anne, null);
        bed.api.clock().advance(Duration.ofDays(10));
        DeliveryBed.drain(job);
        assertThat(kinds("/gone")).hasSize(1);
        bed.receiver.behave("/gone", (_, _) -> 200);
        gone.post("resume").expect(200);
        DeliveryBed.drain(job);
        assertThat(kinds("/gone")).as("nothing was lost").containsExactly("giving.paused", "giving.paused",
                "giving.open");
    }

    @Test
    void afterThreeDaysItIsDisabledAndResumedWithThreeDaysMore() {
        Hook hook = bed.hook(anne, "/down", "giving.*");
        bed.receiver.behave("/down", (_, _) -> 503);
        bed.happens("giving.paused", anne, null);
        DeliveryBed.drain(job);
        for (int hour = 0; hour < 74 && hook.text("status").equals("active"); hour++) {
            bed.api.clock().advance(Outcome.WAIT_MAX);
            DeliveryBed.drain(job);
        }
        assertThat(hook.text("status")).isEqualTo("disabled");
        assertThat(hook.text("problem")).isEqualTo("it did not take an event for 72 hours");
        assertThat(kinds("/down")).hasSizeBetween(72, 75);
        var events = anne.get("/v1/events?limit=100").expect(200);
        assertThat(events.at("data").toString()).contains("\"webhook.disabled\"").contains("\"gave_up\"")
                .contains("it answered 503");
        hook.post("resume").expect(200);
        DeliveryBed.drain(job);
        assertThat(hook.text("status")).as("the three days begin anew").isEqualTo("active");
        String waiting = hook.deliveries().text("data.0.id");
        assertThat(hook.deliveries().text("data.0.status")).isEqualTo("waiting");
        bed.happens("giving.open", anne, null);
        bed.receiver.behave("/down", (got, _) -> got.type().equals("giving.paused") ? 500 : 200);
        hook.post("deliveries/" + waiting + "/skip").expect(202);
        DeliveryBed.drain(job);
        assertThat(kinds("/down").getLast()).as("the one behind it").isEqualTo("giving.open");
    }

    @Test
    void whilePausedNothingIsSentAndNothingIsLost() {
        Hook hook = bed.hook(anne, "/hook", "giving.*");
        hook.post("pause").expect(200);
        bed.happens("giving.paused", anne, null);
        DeliveryBed.drain(job);
        assertThat(bed.receiver.got()).isEmpty();
        hook.post("ping").expect(202);
        DeliveryBed.drain(job);
        assertThat(kinds("/hook")).as("a ping is").containsExactly("webhook.ping");
        hook.post("resume").expect(200);
        DeliveryBed.drain(job);
        assertThat(kinds("/hook")).containsExactly("webhook.ping", "giving.paused");
    }

    @Test
    void aDeliveryIsRepeatedUnderItsId() throws Exception {
        Hook hook = bed.hook(anne, "/hook", "giving.*");
        bed.happens("giving.paused", anne, null);
        DeliveryBed.drain(job);
        Got first = bed.receiver.got().getFirst();
        String delivery = hook.path() + "/deliveries/" + first.id();
        anne.post(delivery + "/resend").expect(202);
        DeliveryBed.drain(job);
        Got second = bed.receiver.got().getLast();
        assertThat(bed.receiver.got()).hasSize(2);
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.body()).isEqualTo(first.body());
        bed.receiver.behave("/hook", (_, _) -> 500);
        anne.post(delivery + "/resend").expect(202);
        DeliveryBed.drain(job);
        assertThat(anne.get(delivery).expect(200).text("status")).isEqualTo("failed");
        assertThat(anne.get(delivery).expect(200).text("error")).isEqualTo("it answered 500");
        assertThat(hook.text("status")).isEqualTo("active");
    }

    @Test
    void whileSecretsOverlapBothAreGoodAndAfterwardsTheNewOne() throws Exception {
        Hook hook = bed.hook(anne, "/hook", "giving.*");
        String secret = hook.post("rotate-secret").expect(200).text("secret");
        bed.happens("giving.a", anne, null);
        DeliveryBed.drain(job);
        bed.api.clock().advance(Duration.ofHours(24));
        bed.happens("giving.b", anne, null);
        DeliveryBed.drain(job);
        Got during = bed.receiver.got().getFirst();
        Got after = bed.receiver.got().getLast();
        assertThat(during.isSignedBy(hook.secret())).isTrue();
        assertThat(during.isSignedBy(secret)).isTrue();
        assertThat(after.isSignedBy(hook.secret())).isFalse();
        assertThat(after.isSignedBy(secret)).isTrue();
    }

    @Test
    void whatIsDoneWithIsForgottenAfterThirtyDays() {
        Hook hook = bed.hook(anne, "/hook", "giving.*");
        bed.happens("giving.a", anne, null);
        DeliveryBed.drain(job);
        bed.api.clock().advance(Duration.ofDays(29));
        assertThat(job.forget()).isZero();
        bed.receiver.behave("/hook", (_, _) -> 500);
        bed.happens("giving.b", anne, null);
        DeliveryBed.drain(job);
        bed.api.clock().advance(Duration.ofDays(31));
        assertThat(job.forget()).isOne();
        assertThat(hook.deliveries().at("data")).as("the one that waits").hasSize(1);
    }

    @Test
    void aWebhookDeletedWhileItIsSentToEndsInPeace() throws Exception {
        Hook hook = bed.hook(anne, "/hook", "giving.*");
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        bed.receiver.behave("/hook", (_, _) -> {
            arrived.countDown();
            answer.await(20, TimeUnit.SECONDS);
            return 200;
        });
        bed.happens("giving.a", anne, null);
        job.look();
        assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
        anne.delete(hook.path()).expect(204);
        answer.countDown();
        DeliveryBed.drain(job);
        assertThat(job.state().problem()).isEmpty();
    }

    private List<String> kinds(String path) {
        return new ArrayList<>(bed.receiver.got(path).stream().map(Got::type).toList());
    }
}
