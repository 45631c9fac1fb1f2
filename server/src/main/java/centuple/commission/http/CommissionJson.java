package centuple.commission.http;

import centuple.commission.Basis;
import centuple.commission.Commission;
import centuple.commission.Commission.Line;
import centuple.commission.OrderBooks;
import centuple.commission.StageAmounts;
import centuple.commission.store.OrderReader.SeenCommission;
import centuple.ledger.Proof;
import centuple.money.BasisPoints;
import centuple.order.OrderRef;
import centuple.shop.PublicId;
import centuple.shop.Rate;
import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A commission as one of its shops may see it. The receiver sees its lines by their references; a giver sees sums by
 * category and rate, so not even how many lines there were, and no other giver. Stateless.
 */
final class CommissionJson {
    private CommissionJson() {
    }

    static Map<String, Object> body(SeenCommission seen, ShopId reader) {
        Commission commission = seen.commission();
        Basis basis = commission.basis();
        boolean isReceiver = seen.books().receiver().equals(reader);
        boolean isGiver = basis.giver().equals(reader);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", PublicId.of(Commission.ID_PREFIX, commission.id()));
        body.put("order_id", PublicId.of(OrderRef.ID_PREFIX, seen.books().orderId()));
        body.put("role", isReceiver ? "receiver" : isGiver ? "giver" : "origin");
        body.put("receiver", seen.books().receiver().toString());
        if (isReceiver || isGiver) {
            body.put("giver", basis.giver().toString());
            body.put("terms_version", basis.termsVersion());
            body.put("proof", proof(basis.proof()));
        }
        body.put("currency", basis.currency().code());
        body.put("state", commission.state().name().toLowerCase(Locale.ROOT));
        body.put("hold_until", commission.holdUntil().toString());
        body.put("amounts", amounts(commission, isReceiver ? null : reader));
        body.put("lines", isReceiver ? lines(seen.books(), commission) : categories(commission));
        return body;
    }

    static Map<String, Object> proof(Proof proof) {
        return Map.of("kind", proof.kind().toLowerCase(Locale.ROOT), "value", proof.value());
    }

    /** What stands at each stage: for one creditor, or in all. */
    private static Map<String, Object> amounts(Commission commission, @Nullable ShopId creditor) {
        long[] sums = new long[4];
        commission.credits().forEach((credit, booked) -> {
            if (creditor == null || credit.creditor().equals(creditor)) {
                StageAmounts amounts = booked.amounts();
                sums[0] += amounts.pendingMinor();
                sums[1] += amounts.dueMinor();
                sums[2] += amounts.settledMinor();
                sums[3] += amounts.givenBackMinor();
            }
        });
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("pending_minor", sums[0]);
        body.put("due_minor", sums[1]);
        body.put("settled_minor", sums[2]);
        body.put("given_back_minor", sums[3]);
        body.put("net_minor", sums[0] + sums[1] + sums[2] - sums[3]);
        return body;
    }

    private static List<Map<String, Object>> lines(OrderBooks books, Commission commission) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Line line : commission.lines()) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("line", books.lineReferences().get(line.line()));
            body.putAll(sums(line.category(), line.rate(), List.of(line)));
            all.add(body);
        }
        return all;
    }

    private static List<Map<String, Object>> categories(Commission commission) {
        Map<List<Object>, List<Line>> groups = new LinkedHashMap<>();
        for (Line line : commission.lines()) {
            groups.computeIfAbsent(List.of(line.category() == null ? "" : line.category(), line.rate()),
                    _ -> new ArrayList<>()).add(line);
        }
        return groups.values().stream()
                .map(lines -> sums(lines.getFirst().category(), lines.getFirst().rate(), lines)).toList();
    }

    private static Map<String, Object> sums(@Nullable String category, Rate rate, List<Line> lines) {
        long base = lines.stream().mapToLong(Line::baseMinor).sum();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("category", category);
        switch (rate) {
            case Rate.Percent(BasisPoints share) -> body.put("percent_bps", share.value());
            case Rate.Flat(long amountMinor) -> body.put("flat_minor", amountMinor);
        }
        body.put("base_minor", base);
        body.put("refunded_minor", base - lines.stream().mapToLong(Line::remainingBaseMinor).sum());
        body.put("commission_minor", lines.stream().mapToLong(Line::bookedMinor).sum());
        return body;
    }
}
