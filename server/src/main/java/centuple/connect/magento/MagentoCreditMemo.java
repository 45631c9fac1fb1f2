package centuple.connect.magento;

import centuple.connect.Amounts;
import centuple.connect.FactDraft;
import centuple.connect.FieldMask;
import centuple.connect.Payload;
import centuple.connect.UnreadableException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was given back of an order of Magento. Stateless. */
final class MagentoCreditMemo {
    /** Credit memos read of one order. */
    static final int COUNT_MAX = 100;

    static final List<String> PATHS = List.of("items[].increment_id", "items[].state", "items[].adjustment_positive",
            "items[].items[].order_item_id", "items[].items[].row_total", "items[].items[].discount_amount",
            "items[].items[].discount_tax_compensation_amount");

    static final FieldMask FIELDS = FieldMask.of(PATHS.toArray(String[]::new));

    private static final long CANCELLED = 3;

    private MagentoCreditMemo() {
    }

    /**
     * One refund for each memo by sums of its rows, and one for what was given back beyond them.
     *
     * @param unsold the rows of the order that are no lines
     */
    static List<Map<String, Object>> facts(String order, Payload answer, Set<String> unsold, Amounts amounts) {
        List<Payload> memos = answer.rows("items");
        if (memos.isEmpty()) {
            throw new UnreadableException("something was given back, but no credit memo says what");
        }
        if (memos.size() >= COUNT_MAX) {
            throw new UnreadableException("the order has " + COUNT_MAX + " credit memos or more");
        }
        List<Map<String, Object>> facts = new ArrayList<>();
        for (Payload memo : memos) {
            memo.required("state");
            if (memo.whole("state", 0, CANCELLED).orElse(0L) != CANCELLED) {
                facts.addAll(facts(order, memo, amounts, unsold));
            }
        }
        return facts;
    }

    private static List<Map<String, Object>> facts(String order, Payload memo, Amounts amounts, Set<String> unsold) {
        String reference = memo.required("increment_id");
        FactDraft byRow = FactDraft.refund(order, reference, amounts.currency());
        boolean anyRow = false;
        for (Payload row : memo.rows("items")) {
            long net = amounts.minor(row, "row_total") - MagentoOrder.netDiscount(row, amounts);
            if (net < 0) {
                throw new UnreadableException("a row of a credit memo is negative");
            }
            String line = row.id("order_item_id");
            if (net > 0 && !unsold.contains(line)) {
                byRow.lineRefund(line, 0, Optional.of(net));
                anyRow = true;
            }
        }
        List<Map<String, Object>> facts = new ArrayList<>();
        if (anyRow) {
            facts.add(byRow.fact());
        }
        long beyond = amounts.minor(memo, "adjustment_positive");
        if (beyond > 0) {
            facts.add(FactDraft.refund(order, reference + ":adjustment", amounts.currency()).amount(beyond).fact());
        }
        return facts;
    }
}
