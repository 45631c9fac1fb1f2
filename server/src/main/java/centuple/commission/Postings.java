package centuple.commission;

import centuple.commission.Commission.Booked;
import centuple.ledger.Cause;
import centuple.ledger.Move;
import centuple.ledger.Transfer;
import centuple.shop.ShopId;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;

/** Turns the difference between what is booked and what is owed into transfers. One use; not thread-safe. */
final class Postings {
    private final UUID orderId;
    private final ShopId receiver;
    private final Basis basis;
    private final Instant now;
    private final Supplier<UUID> ids;
    private final List<Transfer> transfers = new ArrayList<>();

    Postings(OrderBooks books, Basis basis, Instant now, Supplier<UUID> ids) {
        this.orderId = books.orderId();
        this.receiver = books.receiver();
        this.basis = basis;
        this.now = now;
        this.ids = ids;
    }

    List<Transfer> transfers() {
        return transfers;
    }

    /** Books and reverses until these credits stand at what is owed; a credit that is not named is owed nothing. */
    SortedMap<Credit, Booked> moveTo(SortedMap<Credit, Booked> booked, SortedMap<Credit, Long> owedMinor) {
        SortedMap<Credit, Booked> after = new TreeMap<>(booked);
        SortedSet<Credit> credits = new TreeSet<>(booked.keySet());
        credits.addAll(owedMinor.keySet());
        for (Credit credit : credits) {
            Booked now = after.get(credit);
            long difference = owedMinor.getOrDefault(credit, 0L) - (now == null ? 0 : now.amounts().netMinor());
            if (difference > 0) {
                book(after, credit, difference);
            } else if (difference < 0) {
                takeBack(after, credit, -difference);
            }
        }
        return after;
    }

    /** Moves what is pending on to due. */
    SortedMap<Credit, Booked> holdOver(SortedMap<Credit, Booked> booked) {
        SortedMap<Credit, Booked> after = new TreeMap<>(booked);
        for (var entry : booked.entrySet()) {
            post(after, entry.getKey(), Move.HOLD_OVER, entry.getValue().amounts().pendingMinor());
        }
        return after;
    }

    private void book(SortedMap<Credit, Booked> credits, Credit credit, long amountMinor) {
        if (!credits.containsKey(credit)) {
            UUID first = credit.isFee() ? commissionOf(credits, credit.line()) : ids.get();
            Booked fresh = new Booked(first, StageAmounts.NONE);
            credits.put(credit, fresh);
            if (!credit.isFee()) {
                add(first, credit, fresh, Move.BOOK, amountMinor);
                credits.put(credit, new Booked(first, StageAmounts.NONE.after(Move.BOOK, amountMinor)));
                return;
            }
        }
        post(credits, credit, Move.BOOK, amountMinor);
    }

    /** What is still in its hold is taken back first, then what is due, and only then is a debt the other way booked. */
    private void takeBack(SortedMap<Credit, Booked> credits, Credit credit, long amountMinor) {
        StageAmounts amounts = Objects.requireNonNull(credits.get(credit)).amounts();
        long pending = Math.min(amountMinor, amounts.pendingMinor());
        long due = Math.min(amountMinor - pending, amounts.dueMinor());
        post(credits, credit, Move.REVERSE_PENDING, pending);
        post(credits, credit, Move.REVERSE_DUE, due);
        post(credits, credit, Move.REFUND_SETTLED, amountMinor - pending - due);
    }

    private void post(SortedMap<Credit, Booked> credits, Credit credit, Move move, long amountMinor) {
        if (amountMinor == 0) {
            return;
        }
        Booked booked = Objects.requireNonNull(credits.get(credit));
        add(ids.get(), credit, booked, move, amountMinor);
        credits.put(credit, new Booked(booked.firstTransfer(), booked.amounts().after(move, amountMinor)));
    }

    private void add(UUID id, Credit credit, Booked booked, Move move, long amountMinor) {
        Transfer.Pair pair = new Transfer.Pair(receiver, credit.creditor(), basis.currency());
        Cause cause = credit.isFee()
                ? new Cause.Fee(booked.firstTransfer())
                : new Cause.Commission(orderId, credit.line(), basis.termsVersion(), basis.proof());
        transfers.add(new Transfer(id, now, move == Move.REFUND_SETTLED ? pair.opposite() : pair, move, amountMinor,
                cause));
    }

    /** A line that owes a fee owes a giver more (see Terms.Shares), and credits come in the order commission, fee. */
    private static UUID commissionOf(SortedMap<Credit, Booked> credits, int line) {
        return credits.entrySet().stream().filter(entry -> entry.getKey().line() == line && !entry.getKey().isFee())
                .map(entry -> entry.getValue().firstTransfer()).findFirst()
                .orElseThrow(() -> new IllegalStateException("a fee without a commission on line " + line));
    }
}
