package centuple.ledger;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** The rules of the books: what may be transferred, and what balances follow. Pure and stateless. */
public final class Ledger {
    private Ledger() {
    }

    /**
     * Decides whether transfers may be booked, one after the other, on these balances. All are, or none.
     *
     * @param balancesMinor of the accounts they touch, minor units; one that is missing is zero
     */
    public static Decision decide(Map<Account, Long> balancesMinor, List<Transfer> intended) {
        Map<Account, Long> after = new HashMap<>(balancesMinor);
        Set<UUID> ids = new HashSet<>();
        for (Transfer transfer : intended) {
            if (!ids.add(transfer.id())) {
                return new Decision.Rejected(transfer, Reason.DOUBLE_ID);
            }
            if (!fits(transfer.cause(), transfer.move())) {
                return new Decision.Rejected(transfer, Reason.CAUSE_DOES_NOT_FIT);
            }
            long from = after.getOrDefault(transfer.from(), 0L);
            long to = after.getOrDefault(transfer.to(), 0L);
            long amount = transfer.amountMinor();
            boolean source = transfer.from().stage() == Stage.ACCRUED;
            if (!source && from < amount || transfer.to().stage() == Stage.ACCRUED && to > -amount) {
                return new Decision.Rejected(transfer, Reason.BELOW_ZERO);
            }
            if (to > Long.MAX_VALUE - amount || source && from < Long.MIN_VALUE + amount) {
                return new Decision.Rejected(transfer, Reason.TOO_LARGE);
            }
            after.put(transfer.from(), from - amount);
            after.put(transfer.to(), to + amount);
        }
        return new Decision.Accepted(intended, after);
    }

    /** The balances that follow from transfers, without accounts that no transfer touched; minor units. */
    public static Map<Account, Long> balancesMinor(Iterable<Transfer> transfers) {
        Map<Account, Long> balances = new TreeMap<>();
        for (Transfer transfer : transfers) {
            for (Entry entry : Entry.of(transfer)) {
                balances.merge(entry.account(), entry.amountMinor(), Math::addExact);
            }
        }
        return balances;
    }

    /**
     * Whether a cause explains a move: sales make, release and take back debts; set-off and payment clear settled
     * ones.
     */
    private static boolean fits(Cause cause, Move move) {
        return switch (cause) {
            case Cause.Commission _,Cause.Fee _,Cause.Claim _ -> move != Move.PAY;
            case Cause.SetOff _ -> move == Move.PAY;
            case Cause.Payment _ -> move == Move.CLOSE || move == Move.PAY;
        };
    }

    /** An answer of the books. */
    public sealed interface Decision {
        /**
         * All may be booked.
         *
         * @param balancesMinor of every account given or touched, afterwards
         */
        record Accepted(List<Transfer> transfers, Map<Account, Long> balancesMinor) implements Decision {
            public Accepted {
                transfers = List.copyOf(transfers);
                balancesMinor = Map.copyOf(balancesMinor);
            }
        }

        /**
         * None may be booked.
         *
         * @param transfer the first that may not
         */
        record Rejected(Transfer transfer, Reason reason) implements Decision {
        }
    }

    /** Why a transfer may not be booked: a closed set. */
    public enum Reason {
        /** The stage it leaves has less; or more would be given back to the source than was taken from it. */
        BELOW_ZERO,
        /** A balance would leave the range of numbers. */
        TOO_LARGE,
        /** Its cause does not explain such a move. */
        CAUSE_DOES_NOT_FIT,
        /** Its id is taken. */
        DOUBLE_ID
    }
}
