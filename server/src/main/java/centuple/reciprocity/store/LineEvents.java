package centuple.reciprocity.store;

import centuple.reciprocity.PairMode;
import centuple.reciprocity.PairState;
import centuple.reciprocity.Verdict;
import centuple.shop.Event;
import centuple.shop.PublicId;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Tells shops what changed between them, with reason and figures; once they are no partners, their standing alone.
 * Stateless.
 */
final class LineEvents {
    /** How near the line is, and that there is none, would tell one that takes when to stop. */
    private static final Set<String> GIVER_ALONE = Set.of("giving.throttled", "giving.gift");

    private LineEvents() {
    }

    static List<Event> of(LineCommit.Decided decided, Instant now) {
        PairLines.Kept before = decided.before();
        PairState next = decided.verdict().next();
        List<Event> told = new ArrayList<>();
        boolean wasGood = before == null || before.state().isGood();
        if (wasGood != next.isGood()) {
            told.add(event(decided, next.isGood() ? "standing.restored" : "standing.lost", now));
        }
        if (decided.pair().seat().over()) {
            return told;
        }
        PairMode mode = before == null ? PairMode.OPEN : before.state().mode();
        if (mode != next.mode() || before != null && before.state().reason() != next.reason()) {
            told.add(event(decided, "giving." + next.mode().name().toLowerCase(Locale.ROOT), now));
        }
        return told;
    }

    private static Event event(LineCommit.Decided decided, String kind, Instant now) {
        PairLines.Kept after = decided.after();
        Verdict.Figures figures = after.figures();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("giver", after.giver().toString());
        data.put("receiver", after.receiver().toString());
        data.put("reason", after.state().reason().name().toLowerCase(Locale.ROOT));
        data.put("words", after.state().reason().words());
        data.put("currency", after.currency().code());
        data.put("given_minor", figures.given());
        data.put("returned_minor", figures.commission() + figures.received() - figures.owed());
        data.put("exposure_minor", figures.exposure());
        data.put("stake_minor", figures.stake());
        data.put("line_minor", figures.line());
        if (after.state().floor().open()) {
            data.put("missing_minor", figures.floor().given() - figures.floor().returned());
        }
        if (after.pausedUntil() != null) {
            data.put("paused_until", after.pausedUntil().toString());
        }
        return new Event(now, kind, after.giver(), GIVER_ALONE.contains(kind) ? null : after.receiver(),
                PublicId.of(PublicId.PARTNERSHIP, decided.pair().partnership()), data);
    }
}
