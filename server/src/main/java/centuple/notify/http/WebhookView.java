package centuple.notify.http;

import centuple.notify.Delivery;
import centuple.notify.Endpoint;
import centuple.shop.PublicId;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** An endpoint as the API shows it; its secret only where it was just made. */
record WebhookView(String id, String shop, String url, String description, List<String> events, String status,
        @Nullable String problem, long position, Instant nextAt, @Nullable Instant formerSecretUntil,
        Instant createdAt, @Nullable String secret) {
    static WebhookView of(Endpoint endpoint, @Nullable String secret) {
        return new WebhookView(PublicId.of(PublicId.WEBHOOK, endpoint.id()), endpoint.shop().toString(),
                endpoint.target().url(), endpoint.target().description(), endpoint.target().filter().patterns(),
                word(endpoint.state()), endpoint.problem().isEmpty() ? null : endpoint.problem(), endpoint.position(),
                endpoint.nextAt(), endpoint.signing().formerUntil(), endpoint.createdAt(), secret);
    }

    private static String word(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /** A message to it. */
    record Message(String id, String webhook, String type, @Nullable Long position, Instant timestamp, boolean inOrder,
            String status, int attempts, @Nullable Integer answer, @Nullable String error, @Nullable Instant triedAt,
            @Nullable Instant deliveredAt, Instant createdAt) {
        static Message of(Delivery delivery) {
            Delivery.Tries tries = delivery.tries();
            return new Message(PublicId.of(PublicId.MESSAGE, delivery.id()),
                    PublicId.of(PublicId.WEBHOOK, delivery.endpoint()), delivery.what().kind(),
                    delivery.what().position(), delivery.what().at(), delivery.inOrder(), word(delivery.state()),
                    tries.count(), tries.status(), tries.error().isEmpty() ? null : tries.error(), tries.lastAt(),
                    tries.deliveredAt(), delivery.createdAt());
        }

    }
}
