package centuple.click;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All master keys of an exchange: one signs, the retired ones verify for a while. Immutable but for what it remembers,
 * safe for all threads.
 *
 * <p>The keys of pairs are derived from it. {@code LinkTable} keeps those that sign clicks; those that sign suggested
 * links are remembered here, up to a limit. Only signing adds to them: what a visitor sends cannot fill the memory.
 */
public final class Keyring {
    private static final byte[] NO_SALT = {};
    private static final byte[] CLICK_INFO = "centuple/click/1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SUGGESTION_INFO = "centuple/suggestion/1".getBytes(StandardCharsets.US_ASCII);
    private static final int KEY_BYTES = 32;

    /** Keys of pairs remembered, of some 700 bytes each; beyond it all are derived anew. */
    private static final int SUGGESTION_SIGNERS_MAX = 10_000;

    private final ConcurrentHashMap<Long, PairKey> suggestionSigners = new ConcurrentHashMap<>();
    private final List<MasterKey> keys;
    private final MasterKey current;
    private final @Nullable HmacSha256[] extracted = new @Nullable HmacSha256[256];
    private final @Nullable MasterKey[] byId = new @Nullable MasterKey[256];

    /**
     * Takes the keys of the key file.
     *
     * @throws IllegalArgumentException unless exactly one key signs and all ids differ
     */
    public Keyring(List<MasterKey> keys) {
        this.keys = List.copyOf(keys);
        MasterKey signing = null;
        for (MasterKey key : keys) {
            if (byId[key.keyId()] != null) {
                throw new IllegalArgumentException("key id " + key.keyId() + " occurs twice");
            }
            byId[key.keyId()] = key;
            extracted[key.keyId()] = Hkdf.extract(NO_SALT, key.secret());
            if (key.retiredAt() == null) {
                if (signing != null) {
                    throw new IllegalArgumentException("two keys sign: " + signing.keyId() + " and " + key.keyId());
                }
                signing = key;
            }
        }
        if (signing == null) {
            throw new IllegalArgumentException("no key signs");
        }
        current = signing;
    }

    /** All keys, in the order given. */
    public List<MasterKey> keys() {
        return keys;
    }

    /** The id of the key that signs. */
    public int currentKeyId() {
        return current.keyId();
    }

    /** The key that signs the clicks of a pair. Derived anew at each call: keep it. */
    public PairKey signingKey(int giver, int receiver) {
        return signing(CLICK_INFO, giver, receiver);
    }

    /** The key of a pair under a key id that is still believed at this time, or null. */
    public @Nullable PairKey verifyingKey(int keyId, int giver, int receiver, Instant now) {
        return verifying(CLICK_INFO, keyId, giver, receiver, now);
    }

    /** The key that signs the links suggested by a giver to a receiver. */
    PairKey suggestionSigner(int giver, int receiver) {
        long pair = (long) giver << 32 | Integer.toUnsignedLong(receiver);
        PairKey known = suggestionSigners.get(pair);
        if (known != null) {
            return known;
        }
        PairKey derived = signing(SUGGESTION_INFO, giver, receiver);
        if (suggestionSigners.size() >= SUGGESTION_SIGNERS_MAX) {
            suggestionSigners.clear();
        }
        suggestionSigners.put(pair, derived);
        return derived;
    }

    /** The key of suggested links under a key id that is still believed at this time, or null. */
    @Nullable
    PairKey suggestionVerifier(int keyId, int giver, int receiver, Instant now) {
        return verifying(SUGGESTION_INFO, keyId, giver, receiver, now);
    }

    /**
     * The ring after a change of keys: the new secret signs, the present one is retired, and those that verify no more
     * are left out.
     *
     * @throws IllegalStateException when all 256 ids are taken by keys that still verify
     */
    public Keyring rotated(byte[] newSecret, Instant now) {
        List<MasterKey> kept = keys.stream().filter(key -> key.verifiesAt(now)).map(key -> key.retired(now)).toList();
        int keyId = current.keyId();
        for (int tries = 0; tries < 256; tries++) {
            keyId = (keyId + 1) & 0xff;
            int candidate = keyId;
            if (kept.stream().noneMatch(key -> key.keyId() == candidate)) {
                List<MasterKey> all = new ArrayList<>(kept);
                all.add(new MasterKey(candidate, newSecret, now, null));
                return new Keyring(all);
            }
        }
        throw new IllegalStateException("all 256 key ids are in use");
    }

    private PairKey signing(byte[] purpose, int giver, int receiver) {
        PairKey key = derive(purpose, current.keyId(), giver, receiver);
        if (key == null) {
            throw new IllegalStateException("the signing key is in the ring");
        }
        return key;
    }

    private @Nullable PairKey verifying(byte[] purpose, int keyId, int giver, int receiver, Instant now) {
        MasterKey master = keyId < 0 || keyId > 255 ? null : byId[keyId];
        return master == null || !master.verifiesAt(now) ? null : derive(purpose, keyId, giver, receiver);
    }

    private @Nullable PairKey derive(byte[] purpose, int keyId, int giver, int receiver) {
        HmacSha256 pseudoRandomKey = extracted[keyId];
        if (pseudoRandomKey == null) {
            return null;
        }
        byte[] info = ByteBuffer.allocate(purpose.length + 8).put(purpose).putInt(giver).putInt(receiver).array();
        return new PairKey(keyId, new HmacSha256(Hkdf.expand(pseudoRandomKey, info, KEY_BYTES)));
    }
}
