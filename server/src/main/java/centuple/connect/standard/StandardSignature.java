package centuple.connect.standard;

import centuple.connect.Delivery;
import centuple.connect.Refusal;
import centuple.connect.Signature;
import centuple.connect.Verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The signature of Standard Webhooks 1.0: HMAC-SHA-256 over {@code id.timestamp.body}, keyed by the bytes that the
 * secret says in base64 behind {@code whsec_}. Stateless.
 */
final class StandardSignature {
    static final String ID = "webhook-id";
    static final String TIMESTAMP = "webhook-timestamp";
    static final String SIGNATURE = "webhook-signature";

    /** How far the time of a message may be from ours, either way. */
    static final Duration TOLERANCE = Duration.ofMinutes(5);

    /** Signatures of one message: a sender that changes its secret signs with both. */
    static final int SIGNATURES_MAX = 10;

    private static final String SECRET_PREFIX = "whsec_";
    private static final String VERSION_PREFIX = "v1,";
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    private StandardSignature() {
    }

    static Verdict verify(Delivery delivery, List<String> secrets, Instant now) {
        Optional<String> id = delivery.header(ID);
        Optional<String> timestamp = delivery.header(TIMESTAMP);
        Optional<String> signature = delivery.header(SIGNATURE);
        if (id.isEmpty() || timestamp.isEmpty() || signature.isEmpty()) {
            return new Verdict.Refused(Refusal.SIGNATURE_MISSING,
                    "the headers " + ID + ", " + TIMESTAMP + " and " + SIGNATURE + " are needed");
        }
        if (!SECONDS.matcher(timestamp.get()).matches()) {
            return new Verdict.Refused(Refusal.TIMESTAMP_WRONG, TIMESTAMP + " must be whole seconds since 1970");
        }
        byte[] head = Signature.utf8(id.get() + "." + timestamp.get() + ".");
        if (!isSigned(head, delivery.body(), signature.get(), secrets)) {
            return new Verdict.Refused(Refusal.SIGNATURE_WRONG, "no signature v1 of " + SIGNATURE
                    + " fits; check the secret, and that the body is signed as it is sent");
        }
        Duration off = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp.get())), now);
        if (off.abs().compareTo(TOLERANCE) > 0) {
            return new Verdict.Refused(Refusal.TIMESTAMP_WRONG, "it is signed well, but its time is "
                    + off.abs().toSeconds() + " s " + (off.isNegative() ? "ahead of" : "behind")
                    + " ours: check the clock of the shop, and sign each attempt anew", true);
        }
        return Verdict.GENUINE;
    }

    private static boolean isSigned(byte[] head, byte[] body, String signatures, List<String> secrets) {
        List<byte[]> given = List.of(signatures.split(" ", SIGNATURES_MAX + 1)).stream().limit(SIGNATURES_MAX)
                .filter(text -> text.startsWith(VERSION_PREFIX))
                .flatMap(text -> Signature.base64(text.substring(VERSION_PREFIX.length())).stream()).toList();
        for (String secret : secrets) {
            Optional<byte[]> key = key(secret);
            if (key.isPresent()) {
                byte[] expected = Signature.hmac(key.get(), head, body);
                if (given.stream().anyMatch(code -> Signature.equal(expected, code))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The bytes of a secret; empty where it is not of the form, and then nothing is signed by it. */
    private static Optional<byte[]> key(String secret) {
        String base64 = secret.startsWith(SECRET_PREFIX) ? secret.substring(SECRET_PREFIX.length()) : secret;
        return Signature.base64(base64).filter(bytes -> bytes.length > 0);
    }
}
