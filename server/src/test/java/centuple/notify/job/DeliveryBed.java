package centuple.notify.job;

import static org.awaitility.Awaitility.await;

import centuple.notify.store.DeliveryQueue;
import centuple.notify.store.EventPages;
import centuple.platform.net.Outbound;
import centuple.platform.net.OutboundPost;
import centuple.platform.net.OutboundSettings;
import centuple.shop.AscendingIds;
import centuple.shop.Event;
import centuple.shop.ShopId;
import centuple.shop.store.SqlEventLog;
import centuple.testkit.Receiver;
import centuple.testkit.TestApi;
import centuple.testkit.TestApi.Caller;
import centuple.testkit.TestRoutes;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The API, a receiver, and any number of jobs that send: each as on a server of its own. */
final class DeliveryBed implements AutoCloseable {
    static final Duration WITHIN = Duration.ofSeconds(20);

    final TestApi api = TestApi.start(TestRoutes::controlPlane);
    final Receiver receiver = new Receiver();
    private final AscendingIds ids = new AscendingIds(api.clock(), new SecureRandom());
    private final Vertx vertx = Vertx.vertx();
    private final List<AutoCloseable> open = new ArrayList<>();

    DeliveryBed() throws IOException {
    }

    /** A job that may reach this machine. */
    DeliveryJob job(Duration attemptTime) {
        return job(OutboundSettings.WITH_LOOPBACK, attemptTime);
    }

    DeliveryJob job(OutboundSettings settings, Duration attemptTime) {
        Outbound outbound = new Outbound(vertx, settings);
        DeliveryJob job = new DeliveryJob(new DeliveryJob.Parts(api.database(), queue(),
                new OutboundPost(outbound, attemptTime), TestRoutes.WEBHOOK_SECRETS, api.clock(),
                new SecureRandom()));
        open.add(outbound);
        open.add(job);
        return job;
    }

    /** What every job works through. */
    DeliveryQueue queue() {
        EventPages events = (connection, reader, position, countMax) -> SqlEventLog
                .page(connection, Optional.of(reader), position, countMax).stream()
                .map(event -> new EventPages.Seen(event.position(), event.at(), event.kind(), event.subject(),
                        event.dataJson()))
                .toList();
        return new DeliveryQueue(events, SqlEventLog::new, ids);
    }

    /** Looks until nothing is due and nothing under way. */
    static void drain(DeliveryJob job) {
        await().atMost(WITHIN).until(() -> {
            if (job.state().sending() > 0) {
                return false;
            }
            job.look();
            return job.state().sending() == 0;
        });
    }

    /** Makes a webhook of the shop; its id and secret. */
    Hook hook(Caller shop, String path, String... events) {
        var made = shop.post("/v1/webhooks", centuple.platform.json.Json
                .string(Map.of("url", receiver.url(path), "events", List.of(events)))).expect(201);
        return new Hook(shop, "/v1/webhooks/" + made.text("id"), made.text("secret"));
    }

    /** A webhook. */
    record Hook(Caller shop, String path, String secret) {
        String text(String field) {
            return shop.get(path).expect(200).text(field);
        }

        TestApi.Answered post(String action) {
            return shop.post(path + "/" + action);
        }

        TestApi.Answered deliveries() {
            return shop.get(path + "/deliveries?limit=100").expect(200);
        }
    }

    /** Something happens that these shops may read. */
    void happens(String kind, Caller one, @Nullable Caller other) {
        happens(kind, one, other, Map.of("reason", "test"));
    }

    void happens(String kind, Caller one, @Nullable Caller other, Map<String, Object> data) {
        ShopId shopB = other == null ? null : shop(other);
        api.database().inTransaction(connection -> {
            new SqlEventLog(connection).append(
                    List.of(new Event(api.clock().instant(), kind, shop(one), shopB, "subject", data)));
            return true;
        });
    }

    private static ShopId shop(Caller caller) {
        return ShopId.parse(caller.shop()).orElseThrow();
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
        receiver.close();
        api.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
