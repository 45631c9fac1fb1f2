package centuple.connect.job;

import centuple.connect.Connection;
import centuple.connect.Connection.Keys;
import centuple.connect.Landing;
import centuple.connect.Platform;
import centuple.connect.SecretOrigin;
import centuple.connect.UnreadableException;
import centuple.connect.inbox.InboxEvent.From;
import centuple.connect.store.SqlConnections;
import centuple.connect.store.SqlConnections.Known;
import centuple.shop.Event;
import centuple.shop.EventLog;
import centuple.shop.domain.WebAddress;
import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A change of a connection, or the making of one.
 *
 * @param secret that the platform shows; empty: as it is
 * @param rotate whether the exchange makes a new secret, where it makes it
 * @param credentials null: as they are
 * @param apiUrl null: as it is
 * @param landing what of landing addresses is read; null: as it is
 * @param endsOld whether the secret before ends at once, for it leaked
 */
public record ConnectionChange(Optional<String> secret, boolean rotate, @Nullable Map<String, String> credentials,
        @Nullable String apiUrl, Landing.@Nullable Rule landing, boolean endsOld) {
    /** Nothing but what a first connection needs. */
    public static final ConnectionChange NONE = new ConnectionChange(Optional.empty(), false, null, null, null, false);

    /** What an address of an API must be. */
    public static final String API_URL = "an https address without user, port or parameters";

    /** How long the secret before counts too, so that messages under way when it is changed still arrive. */
    private static final Duration OVERLAP = Duration.ofHours(24);
    private static final int SECRET_BYTES = 32;

    /**
     * What stands after it.
     *
     * @param secret the one that was just made, to be shown once; null for none
     */
    public record Made(Known known, @Nullable String secret) {
    }

    /**
     * Writes it and tells the shop, last in the transaction.
     *
     * @param random for secrets, so a secure one
     * @throws UnreadableException when something is missing
     */
    public Made apply(SqlConnections connections, EventLog events, From from, Platform platform, Instant now,
            RandomGenerator random) throws SQLException {
        Optional<Known> before = connections.lock(from.shop(), from.platform());
        Keys old = before.map(known -> known.connection().keys()).orElse(null);
        boolean isMade = platform.secretOrigin() == SecretOrigin.EXCHANGE && (old == null || rotate);
        String made = isMade ? newSecret(random) : null;
        Optional<String> newest = made == null ? secret : Optional.of(made);
        if (old == null && newest.isEmpty()) {
            throw new UnreadableException("the secret that " + platform.title() + " shows is needed");
        }
        Map<String, String> api = credentials != null ? credentials : old == null ? Map.of() : old.credentials();
        String url = apiUrl != null ? apiUrl : before.map(known -> known.connection().apiUrl()).orElse("");
        if (!url.isEmpty() && api.isEmpty()) {
            throw new UnreadableException(
                    "api_url needs credentials: " + String.join(", ", platform.credentialNames()));
        }
        Landing.Rule rule = landing != null
                ? landing
                : before.map(known -> known.connection().landing()).or(platform::landing).orElse(Landing.Rule.OFF);
        connections.put(new Connection(from.shop(), from.platform(), keys(old, newest, api, now), url, rule), now);
        Made after = new Made(connections.find(from.shop(), from.platform()).orElseThrow(), made);
        events.append(List.of(new Event(now, old == null ? "connection.created" : "connection.changed", from.shop(),
                null, from.platform(),
                told(newest.isPresent(), old != null && endsOld, after.known()))));
        return after;
    }

    /** From when orders are asked for is said, for with another API it begins anew. */
    private static Map<String, Object> told(boolean isSecretChanged, boolean isOldEnded, Known after) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("secret_changed", isSecretChanged);
        told.put("old_secret_ended", isOldEnded);
        told.put("asks_for_orders", !after.connection().apiUrl().isEmpty());
        if (!after.connection().apiUrl().isEmpty()) {
            told.put("asks_since", after.polling().cursor().since().toString());
        }
        told.put("landing", after.connection().landing().wire());
        return told;
    }

    /**
     * An address of a platform's API as it is kept.
     *
     * @param loopback whether it may be on this machine, for tests and trials
     */
    public static Optional<String> apiUrl(String text, boolean loopback) {
        return WebAddress.read(text, loopback).filter(url -> url.indexOf('?') < 0)
                .map(url -> url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
    }

    private Keys keys(@Nullable Keys old, Optional<String> newest, Map<String, String> credentials,
            Instant now) {
        if (old == null) {
            return new Keys(newest.orElseThrow(), "", Instant.EPOCH, credentials);
        }
        if (endsOld) {
            return new Keys(newest.orElse(old.secret()), "", Instant.EPOCH, credentials);
        }
        return newest.filter(secret -> !secret.equals(old.secret()))
                .map(secret -> new Keys(secret, old.secret(), now.plus(OVERLAP), credentials))
                .orElseGet(() -> new Keys(old.secret(), old.former(), old.formerUntil(), credentials));
    }

    private static String newSecret(RandomGenerator random) {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return "whsec_" + Base64.getEncoder().encodeToString(bytes);
    }
}
