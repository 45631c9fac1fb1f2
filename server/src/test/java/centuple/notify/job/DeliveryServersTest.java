package centuple.notify.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import centuple.notify.job.DeliveryBed.Hook;
import centuple.notify.store.DeliveryQueue;
import centuple.platform.sql.Sql;
import centuple.shop.PublicId;
import centuple.testkit.Receiver.Got;
import centuple.testkit.TestApi.Caller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Several servers on one database, of which one ends, dies or works beside another. */
class DeliveryServersTest {
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
    void anotherServerGoesOnAtTheCursor() throws Exception {
        bed.hook(anne, "/hook", "giving.*");
        IntStream.range(0, 5).forEach(_ -> bed.happens("giving.a", anne, null));
        DeliveryBed.drain(job);
        job.close();
        IntStream.range(0, 5).forEach(_ -> bed.happens("giving.b", anne, null));
        job.look();
        assertThat(bed.receiver.got()).as("it ended").hasSize(5);
        DeliveryBed.drain(bed.job(Duration.ofSeconds(10)));
        assertThat(kinds("/hook")).hasSize(10).endsWith("giving.b", "giving.b", "giving.b", "giving.b", "giving.b");
    }

    @Test
    void aServerThatDiedInTheMiddleLosesItsTurnAndTheMessageGoesUnderTheSameId() {
        Hook hook = bed.hook(anne, "/hook", "giving.*");
        bed.happens("giving.paused", anne, null);
        DeliveryQueue queue = bed.queue();
        List<UUID> turn = new ArrayList<>();
        var due = bed.api.database().inTransaction(connection -> {
            turn.addAll(queue.claim(connection, 16, bed.api.clock().instant()));
            return queue.next(connection, turn.getFirst(), bed.api.clock().instant());
        }).orElseThrow(); // and here it dies, perhaps after the receiver has it
        DeliveryBed.drain(job);
        assertThat(bed.receiver.got()).as("the turn is still its").isEmpty();
        bed.api.database().inTransaction(connection -> Sql.update(connection,
                "update webhook_endpoint set claimed_until = now() - interval '1 second'"));
        DeliveryBed.drain(job);
        assertThat(bed.receiver.got()).extracting(Got::id)
                .containsExactly(PublicId.of(PublicId.MESSAGE, due.delivery().id()));
        assertThat(hook.deliveries().at("data")).hasSize(1);
        var next = bed.api.database()
                .inTransaction(connection -> queue.next(connection, turn.getFirst(), bed.api.clock().instant()));
        assertThat(next.isPresent()).as("it comes back, and has no turn").isFalse();
    }

    @Test
    void aServerThatEndsHandsItsTurnBackAndBlamesNobody() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Hook hook = bed.hook(anne, "/hook", "giving.*");
        bed.receiver.behave("/hook", (_, _) -> {
            end.await(30, TimeUnit.SECONDS);
            return 200;
        });
        bed.happens("giving.paused", anne, null);
        job.look();
        await().atMost(DeliveryBed.WITHIN).until(() -> bed.receiver.got().size() == 1);
        job.close();
        end.countDown();
        assertThat(hook.deliveries().text("data.0.attempts")).isEqualTo("0");
        DeliveryBed.drain(bed.job(Duration.ofSeconds(10)));
        assertThat(bed.receiver.got()).as("at once, under the same id").extracting(Got::id).hasSize(2)
                .containsOnly(hook.deliveries().text("data.0.id"));
        assertThat(hook.deliveries().text("data.0.status")).isEqualTo("delivered");
    }

    @Test
    void manyEndpointsOnTwoServersGetEveryEventOnceAndInOrder() throws Exception {
        DeliveryJob second = bed.job(Duration.ofSeconds(10));
        List<Caller> shops = List.of(anne, bela, bed.api.shop("Clara"));
        for (Caller shop : shops) {
            for (int i = 0; i < 8; i++) {
                bed.hook(shop, "/" + shop.shop() + "/" + i, "giving.*");
            }
        }
        for (int i = 0; i < 20; i++) {
            for (Caller shop : shops) {
                bed.happens("giving.paused", shop, null, Map.of("n", i));
            }
            job.look();
            second.look();
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            job.look();
            second.look();
            return bed.receiver.got().size() >= 3 * 8 * 20;
        });
        DeliveryBed.drain(job);
        DeliveryBed.drain(second);
        assertThat(bed.receiver.got()).hasSize(3 * 8 * 20);
        assertThat(bed.receiver.overlaps()).as("two messages to one endpoint at once").isZero();
        assertThat(new HashSet<>(bed.receiver.got().stream().map(Got::id).toList())).hasSize(3 * 8 * 20);
        for (Caller shop : shops) {
            for (int i = 0; i < 8; i++) {
                assertThat(bed.receiver.got("/" + shop.shop() + "/" + i).stream()
                        .map(got -> got.json().get("data").get("n").intValue()))
                        .containsExactlyElementsOf(IntStream.range(0, 20).boxed().toList());
            }
        }
        assertThat(second.state().delivered()).as("both servers worked").isPositive();
        assertThat(job.state().delivered()).isPositive();
    }

    private List<String> kinds(String path) {
        return new ArrayList<>(bed.receiver.got(path).stream().map(Got::type).toList());
    }
}
