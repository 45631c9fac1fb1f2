package centuple.commission;

import centuple.money.BasisPoints;
import centuple.money.Minor;
import centuple.money.Split;
import centuple.order.OrderFact.Snapshot;
import centuple.order.OrderFacts;
import centuple.order.OrderStatus;
import centuple.order.RemainingBase;
import centuple.shop.CustomerKind;
import centuple.shop.Rate;
import centuple.shop.Terms;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is owed for an order, before its pair's cap: a pure function of its facts and the terms it stands on.
 *
 * @param lines in the order of the highest snapshot; empty unless that is paid
 */
public record Target(List<Line> lines) {
    /** Nothing is owed. */
    public static final Target NOTHING = new Target(List.of());

    public Target {
        lines = List.copyOf(lines);
    }

    /**
     * One line.
     *
     * @param reference the receiver's name for it
     * @param rate what the terms pay for it
     * @param fullMinor its commission before refunds
     * @param targetMinor its commission after refunds
     */
    public record Line(String reference, @Nullable String category, Rate rate, long baseMinor, long remainingBaseMinor,
            long fullMinor, long targetMinor) {
    }

    /** What is owed for the order under these terms; with or without a base given, see {@link RemainingBase}. */
    public static Target of(OrderFacts facts, Terms terms) {
        Snapshot snapshot = facts.highest();
        return snapshot == null ? NOTHING : of(snapshot, RemainingBase.of(snapshot, facts.refunds()), terms);
    }

    static Target of(Snapshot snapshot, RemainingBase base, Terms terms) {
        if (snapshot.status() != OrderStatus.PAID) {
            return NOTHING;
        }
        CustomerKind customer = customer(snapshot);
        int[] rules = base.lines().stream().mapToInt(line -> terms.ruleFor(line.line().category(), customer)).toArray();
        boolean flatPays = snapshot.currency().equals(terms.currency());
        long[] full = full(base.lines(), rules, terms, flatPays);
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < full.length; i++) {
            RemainingBase.Line line = base.lines().get(i);
            long target = line.baseMinor() == 0
                    ? 0
                    : Minor.roundHalfUp(full[i], line.remainingMinor(), line.baseMinor());
            lines.add(new Line(line.line().reference(), line.line().category(), terms.rules().get(rules[i]).rate(),
                    line.baseMinor(), line.remainingMinor(), full[i], target));
        }
        return new Target(lines);
    }

    /** The sum of the lines; minor units. */
    public long totalMinor() {
        return lines.stream().mapToLong(Line::targetMinor).sum();
    }

    /** The line targets; minor units. */
    long[] targetsMinor() {
        return lines.stream().mapToLong(Line::targetMinor).toArray();
    }

    private static CustomerKind customer(Snapshot snapshot) {
        if (snapshot.newCustomer() == null) {
            return CustomerKind.ANY;
        }
        return snapshot.newCustomer() ? CustomerKind.NEW : CustomerKind.RETURNING;
    }

    /**
     * The commission of each line before refunds. Lines of one percentage are one group and a flat rule is another: the
     * group's commission is rounded once and spread over its lines, so no order gains or loses by how it is cut up.
     */
    private static long[] full(List<RemainingBase.Line> lines, int[] rules, Terms terms, boolean flatPays) {
        Map<Object, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < rules.length; i++) {
            Rate rate = terms.rules().get(rules[i]).rate();
            Object group = rate instanceof Rate.Percent ? rate : rules[i];
            groups.computeIfAbsent(group, _ -> new ArrayList<>()).add(i);
        }
        long[] full = new long[rules.length];
        for (List<Integer> group : groups.values()) {
            long[] bases = group.stream().mapToLong(i -> lines.get(i).baseMinor()).toArray();
            long total = switch (terms.rules().get(rules[group.getFirst()]).rate()) {
                case Rate.Percent(BasisPoints share) ->
                    Minor.roundHalfUp(Arrays.stream(bases).sum(), share.value(), BasisPoints.WHOLE);
                case Rate.Flat(long amountMinor) -> flatPays ? amountMinor : 0;
            };
            long[] parts = Split.byLargestRemainder(total, bases);
            for (int i = 0; i < parts.length; i++) {
                full[group.get(i)] = parts[i];
            }
        }
        return full;
    }
}
