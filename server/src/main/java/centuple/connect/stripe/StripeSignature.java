package centuple.connect.stripe;

import centuple.connect.Delivery;
import centuple.connect.Refusal;
import centuple.connect.Signature;
import centuple.connect.Verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The signature of Stripe's events: {@code t=...,v1=...}, where v1 is the HMAC-SHA-256 over {@code t.body} in hex. The
 * key is the secret's text as it is, {@code whsec_} included. Source: com.stripe:stripe-java 33.3.0, Webhook.Signature.
 * Stateless.
 */
final class StripeSignature {
    static final String HEADER = "stripe-signature";

    /** How far the time of an attempt may be from ours, either way. */
    static final Duration TOLERANCE = Duration.ofMinutes(5);

    /** Parts of the header that are looked at. */
    static final int PARTS_MAX = 20;

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    private StripeSignature() {
    }

    static Verdict verify(Delivery delivery, List<String> secrets, Instant now) {
        Optional<String> header = delivery.header(HEADER);
        if (header.isEmpty()) {
            return new Verdict.Refused(Refusal.SIGNATURE_MISSING, "the header Stripe-Signature is missing");
        }
        String time = "";
        List<byte[]> codes = new ArrayList<>();
        String[] parts = header.get().split(",", PARTS_MAX + 1);
        for (int i = 0; i < Math.min(parts.length, PARTS_MAX); i++) {
            String part = parts[i].strip();
            if (part.startsWith("t=")) {
                time = part.substring(2);
            } else if (part.startsWith("v1=")) {
                Signature.hex(part.substring(3)).ifPresent(codes::add);
            }
        }
        if (!SECONDS.matcher(time).matches()) {
            return new Verdict.Refused(Refusal.TIMESTAMP_WRONG, "Stripe-Signature says no time");
        }
        if (codes.isEmpty()) {
            return new Verdict.Refused(Refusal.SIGNATURE_MISSING, "Stripe-Signature has no part v1");
        }
        if (!isSigned(Signature.utf8(time + "."), delivery.body(), codes, secrets)) {
            return new Verdict.Refused(Refusal.SIGNATURE_WRONG,
                    "check the signing secret (whsec_...) of this very endpoint; each endpoint has its own");
        }
        Duration off = Duration.between(Instant.ofEpochSecond(Long.parseLong(time)), now);
        return off.abs().compareTo(TOLERANCE) <= 0
                ? Verdict.GENUINE
                : new Verdict.Refused(Refusal.TIMESTAMP_WRONG, "it is signed well, but its time is "
                        + off.abs().toSeconds() + " s from ours: check the clock of this machine", true);
    }

    private static boolean isSigned(byte[] head, byte[] body, List<byte[]> codes, List<String> secrets) {
        for (String secret : secrets) {
            if (!secret.isEmpty()) {
                byte[] expected = Signature.hmac(Signature.utf8(secret), head, body);
                if (codes.stream().anyMatch(code -> Signature.equal(expected, code))) {
                    return true;
                }
            }
        }
        return false;
    }
}
