package centuple.ledger;

import centuple.money.Currency;
import centuple.shop.ShopId;

import java.time.Instant;
import java.util.UUID;

/**
 * One row of the books: an amount moved between two stages of one debtor, creditor and currency, so that it cannot be
 * unbalanced.
 *
 * @param id time-ordered, unique
 * @param at when it was decided
 * @param pair whose debt and in which currency
 * @param move between which stages
 * @param amountMinor minor units, greater than zero
 * @param cause why
 */
public record Transfer(UUID id, Instant at, Pair pair, Move move, long amountMinor, Cause cause) {
    public Transfer {
        if (amountMinor <= 0) {
            throw new IllegalArgumentException("a transfer moves more than zero: " + amountMinor);
        }
    }

    public Account from() {
        return pair.at(move.from());
    }

    public Account to() {
        return pair.at(move.to());
    }

    /** Debtor, creditor and currency: the accounts a transfer stays within. */
    public record Pair(ShopId debtor, ShopId creditor, Currency currency) {
        public Account at(Stage stage) {
            return new Account(debtor, creditor, currency, stage);
        }

        /** The same two shops the other way round, for a refund after settlement. */
        public Pair opposite() {
            return new Pair(creditor, debtor, currency);
        }
    }
}
