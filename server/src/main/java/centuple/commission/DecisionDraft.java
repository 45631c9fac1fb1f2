package centuple.commission;

import centuple.attribution.Attribution.Attributed;
import centuple.commission.Allowances.Meter;
import centuple.commission.CommissionDecision.ClickChange;
import centuple.commission.CommissionDecision.MeterChange;
import centuple.commission.Outcome.Flag;
import centuple.ledger.Proof;
import centuple.ledger.Transfer;
import centuple.money.Split;
import centuple.order.OrderFact.Snapshot;
import centuple.order.RemainingBase;
import centuple.shop.Rate;
import centuple.shop.RateRule;
import centuple.shop.Terms;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/** A decision as it takes shape. One use; not thread-safe. */
final class DecisionDraft {
    private final OrderBooks before;
    private final Allowances allowances;
    private final Instant now;
    private final Supplier<UUID> ids;
    private final List<String> lineReferences;
    private final List<Commission> commissions;
    private final List<Transfer> transfers = new ArrayList<>();
    private final SortedMap<Meter, Long> meterDeltas = new TreeMap<>();
    private final Set<Flag> flags = EnumSet.noneOf(Flag.class);

    DecisionDraft(OrderBooks before, Allowances allowances, Instant now, Supplier<UUID> ids) {
        this.before = before;
        this.allowances = allowances;
        this.now = now;
        this.ids = ids;
        this.lineReferences = new ArrayList<>(before.lineReferences());
        this.commissions = new ArrayList<>(before.commissions());
    }

    Set<Flag> flags() {
        return flags;
    }

    /** The order is owed to somebody else now, or to nobody: what stands on any other basis is taken back. */
    void reverseAllBut(@Nullable Basis basis) {
        for (int i = 0; i < commissions.size(); i++) {
            Commission commission = commissions.get(i);
            if (!commission.basis().equals(basis) && commission.netMinor() != 0) {
                releaseMeter(commission);
                commissions.set(i, moved(commission, new TreeMap<>()).withNothingOwed());
            }
        }
    }

    /** Books what is owed on this basis, as far as the cap lets it through. */
    void settleOn(Basis basis, Attributed attributed, Target target, @Nullable Instant finalAt) {
        Commission known = before.on(basis).orElse(null);
        if (known == null && (target.equals(Target.NOTHING) || finalAt == null)) {
            return;
        }
        Instant holdUntil = finalAt != null ? finalAt : Objects.requireNonNull(known).holdUntil();
        Commission start = known != null
                ? known
                : new Commission(ids.get(), basis, holdUntil, null, List.of(), new TreeMap<>());
        CapShare share = start.cap();
        long bookedMinor = target.totalMinor();
        Long capMinor = attributed.terms().limits().capMinor();
        if (capMinor != null && !basis.currency().equals(attributed.terms().currency())) {
            bookedMinor = 0;
        } else if (capMinor != null) {
            CapShare.Grant grant = grant(start, attributed, bookedMinor, capMinor);
            share = grant.share();
            bookedMinor = grant.bookedMinor();
        }
        long[] lineMinor = bookedMinor < target.totalMinor()
                ? Split.byLargestRemainder(bookedMinor, target.targetsMinor())
                : target.targetsMinor();
        if (bookedMinor < target.totalMinor() && share != null) {
            flags.add(Flag.CAPPED);
        }
        SortedMap<Credit, Long> owed = new TreeMap<>();
        List<Commission.Line> lines = new ArrayList<>();
        for (int i = 0; i < lineMinor.length; i++) {
            Target.Line line = target.lines().get(i);
            int number = lineNumber(line.reference());
            owed.putAll(Credit.shares(number, lineMinor[i], attributed.terms(), attributed.origin()));
            lines.add(new Commission.Line(number, line.category(), line.rate(), line.baseMinor(),
                    line.remainingBaseMinor(), line.fullMinor(), lineMinor[i]));
        }
        Commission moved = moved(start, owed);
        put(lines.isEmpty()
                ? new Commission(moved.id(), basis, holdUntil, share, moved.lines(), moved.credits()).withNothingOwed()
                : new Commission(moved.id(), basis, holdUntil, share, lines, moved.credits()));
    }

    /** Notes what a person should look at. */
    void flag(Snapshot snapshot, RemainingBase base, @Nullable Attributed attributed) {
        if (base.refundBeyondOrder()) {
            flags.add(Flag.REFUND_BEYOND_ORDER);
        }
        if (base.discountBeyondOrder()) {
            flags.add(Flag.DISCOUNT_BEYOND_ORDER);
        }
        for (RemainingBase.Parked parked : base.parked()) {
            flags.add(switch (parked.reason()) {
                case OTHER_CURRENCY -> Flag.REFUND_IN_OTHER_CURRENCY;
                case UNKNOWN_LINE -> Flag.REFUND_OF_UNKNOWN_LINE;
            });
        }
        if (attributed != null && !attributed.terms().currency().equals(snapshot.currency())
                && namesSums(attributed.terms())) {
            flags.add(Flag.TERMS_IN_OTHER_CURRENCY);
        }
    }

    /** The click the order is paid for: none while nothing stands booked by it, so that others may use it. */
    @Nullable
    String clickUsed(@Nullable Basis basis) {
        return basis != null && basis.proof() instanceof Proof.Click(String clickId)
                && commissions.stream().anyMatch(one -> one.basis().equals(basis) && one.netMinor() != 0)
                        ? clickId
                        : null;
    }

    CommissionDecision decision(Outcome outcome) {
        OrderBooks after = new OrderBooks(before.orderId(), before.receiver(), lineReferences, commissions, outcome);
        List<MeterChange> meterChanges = meterDeltas.entrySet().stream().filter(entry -> entry.getValue() != 0)
                .map(entry -> new MeterChange(entry.getKey(), entry.getValue())).toList();
        return new CommissionDecision(before, after, transfers, meterChanges, clickChanges(after),
                Tellings.of(before, after));
    }

    private List<ClickChange> clickChanges(OrderBooks after) {
        String was = before.clickUsed();
        String is = after.clickUsed();
        List<ClickChange> changes = new ArrayList<>();
        if (was != null && !was.equals(is)) {
            changes.add(new ClickChange(was, -1));
        }
        if (is != null && !is.equals(was)) {
            changes.add(new ClickChange(is, 1));
        }
        return changes;
    }

    private CapShare.Grant grant(Commission start, Attributed attributed, long targetMinor, long capMinor) {
        YearMonth month = YearMonth.from(attributed.placedAt().atZone(ZoneOffset.UTC));
        boolean sameMonth = start.cap() != null && start.cap().month().equals(month);
        if (!sameMonth) {
            releaseMeter(start);
        }
        Meter key = meter(start, month);
        long counted = sameMonth ? start.netMinor() : 0;
        long used = allowances.bookedMinor(key) + meterDeltas.getOrDefault(key, 0L);
        CapShare.Grant grant = CapShare.grant(sameMonth ? start.cap() : null, month, counted, targetMinor,
                Math.max(0, capMinor - used));
        meterDeltas.merge(key, grant.bookedMinor() - counted, Math::addExact);
        return grant;
    }

    private void releaseMeter(Commission commission) {
        if (commission.cap() != null) {
            meterDeltas.merge(meter(commission, commission.cap().month()), -commission.netMinor(), Math::addExact);
        }
    }

    private Meter meter(Commission commission, YearMonth month) {
        return new Meter(before.receiver(), commission.basis().giver(), commission.basis().currency(), month);
    }

    private Commission moved(Commission commission, SortedMap<Credit, Long> owed) {
        Postings postings = new Postings(before, commission.basis(), now, ids);
        Commission moved = commission.withCredits(postings.moveTo(commission.credits(), owed));
        transfers.addAll(postings.transfers());
        return moved;
    }

    private int lineNumber(String reference) {
        int known = lineReferences.indexOf(reference);
        if (known >= 0) {
            return known;
        }
        lineReferences.add(reference);
        return lineReferences.size() - 1;
    }

    private void put(Commission commission) {
        for (int i = 0; i < commissions.size(); i++) {
            if (commissions.get(i).basis().equals(commission.basis())) {
                commissions.set(i, commission);
                return;
            }
        }
        commissions.add(commission);
    }

    private static boolean namesSums(Terms terms) {
        return terms.limits().capMinor() != null
                || terms.rules().stream().map(RateRule::rate).anyMatch(Rate.Flat.class::isInstance);
    }
}
