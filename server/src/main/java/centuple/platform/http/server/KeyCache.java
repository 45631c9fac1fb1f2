package centuple.platform.http.server;

import centuple.platform.http.Caller;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Remembers callers for a second, so that a busy key does not ask the database at every request, while a revoked one
 * stops working within that second. From half of it on one request has the key looked up beside its own work, so that
 * the requests of a busy key never wait for it together. Secrets are kept as their SHA-256 only. Thread-safe.
 */
final class KeyCache {
    /** How long a found key is believed. */
    static final long BELIEVED_NANOS = 1_000_000_000L;
    /** From when on it is looked up again. */
    static final long RENEWED_NANOS = BELIEVED_NANOS / 2;
    /** Keys remembered; beyond it all are forgotten. */
    static final int KEYS_MAX = 10_000;

    private final KeyCheck keys;
    private final LongSupplier nanoClock;
    private final ConcurrentHashMap<String, Entry> entries = new ConcurrentHashMap<>();

    KeyCache(KeyCheck keys, LongSupplier nanoClock) {
        this.keys = keys;
        this.nanoClock = nanoClock;
    }

    /** The caller when it was found less than a second ago; does not block. */
    @Nullable
    Remembered remembered(String secret) {
        Entry entry = entries.get(digest(secret));
        if (entry == null) {
            return null;
        }
        long ageNanos = nanoClock.getAsLong() - entry.foundNanos;
        if (ageNanos > BELIEVED_NANOS) {
            return null;
        }
        return new Remembered(entry.caller, ageNanos > RENEWED_NANOS && entry.renewing.compareAndSet(false, true));
    }

    /**
     * A caller found a while ago.
     *
     * @param toRenew whether the asker should call {@link #find} beside its work; true for one asker only
     */
    record Remembered(Caller caller, boolean toRenew) {
    }

    /** Asks the port; may block. */
    Optional<Caller> find(String secret) {
        String digest = digest(secret);
        long now = nanoClock.getAsLong();
        Optional<Caller> found = keys.find(secret);
        if (found.isPresent()) {
            if (entries.size() >= KEYS_MAX) {
                entries.clear();
            }
            entries.put(digest, new Entry(found.get(), now, new AtomicBoolean()));
        } else {
            entries.remove(digest);
        }
        return found;
    }

    private static String digest(String secret) {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha256);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private record Entry(Caller caller, long foundNanos, AtomicBoolean renewing) {
    }
}
