package centuple.shop.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The secret of an API key: 256 random bits behind a prefix by which people, and scanners of leaked secrets, know what
 * it is. It is shown once; only its SHA-256 is kept, which is enough for a secret nobody could guess.
 *
 * @param text as the caller sends it
 */
public record KeySecret(String text) {
    private static final String LIVE = "ctp_live_";
    private static final String TEST = "ctp_test_";
    private static final int RANDOM_BYTES = 32;
    private static final Pattern FORM = Pattern.compile("ctp_(live|test)_[A-Za-z0-9_-]{43}");

    /** A new one. */
    public static KeySecret next(RandomGenerator random, boolean live) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return new KeySecret((live ? LIVE : TEST) + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Whether a text can be a secret at all, so that anything else needs no look-up. */
    public static boolean isForm(String text) {
        return FORM.matcher(text).matches();
    }

    /** What is stored. */
    public byte[] sha256() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "KeySecret[" + text.substring(0, Math.min(LIVE.length(), text.length())) + "...]";
    }
}
