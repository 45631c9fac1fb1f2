package centuple.commission.http;

import centuple.commission.Commission;
import centuple.commission.OrderBooks;
import centuple.commission.Outcome;
import centuple.commission.Outcome.Flag;
import centuple.order.OrderFact.LineRefund;
import centuple.order.OrderFact.Refund;
import centuple.order.OrderFact.RefundScope;
import centuple.order.OrderFact.Snapshot;
import centuple.order.OrderFacts;
import centuple.order.OrderLine;
import centuple.order.PresentedToken;
import centuple.order.RemainingBase;
import centuple.shop.PublicId;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the receiver itself reported of an order, for the receiver only: every version and refund, and what each flag is
 * about. Stateless.
 */
final class FactsJson {
    /** Lines one answer shows, the highest versions first; of others it tells how many they are. */
    static final int LINES_MAX = 5_000;

    private FactsJson() {
    }

    /**
     * @param wanted the only version to show; all where it is empty
     */
    static void put(OrderFacts facts, OrderBooks books, Optional<Long> wanted, Map<String, Object> body) {
        int[] room = {LINES_MAX};
        List<Map<String, Object>> versions = new ArrayList<>();
        facts.snapshots().reversed().stream().filter(one -> wanted.isEmpty() || wanted.get() == one.version())
                .forEach(snapshot -> versions.addFirst(version(snapshot, room)));
        body.put("versions", versions);
        body.put("refunds", facts.refunds().stream().map(refund -> refund(refund, room)).toList());
        body.put("flags_about", about(facts, books));
    }

    private static Map<String, Object> version(Snapshot snapshot, int[] room) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("version", snapshot.version());
        body.put("number", snapshot.number());
        body.put("status", wire(snapshot.status()));
        body.put("currency", snapshot.currency().code());
        body.put("placed_at", snapshot.placedAt().toString());
        body.put("paid_at", Objects.toString(snapshot.paidAt(), null));
        body.put("arrived_at", snapshot.arrivedAt().toString());
        body.put("source", snapshot.source().name());
        body.put("new_customer", snapshot.newCustomer());
        body.put("discount_minor", snapshot.totals().discountMinor());
        body.put("tax_minor", snapshot.totals().taxMinor());
        body.put("shipping_minor", snapshot.totals().shippingMinor());
        putLines(snapshot.lines().stream().map(FactsJson::line).toList(), room, body);
        body.put("coupons", snapshot.marks().coupons());
        body.put("tokens", snapshot.marks().tokens().stream().map(FactsJson::token).toList());
        body.put("giver_days", snapshot.marks().giverDays().stream()
                .map(said -> Map.of("giver", said.giver().toString(), "day", said.day().toString())).toList());
        return body;
    }

    private static void putLines(List<Map<String, Object>> lines, int[] room, Map<String, Object> body) {
        if (lines.size() <= room[0]) {
            body.put("lines", lines);
            room[0] -= lines.size();
        } else {
            body.put("lines_left_out", lines.size());
        }
    }

    private static Map<String, Object> line(OrderLine line) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("reference", line.reference());
        body.put("category", line.category());
        body.put("quantity", line.quantity());
        body.put("amount_minor", line.amountMinor());
        body.put("discount_minor", line.discountMinor());
        body.put("tax_minor", line.taxMinor());
        return body;
    }

    private static Map<String, Object> token(PresentedToken token) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("found_in", wire(token.foundIn()));
        switch (token) {
            case PresentedToken.Refused refused -> body.put("refused", wire(refused.reason()));
            case PresentedToken.Valid valid -> {
                body.put("click", valid.clickId());
                body.put("giver", valid.giver().toString());
                body.put("terms_version", valid.termsVersion());
                body.put("issued_at", valid.issuedAt().toString());
            }
        }
        return body;
    }

    private static Map<String, Object> refund(Refund refund, int[] room) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("refund_reference", refund.reference());
        body.put("currency", refund.currency().code());
        body.put("arrived_at", refund.arrivedAt().toString());
        body.put("source", refund.source().name());
        switch (refund.scope()) {
            case RefundScope.Full _ -> body.put("full", true);
            case RefundScope.Amount(long amountMinor) -> body.put("amount_minor", amountMinor);
            case RefundScope.Lines(List<LineRefund> lines) ->
                putLines(lines.stream().map(FactsJson::lineRefund).toList(), room, body);
        }
        return body;
    }

    private static Map<String, Object> lineRefund(LineRefund line) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("line", line.lineReference());
        body.put("quantity", line.quantity());
        body.put("amount_minor", line.amountMinor());
        return body;
    }

    /** Refunds by their references; what is wrong with the order itself by the version that says so. */
    private static List<Map<String, Object>> about(OrderFacts facts, OrderBooks books) {
        Snapshot highest = facts.highest();
        Outcome outcome = books.outcome();
        if (highest == null || outcome == null) {
            return List.of();
        }
        List<RemainingBase.Parked> parked = RemainingBase.of(highest, facts.refunds()).parked();
        List<Map<String, Object>> all = new ArrayList<>();
        for (Flag flag : outcome.flags().stream().sorted().toList()) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("flag", wire(flag));
            switch (flag) {
                case REFUND_BEYOND_ORDER ->
                    body.put("refund_references", facts.refunds().stream().map(Refund::reference).toList());
                case REFUND_IN_OTHER_CURRENCY ->
                    body.put("refund_references", references(parked, RemainingBase.Parked.Reason.OTHER_CURRENCY));
                case REFUND_OF_UNKNOWN_LINE ->
                    body.put("refund_references", references(parked, RemainingBase.Parked.Reason.UNKNOWN_LINE));
                case DISCOUNT_BEYOND_ORDER, TERMS_IN_OTHER_CURRENCY -> body.put("version", highest.version());
                case CAPPED ->
                    books.commissions().stream().filter(one -> one.basis().equals(outcome.basis())).findFirst()
                            .ifPresent(one -> body.put("commission", PublicId.of(Commission.ID_PREFIX, one.id())));
            }
            all.add(body);
        }
        return all;
    }

    private static List<String> references(List<RemainingBase.Parked> parked, RemainingBase.Parked.Reason reason) {
        return parked.stream().filter(one -> one.reason() == reason).map(RemainingBase.Parked::refundReference)
                .toList();
    }

    private static String wire(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
