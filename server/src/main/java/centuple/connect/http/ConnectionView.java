package centuple.connect.http;

import centuple.connect.Platform;
import centuple.connect.check.Finding;
import centuple.connect.inbox.InboxEvent;
import centuple.connect.job.ConnectionCheck;
import centuple.connect.store.SqlConnections;
import centuple.connect.store.SqlConnections.Known;
import centuple.shop.PublicId;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** A connection as the API shows it; its secret only where it was just made. */
record ConnectionView(String shop, String platform, String title, String url, String secretOrigin,
        @Nullable Instant oldSecretUntil, String apiUrl, List<String> credentials, @Nullable String landing,
        List<String> steps, String testStep, @Nullable Instant lastPingAt, @Nullable Refused lastRefusal,
        @Nullable Refused lastSignedRefusal, @Nullable Polling polling,
        @Nullable Event lastEvent, long parked, List<Found> findings, Instant createdAt, Instant changedAt,
        @Nullable String secret) {
    /** Messages that were not taken: how many, and the last one. */
    record Refused(long count, Instant at, String why) {
        static @Nullable Refused of(SqlConnections.Refused refused) {
            Instant at = refused.at();
            return at == null ? null : new Refused(refused.count(), at, refused.why());
        }
    }

    /** How asking the platform's API goes. */
    record Polling(Instant since, Instant nextAt, @Nullable String problem) {
    }

    /** What a check found: {@code good}, {@code open} or {@code wrong}. */
    record Found(String kind, String text) {
        static Found of(Finding finding) {
            return new Found(word(finding.kind()), finding.text());
        }
    }

    static ConnectionView of(Known known, Platform platform, String url, ConnectionCheck check,
            Instant now, @Nullable String secret) {
        var connection = known.connection();
        var keys = connection.keys();
        return new ConnectionView(connection.shop().toString(), platform.name(), platform.title(), url,
                word(platform.secretOrigin()),
                keys.inForce(now).size() > 1 ? keys.formerUntil() : null, connection.apiUrl(),
                keys.credentials().keySet().stream().sorted().toList(),
                platform.landing().isEmpty() ? null : connection.landing().wire(), platform.steps(url),
                platform.testStep(), known.lastPingAt(), Refused.of(known.refused()),
                Refused.of(known.signedRefused()),
                connection.apiUrl().isEmpty()
                        ? null
                        : new Polling(known.polling().cursor().since(), known.polling().nextAt(),
                                known.polling().problem().isEmpty() ? null : known.polling().problem()),
                check.newest().stream().findFirst().map(Event::of).orElse(null), check.parked(),
                check.findings().stream().map(Found::of).toList(), known.createdAt(), known.changedAt(), secret);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** A message as it was kept; its reduced body where one alone is shown. */
    record Event(String id, String platform, String eventId, String topic, String status, @Nullable String reason,
            @Nullable String order, boolean polled, int attempts, Instant arrivedAt) {
        static Event of(InboxEvent event) {
            var standing = event.standing();
            return new Event(PublicId.of(PublicId.INBOX_EVENT, event.id()), event.from().platform(),
                    event.notice().eventId(), event.notice().topic(), word(standing.state()),
                    standing.reason().isEmpty() ? null : standing.reason(),
                    standing.orderReference().isEmpty() ? null : standing.orderReference(), event.isPolled(),
                    event.attempts(),
                    event.arrivedAt());
        }
    }
}
