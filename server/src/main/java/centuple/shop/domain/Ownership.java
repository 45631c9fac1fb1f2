package centuple.shop.domain;

import centuple.shop.Decision;
import centuple.shop.Event;
import centuple.shop.PublicId;
import centuple.shop.Refusal;
import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

/** The rules by which a host counts as a shop's own. Stateless. */
public final class Ownership {
    /** Failed days in a row after which links to a host are paused. */
    public static final int FAILED_DAYS_MAX = 7;

    private Ownership() {
    }

    /**
     * What else is known of the host.
     *
     * @param claimedBefore whether the same shop has claimed it
     * @param provenByOther whether another shop has proven it
     * @param ofShop hosts the shop has claimed already
     */
    public record Rivals(boolean claimedBefore, boolean provenByOther, int ofShop) {
    }

    /** A shop claims a host. That another one has claimed it too decides nothing: who proves it has it. */
    public static Decision<Domain> claim(Domain wish, Rivals rivals) {
        if (rivals.claimedBefore()) {
            return Decision.refused(Refusal.HOST_ALREADY_CLAIMED);
        }
        if (rivals.provenByOther()) {
            return Decision.refused(Refusal.HOST_TAKEN);
        }
        if (rivals.ofShop() >= Domain.DOMAINS_PER_SHOP_MAX) {
            return Decision.refused(Refusal.TOO_MANY);
        }
        return Decision.made(wish, event(wish, "domain.claimed", wish.claimedAt(), Map.of()));
    }

    /** A proof was looked for because the shop asked; null means none was found. */
    public static Decision<Domain> verified(Domain old, @Nullable ProofMethod found, boolean provenByOther,
            Instant now) {
        if (found == null) {
            return Decision.refused(Refusal.PROOF_NOT_FOUND);
        }
        if (provenByOther) {
            return Decision.refused(Refusal.HOST_TAKEN);
        }
        return Decision.made(proven(old, found, now),
                event(old, "domain.proven", now, Map.of("method", wire(found))));
    }

    /** The operator vouches for it, with name and reason. */
    public static Decision<Domain> confirmed(Domain old, String name, String reason, boolean provenByOther,
            Instant now) {
        if (provenByOther) {
            return Decision.refused(Refusal.HOST_TAKEN);
        }
        return Decision.made(proven(old, ProofMethod.OPERATOR, now), event(old, "domain.confirmed", now,
                Map.of("method", wire(ProofMethod.OPERATOR), "by", name, "reason", reason)));
    }

    /** The daily check. A second one on the same day changes nothing, unless it finds what the first did not. */
    public static Decision<Domain> checked(Domain old, @Nullable ProofMethod found, boolean provenByOther,
            Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return switch (old.standing()) {
            case Domain.Claimed() -> Decision.made(old);
            case Domain.Proven(ProofMethod method, Instant since, LocalDate checkedOn, int failedDays) -> {
                if (found != null) {
                    yield Decision.made(old.with(new Domain.Proven(found, since, today, 0)));
                }
                if (method == ProofMethod.OPERATOR || today.equals(checkedOn)) {
                    yield Decision.made(old);
                }
                yield failed(old, new Domain.Proven(method, since, today, failedDays + 1), now);
            }
            case Domain.Lost(Instant _) -> found == null || provenByOther
                    ? Decision.made(old)
                    : Decision.made(proven(old, found, now),
                            event(old, "domain.proven", now, Map.of("method", wire(found))));
        };
    }

    private static Decision<Domain> failed(Domain old, Domain.Proven failed, Instant now) {
        Map<String, Object> data = Map.of("failed_days", failed.failedDays());
        return failed.failedDays() < FAILED_DAYS_MAX
                ? Decision.made(old.with(failed), event(old, "domain.check_failed", now, data))
                : Decision.made(old.with(new Domain.Lost(now)), event(old, "domain.lost", now, data));
    }

    private static Domain proven(Domain old, ProofMethod method, Instant now) {
        Instant since = old.standing() instanceof Domain.Proven before ? before.since() : now;
        return old.with(new Domain.Proven(method, since, null, 0));
    }

    private static String wire(ProofMethod method) {
        return method.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static Event event(Domain domain, String kind, Instant now, Map<String, Object> more) {
        Map<String, Object> data = new java.util.HashMap<>(more);
        data.put("host", domain.name().host());
        return new Event(now, kind, domain.shop(), (ShopId) null, PublicId.of(PublicId.DOMAIN, domain.id()), data);
    }
}
