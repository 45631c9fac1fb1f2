package centuple.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.commission.Allowances.Meter;
import centuple.commission.Basis;
import centuple.commission.CapShare;
import centuple.commission.Commission;
import centuple.commission.Credit;
import centuple.commission.OrderBooks;
import centuple.commission.StageAmounts;
import centuple.commission.Target;
import centuple.ledger.Account;
import centuple.ledger.Cause;
import centuple.ledger.Ledger;
import centuple.ledger.Move;
import centuple.ledger.Proof;
import centuple.ledger.Stage;
import centuple.ledger.Transfer;
import centuple.money.Currency;
import centuple.order.StoredOrder;
import centuple.shop.ShopId;
import centuple.shop.Terms;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** What must hold of the books after every step, whatever happened. */
public final class SoundBooks {
    private SoundBooks() {
    }

    /** Fails with the hint where anything does not hold. */
    public static void require(PaperExchange exchange, String hint) {
        balancesFollowFromTransfers(exchange, hint);
        stagesFollowFromTransfers(exchange, hint);
        bookedIsTarget(exchange, hint);
        limitsHold(exchange, hint);
    }

    private static void balancesFollowFromTransfers(PaperExchange exchange, String hint) {
        Map<Account, Long> rebuilt = Ledger.balancesMinor(exchange.ledger.transfers());
        assertThat(rebuilt).as(hint).isEqualTo(exchange.ledger.balancesMinor());
        Map<Transfer.Pair, Long> sums = new HashMap<>();
        rebuilt.forEach((account, amount) -> {
            hold(account.stage() == Stage.ACCRUED ? amount <= 0 : amount >= 0, hint, account);
            sums.merge(new Transfer.Pair(account.debtor(), account.creditor(), account.currency()), amount, Long::sum);
        });
        sums.forEach((pair, sum) -> hold(sum == 0, hint, pair));
    }

    /** Replays the transfers alone and compares with what the decisions believe is booked. */
    private static void stagesFollowFromTransfers(PaperExchange exchange, String hint) {
        Map<UUID, Key> keys = new HashMap<>();
        Map<Key, StageAmounts> replayed = new HashMap<>();
        for (Transfer transfer : exchange.ledger.transfers()) {
            Key key = switch (transfer.cause()) {
                case Cause.Commission commission -> Key.of(commission, transfer);
                case Cause.Fee(UUID of) -> Objects.requireNonNull(keys.get(of), hint).fee();
                case Cause.SetOff _,Cause.Payment _,Cause.Claim _ -> null;
            };
            if (key != null) {
                keys.put(transfer.id(), key);
                StageAmounts before = replayed.getOrDefault(key, StageAmounts.NONE);
                replayed.put(key, before.after(transfer.move(), transfer.amountMinor()));
            }
        }
        Map<Key, StageAmounts> believed = new HashMap<>();
        for (OrderBooks books : exchange.commissions.all()) {
            for (Commission commission : books.commissions()) {
                commission.credits().forEach((credit, booked) -> believed
                        .put(new Key(books.orderId(), credit, commission.basis().termsVersion(),
                                commission.basis().proof(), commission.basis().currency()), booked.amounts()));
            }
        }
        assertThat(replayed).as(hint).isEqualTo(believed);
    }

    private static void bookedIsTarget(PaperExchange exchange, String hint) {
        for (StoredOrder order : exchange.orders.all()) {
            OrderBooks books = exchange.books(order.facts().order());
            Basis owed = books.outcome() == null ? null : books.outcome().basis();
            for (Commission commission : books.commissions()) {
                if (!commission.basis().equals(owed)) {
                    hold(commission.netMinor() == 0, hint, commission);
                    continue;
                }
                Terms terms = terms(exchange, books.receiver(), commission);
                long target = Target.of(order.facts(), terms).totalMinor();
                long net = commission.netMinor();
                hold(terms.limits().capMinor() == null ? net == target : net <= target, hint, commission);
                Map<Integer, Long> byLine = new HashMap<>();
                commission.credits().forEach(
                        (credit, booked) -> byLine.merge(credit.line(), booked.amounts().netMinor(), Long::sum));
                for (Commission.Line line : commission.lines()) {
                    hold(byLine.getOrDefault(line.line(), 0L) == line.bookedMinor()
                            && line.bookedMinor() <= line.fullMinor(), hint, line);
                }
            }
        }
    }

    private static void limitsHold(PaperExchange exchange, String hint) {
        Map<Meter, Long> booked = new HashMap<>();
        Map<Meter, Long> caps = new HashMap<>();
        Map<String, Integer> orders = new HashMap<>();
        Map<String, Integer> steady = new HashMap<>();
        Map<String, Integer> perClick = new HashMap<>();
        Set<UUID> tookBack = tookBack(exchange);
        for (OrderBooks books : exchange.commissions.all()) {
            String used = books.clickUsed();
            if (used != null) {
                orders.merge(used, 1, Integer::sum);
                // One that was taken back and came again has its click back, whoever used it meanwhile.
                if (!tookBack.contains(books.orderId())) {
                    steady.merge(used, 1, Integer::sum);
                }
            }
            for (Commission commission : books.commissions()) {
                CapShare share = commission.cap();
                if (share != null) {
                    Terms terms = terms(exchange, books.receiver(), commission);
                    Meter meter = new Meter(books.receiver(), terms.giver(), terms.currency(), share.month());
                    booked.merge(meter, commission.netMinor(), Long::sum);
                    caps.merge(meter, Objects.requireNonNull(terms.limits().capMinor()), Math::max);
                }
                if (used != null && commission.basis().proof().equals(new Proof.Click(used))) {
                    perClick.put(used, terms(exchange, books.receiver(), commission).limits().ordersPerClick());
                }
            }
        }
        booked.forEach((meter, amount) -> hold(exchange.commissions.bookedMinor(meter) == amount
                && amount <= Objects.requireNonNull(caps.get(meter)), hint, meter));
        orders.forEach((click, count) -> hold(exchange.commissions.clickOrders(click) == count, hint, click));
        steady.forEach((click, count) -> hold(count <= Objects.requireNonNull(perClick.get(click)), hint, click));
    }

    /** Orders of which anything was ever taken back. */
    private static Set<UUID> tookBack(PaperExchange exchange) {
        Set<UUID> orders = new HashSet<>();
        for (Transfer transfer : exchange.ledger.transfers()) {
            if (transfer.cause() instanceof Cause.Commission cause && transfer.move() != Move.BOOK
                    && transfer.move() != Move.HOLD_OVER && transfer.move() != Move.CLOSE) {
                orders.add(cause.orderId());
            }
        }
        return orders;
    }

    /** Plain, because it is asked a million times: no message is made before it is needed. */
    private static void hold(boolean holds, String hint, Object what) {
        if (!holds) {
            throw new AssertionError(hint + "\nunsound: " + what);
        }
    }

    private static Terms terms(PaperExchange exchange, ShopId receiver, Commission commission) {
        return exchange.terms.version(receiver, commission.basis().giver(), commission.basis().termsVersion())
                .orElseThrow();
    }

    /** What transfers say of a credit. */
    private record Key(UUID orderId, Credit credit, int termsVersion, Proof proof,
            Currency currency) {
        static Key of(Cause.Commission cause, Transfer transfer) {
            ShopId creditor = transfer.move() == Move.REFUND_SETTLED
                    ? transfer.pair().debtor()
                    : transfer.pair().creditor();
            return new Key(cause.orderId(), new Credit(cause.line(), creditor), cause.termsVersion(), cause.proof(),
                    transfer.pair().currency());
        }

        Key fee() {
            return new Key(orderId, new Credit(credit.line(), ShopId.EXCHANGE), termsVersion, proof, currency);
        }
    }
}
