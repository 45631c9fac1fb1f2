package centuple.moving;

import centuple.ledger.Move;
import centuple.ledger.Transfer;
import centuple.money.Currency;
import centuple.shop.ShopId;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what became of the rows of a file. Not thread-safe. */
public final class Tally {
    /** Rows told one by one, refused or renamed; the others are counted. */
    public static final int TOLD_MAX = 1_000;

    private static final int REASONS_MAX = 100;
    private static final String OTHERS = "(others)";

    private static final Comparator<Transfer.Pair> PAIRS = Comparator
            .comparing((Transfer.Pair pair) -> pair.debtor()).thenComparing(Transfer.Pair::creditor)
            .thenComparing(pair -> pair.currency().code());
    private static final Comparator<Party> PARTIES = Comparator.comparing(Party::giver)
            .thenComparing(party -> party.currency().code());

    private final Map<String, Long> passedOver = new TreeMap<>();
    private final Map<String, Long> reasons = new TreeMap<>();
    private final Map<String, Long> nobody = new TreeMap<>();
    private final List<RefusedRow> refused = new ArrayList<>();
    private final List<Renamed> renamed = new ArrayList<>();
    private final Map<Party, Sums> sales = new TreeMap<>(PARTIES);
    private final Map<Transfer.Pair, Long> booked = new TreeMap<>(PAIRS);
    private long rows;
    private long entered;
    private long alreadyHere;
    private long takenOver;
    private long refusedCount;
    private long renamedCount;
    private long clicks;

    /** A giver, and a currency. */
    private record Party(ShopId giver, Currency currency) {
    }

    /** A row that was not taken, and why. */
    public record RefusedRow(long line, String field, String why) {
    }

    /** A link that could not keep its code. */
    public record Renamed(long line, String code, String here) {
    }

    private static final class Sums {
        private long sales;
        private long soldMinor;
        private long refunds;
        private long refundedMinor;
    }

    /** One more row was read. */
    public void row() {
        rows++;
    }

    public long rows() {
        return rows;
    }

    public long refusedCount() {
        return refusedCount;
    }

    /** A row that is not meant to be taken, such as a click of a robot. */
    public void passOver(String why) {
        passedOver.merge(why, 1L, Long::sum);
    }

    public void refuse(long line, RefusedRowException refusal) {
        refusedCount++;
        String what = refusal.field().isEmpty() ? refusal.why() : refusal.field() + " " + refusal.why();
        reasons.merge(reasons.size() < REASONS_MAX || reasons.containsKey(what) ? what : OTHERS, 1L, Long::sum);
        if (refused.size() < TOLD_MAX) {
            refused.add(new RefusedRow(line, refusal.field(), refusal.why()));
        }
    }

    /** It was taken before and changes nothing. */
    public void known() {
        alreadyHere++;
    }

    public void enter() {
        entered++;
    }

    /** A link was entered under another code. */
    public void rename(long line, String code, String here) {
        renamedCount++;
        if (renamed.size() < TOLD_MAX) {
            renamed.add(new Renamed(line, code, here));
        }
    }

    /** So many clicks were entered. */
    public void clicks(long count) {
        clicks = Math.addExact(clicks, count);
    }

    /** A sale or refund was entered. */
    public void enter(Sale sale, ShopId giver, boolean wasTakenOver) {
        entered++;
        takenOver += wasTakenOver ? 1 : 0;
        Sums sums = sales.computeIfAbsent(new Party(giver, sale.currency()), _ -> new Sums());
        if (sale.isRefund()) {
            sums.refunds++;
            sums.refundedMinor = Math.subtractExact(sums.refundedMinor, sale.amountMinor());
        } else {
            sums.sales++;
            sums.soldMinor = Math.addExact(sums.soldMinor, sale.amountMinor());
        }
    }

    /** A sale was entered, but nobody is paid for it. */
    public void nobody(String reason) {
        nobody.merge(reason, 1L, Long::sum);
    }

    /** What was booked; a reversal takes off. */
    public void book(Transfer transfer) {
        long sign = transfer.move() == Move.REVERSE_PENDING || transfer.move() == Move.REVERSE_DUE ? -1 : 1;
        booked.merge(transfer.pair(), sign * transfer.amountMinor(), Math::addExact);
    }

    /** What was owed to whom because of the file; a reading for tests and texts. */
    public Map<Transfer.Pair, Long> booked() {
        return Map.copyOf(booked);
    }

    /** Everything, for JSON: the same keys in the same order, whatever the kind. */
    public Map<String, Object> fields() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("rows", rows);
        all.put("entered", entered);
        all.put("already_here", alreadyHere);
        all.put("passed_over", passedOver);
        all.put("taken_over", takenOver);
        all.put("clicks", clicks);
        all.put("sales", sales.entrySet().stream().map(Tally::sums).toList());
        all.put("booked", booked.entrySet().stream().map(Tally::booked).toList());
        all.put("owed_to_nobody", nobody);
        all.put("renamed_count", renamedCount);
        all.put("renamed", renamed);
        all.put("refused_count", refusedCount);
        all.put("refused_why", reasons);
        all.put("refused", refused.stream().sorted(Comparator.comparingLong(RefusedRow::line)).toList());
        return all;
    }

    private static Map<String, Object> sums(Map.Entry<Party, Sums> entry) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("giver", entry.getKey().giver().toString());
        line.put("currency", entry.getKey().currency().code());
        line.put("sales", entry.getValue().sales);
        line.put("sold_minor", entry.getValue().soldMinor);
        line.put("refunds", entry.getValue().refunds);
        line.put("refunded_minor", entry.getValue().refundedMinor);
        return line;
    }

    private static Map<String, Object> booked(Map.Entry<Transfer.Pair, Long> entry) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("debtor", entry.getKey().debtor().toString());
        line.put("creditor", entry.getKey().creditor().toString());
        line.put("currency", entry.getKey().currency().code());
        line.put("booked_minor", entry.getValue());
        return line;
    }
}
