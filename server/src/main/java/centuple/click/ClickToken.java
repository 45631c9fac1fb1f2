package centuple.click;

import java.time.Instant;

/**
 * The proof of one redirect, carried in the landing URL as {@code ctp}: who sent a visitor to whom, under which terms,
 * when. Immutable. It says nothing about the visitor.
 *
 * @param keyId the master key it is signed under, 0..255
 * @param giver the shop that sent the visitor
 * @param receiver the shop that received the visitor
 * @param termsVersion the version of the pair's terms that the click froze, 0 where there were none
 * @param issuedAtMinutes minutes since 1970-01-01 UTC, 0..4,294,967,295 (the year 10136)
 * @param clickId the id of the click, which is the token's nonce
 * @param hops the givers before this one, origin first
 */
public record ClickToken(int keyId, int giver, int receiver, int termsVersion, long issuedAtMinutes, ClickId clickId,
        Hops hops) {
    /** The largest issued-at that a token can carry. */
    public static final long ISSUED_AT_MINUTES_MAX = 0xffff_ffffL;

    public ClickToken {
        if (keyId < 0 || keyId > 255) {
            throw new IllegalArgumentException("key id " + keyId + " is not in 0..255");
        }
        if (termsVersion < 0) {
            throw new IllegalArgumentException("terms version " + termsVersion + " is negative");
        }
        if (issuedAtMinutes < 0 || issuedAtMinutes > ISSUED_AT_MINUTES_MAX) {
            throw new IllegalArgumentException("issued at minute " + issuedAtMinutes + " is out of range");
        }
    }

    /** The start of the minute in which it was issued. */
    public Instant issuedAt() {
        return Instant.ofEpochSecond(issuedAtMinutes * 60);
    }
}
