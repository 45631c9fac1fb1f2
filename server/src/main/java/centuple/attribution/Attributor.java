package centuple.attribution;

import centuple.attribution.Attribution.Attributed;
import centuple.attribution.Attribution.Unattributed;
import centuple.attribution.AttributionResult.Attempt;
import centuple.attribution.AttributionResult.Refusal;
import centuple.ledger.Proof;
import centuple.order.GiverDay;
import centuple.order.OrderFact.Snapshot;
import centuple.order.OrderFacts;
import centuple.shop.ShopId;
import centuple.shop.Terms;
import centuple.shop.TermsBook;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Says whom an order is owed to. A pure function of the order's facts, the terms, and how often its clicks were paid:
 * the lowest version with an eligible token decides, within it the newest click; a coupon counts only where no version
 * has an eligible token, a giver's day only where none has an eligible token or coupon; and a snapshot that arrives
 * after the hold is not asked.
 *
 * @param terms the terms between shops
 * @param uses how often a click is paid for already
 * @param owedBy days that the order is owed by already: what counted when it was decided on goes on to count
 */
public record Attributor(TermsBook terms, ClickUses uses, Predicate<GiverDay> owedBy) {
    /** Attributes an order. Of an order without a snapshot nothing is known: it is Unattributed(NO_TOKEN). */
    public AttributionResult attribute(OrderFacts facts) {
        Marks marks = new Marks(facts.order().receiver(), terms, uses, owedBy);
        List<MarkedVersion> asked = new ArrayList<>();
        List<MarkedVersion> late = new ArrayList<>();
        MarkedVersion deciding = null;
        Instant paidAt = null;
        Instant finalAt = null;
        for (Snapshot snapshot : byArrival(facts)) {
            MarkedVersion version = marks.read(snapshot);
            if (finalAt != null && snapshot.arrivedAt().isAfter(finalAt)) {
                late.add(version);
                continue;
            }
            asked.add(version);
            deciding = moreDeciding(deciding, version);
            paidAt = earlier(paidAt, snapshot.paidAndTold());
            finalAt = holdEnd(paidAt, deciding);
        }
        asked.sort(Comparator.comparingLong(MarkedVersion::number));
        Attributed winner = deciding == null ? null : deciding.winner();
        Attribution attribution = winner == null ? new Unattributed(reason(asked)) : winner;
        return new AttributionResult(attribution, finalAt, attempts(deciding, asked, late),
                refusals(deciding, asked, late));
    }

    private static List<Snapshot> byArrival(OrderFacts facts) {
        return facts.snapshots().stream()
                .sorted(Comparator.comparing(Snapshot::arrivedAt).thenComparingLong(Snapshot::version)).toList();
    }

    /** The lowest version with an eligible token, else with a coupon, else with a day; null where there is none. */
    private static @Nullable MarkedVersion moreDeciding(@Nullable MarkedVersion best, MarkedVersion version) {
        Attributed winner = version.winner();
        Attributed before = best == null ? null : best.winner();
        if (winner == null || best == null || before == null) {
            return winner == null ? best : version;
        }
        int rank = MarkedVersion.rank(winner.proof());
        int rankBefore = MarkedVersion.rank(before.proof());
        return rank < rankBefore || rank == rankBefore && version.number() < best.number() ? version : best;
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    /** The hold runs from the first time the order was paid and we were told; later versions cannot draw it out. */
    private static @Nullable Instant holdEnd(@Nullable Instant start, @Nullable MarkedVersion deciding) {
        if (start == null) {
            return null;
        }
        Attributed winner = deciding == null ? null : deciding.winner();
        int holdDays = winner == null ? Terms.Limits.HOLD_DAYS_DEFAULT : winner.terms().limits().holdDays();
        return start.plus(Duration.ofDays(holdDays));
    }

    /** Of all reasons the most telling one. */
    private static UnattributedReason reason(List<MarkedVersion> asked) {
        return asked.stream().flatMap(version -> version.reasons().stream()).min(Comparator.naturalOrder())
                .orElse(UnattributedReason.NO_TOKEN);
    }

    private static List<Attempt> attempts(@Nullable MarkedVersion deciding, List<MarkedVersion> asked,
            List<MarkedVersion> late) {
        List<Attempt> attempts = new ArrayList<>();
        Attributed winner = deciding == null ? null : deciding.winner();
        if (deciding != null && winner != null) {
            for (MarkedVersion version : asked) {
                Attributed other = version.winner();
                if (version.number() <= deciding.number() || winner.sameProof(other)) {
                    continue;
                }
                attempts.add(other == null
                        ? new Attempt(version.number(), Attempt.Kind.REMOVE, null)
                        : new Attempt(version.number(), Attempt.Kind.MOVE, other.giver()));
            }
        }
        for (MarkedVersion version : late) {
            Attributed other = version.winner();
            if (other != null && (winner == null || !winner.sameProof(other))) {
                attempts.add(new Attempt(version.number(), Attempt.Kind.TOO_LATE, other.giver()));
            }
        }
        return attempts;
    }

    /** Each mark that does not count, once, with the reason of the lowest version that carries it. */
    private static List<Refusal> refusals(@Nullable MarkedVersion deciding, List<MarkedVersion> asked,
            List<MarkedVersion> late) {
        Attributed winner = deciding == null ? null : deciding.winner();
        Map<Mark, Refusal> refusals = new LinkedHashMap<>();
        for (MarkedVersion version : asked) {
            version.refusals().forEach(refusal -> refusals.putIfAbsent(Mark.of(refusal), refusal));
            for (Attributed mark : version.eligible()) {
                if (deciding != null && winner != null) {
                    refuse(refusals, mark, winner, lost(mark, winner, version.number() == deciding.number()));
                }
            }
        }
        for (MarkedVersion version : late) {
            version.eligible().forEach(mark -> refuse(refusals, mark, winner, UnattributedReason.AFTER_HOLD));
        }
        if (winner != null) {
            refusals.remove(new Mark(winner.giver(), winner.proof()));
        }
        return List.copyOf(refusals.values());
    }

    /** A giver whose own other mark counts has lost nothing. */
    private static void refuse(Map<Mark, Refusal> refusals, Attributed mark, @Nullable Attributed winner,
            UnattributedReason reason) {
        if (winner == null || !winner.giver().equals(mark.giver())) {
            Refusal refusal = new Refusal(mark.giver(), mark.proof(), reason);
            refusals.putIfAbsent(Mark.of(refusal), refusal);
        }
    }

    private static UnattributedReason lost(Attributed mark, Attributed winner, boolean isSameVersion) {
        int rank = MarkedVersion.rank(mark.proof());
        int winning = MarkedVersion.rank(winner.proof());
        if (winning < rank) {
            return winner.proof() instanceof Proof.Coupon
                    ? UnattributedReason.COUPON_BEFORE_DAY
                    : mark.proof() instanceof Proof.Coupon
                            ? UnattributedReason.CLICK_BEFORE_COUPON
                            : UnattributedReason.CLICK_BEFORE_DAY;
        }
        if (!isSameVersion) {
            return UnattributedReason.LOWER_VERSION;
        }
        return switch (mark.proof()) {
            case Proof.Coupon _ -> UnattributedReason.OTHER_COUPON;
            case Proof.GiverDay _ -> UnattributedReason.OTHER_DAY;
            case Proof.Click _,Proof.Claim _ -> UnattributedReason.NEWER_CLICK;
        };
    }

    /** A giver's click, coupon or day. */
    private record Mark(ShopId giver, Proof proof) {
        static Mark of(Refusal refusal) {
            return new Mark(refusal.giver(), refusal.proof());
        }
    }
}
