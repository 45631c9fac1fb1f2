package centuple.claim;

import centuple.shop.Event;
import centuple.shop.PublicId;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What claims tell: both shops read it, so it holds what both know. Stateless. */
final class ClaimEvents {
    private ClaimEvents() {
    }

    static Event of(Claim claim, String what, Instant now, Map<String, Object> more) {
        Map<String, Object> data = new TreeMap<>(more);
        data.put("giver", claim.giver().toString());
        data.put("receiver", claim.receiver().toString());
        data.put("reference", claim.order().reference());
        data.put("day", claim.day().toString());
        data.put("state", claim.state().name().toLowerCase(Locale.ROOT));
        if (claim.answer() != null) {
            data.put("answer", claim.answer().name().toLowerCase(Locale.ROOT));
        }
        if (claim.state() == ClaimState.OPEN) {
            data.put("answer_by", claim.answerBy().toString());
        }
        Claim.Booking booking = claim.booking();
        if (booking != null) {
            data.put("currency", booking.currency().code());
            data.put("amount_minor", booking.amountMinor());
            data.put("hold_until", booking.holdUntil().toString());
        }
        return new Event(now, "claim." + what, claim.receiver(), claim.giver(),
                PublicId.of(Claim.ID_PREFIX, claim.id()), data);
    }
}
