package centuple.notify.job;

import centuple.notify.Delivery;
import centuple.notify.store.DeliveryQueue;
import centuple.notify.store.EventPages;
import centuple.platform.json.Json;
import centuple.shop.PublicId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A message's body, in the form of Standard Webhooks, with the fields of {@code /v1/events}: written anew for each
 * attempt, and the same every time.
 */
record MessageText(String type, Instant timestamp, @Nullable Long position, String subject, ObjectNode data) {
    static byte[] of(DeliveryQueue.Due due) {
        Delivery delivery = due.delivery();
        EventPages.Seen event = due.event();
        MessageText text = event == null
                ? new MessageText(delivery.what().kind(), delivery.what().at(), null,
                        PublicId.of(PublicId.WEBHOOK, delivery.endpoint()), data("{}"))
                : new MessageText(event.kind(), event.at(), event.position(), event.subject(),
                        data(event.dataJson()));
        return Json.bytes(text);
    }

    private static ObjectNode data(String json) {
        return Json.object(json.getBytes(StandardCharsets.UTF_8));
    }
}
