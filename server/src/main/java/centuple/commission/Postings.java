package centuple.commission;

import centuple.commission.Commission.Booked;
import centuple.ledger.Cause;
import centuple.ledger.Move;
import centuple.ledger.Stage;
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

    /**
     * Moves all that stands at the stage a move leaves: what is pending over to due, or what is due onto a statement.
     */
    SortedMap<Credit, Booked> moveOn(SortedMap<Credit, Booked> booked, Move move) {
        SortedMap<Credit, Booked> after = new TreeMap<>(booked);
        booked.forEach((credit, state) -> post(after, credit, move, move.from() == Stage.PENDING
                ? state.amounts().pendingMinor()
                : state.amounts().dueMinor()));
        return after;
    }

    private void book(SortedMap<Credit, Booked> credits, Credit credit, long amountMinor) {
        UUID id = ids.get();
        if (!credits.containsKey(credit)) {
            UUID first = credit.isFee() ? commissionOf(credits, credit.line()) : id;
            credits.put(credit, new Booked(first, StageAmounts.NONE));
        }
        add(id, credits, credit, Move.BOOK, amountMinor);
    }

    /**
     * What is still in its hold is taken back first, then what is due, and only then is a debt the other way booked.
     */
    private void takeBack(SortedMap<Credit, Booked> credits, Credit credit, long amountMinor) {
        StageAmounts amounts = Objects.requireNonNull(credits.get(credit)).amounts();
        long pending = Math.min(amountMinor, amounts.pendingMinor());
        long due = Math.min(amountMinor - pending, amounts.dueMinor());
        post(credits, credit, Move.REVERSE_PENDING, pending);
        post(credits, credit, Move.REVERSE_DUE, due);
        post(credits, credit, Move.REFUND_SETTLED, amountMinor - pending - due);
    }

    private void post(SortedMap<Credit, Booked> credits, Credit credit, Move move, long amountMinor) {
        if (amountMinor > 0) {
            add(ids.get(), credits, credit, move, amountMinor);
        }
    }

    private void add(UUID id, SortedMap<Credit, Booked> credits, Credit credit, Move move, long amountMinor) {
        Booked booked = Objects.requireNonNull(credits.get(credit));
        Transfer.Pair pair = new Transfer.Pair(receiver, credit.creditor(), basis.currency());
        Cause cause = credit.isFee()
                ? new Cause.Fee(booked.firstTransfer())
                : new Cause.Commission(orderId, credit.line(), basis.termsVersion(), basis.proof());
        transfers.add(new Transfer(id, now, move == Move.REFUND_SETTLED ? pair.opposite() : pair, move, amountMinor,
                cause));
        credits.put(credit, new Booked(booked.firstTransfer(), booked.amounts().after(move, amountMinor)));
    }

    /** A line that owes a fee owes a giver more (see Terms.Shares), and credits come in the order commission, fee. */
    private static UUID commissionOf(SortedMap<Credit, Booked> credits, int line) {
        return credits.entrySet().stream().filter(entry -> entry.getKey().line() == line && !entry.getKey().isFee())
                .map(entry -> entry.getValue().firstTransfer()).findFirst()
                .orElseThrow(() -> new IllegalStateException("a fee without a commission on line " + line));
    }
}
