package centuple.ledger;

import centuple.money.Currency;
import centuple.shop.ShopId;

import java.util.Comparator;

/**
 * What a debtor owes a creditor in one currency, at one stage. Receivable and payable are two readings of it.
 *
 * @param debtor who owes
 * @param creditor who is owed; {@link ShopId#EXCHANGE} for fees
 */
public record Account(ShopId debtor, ShopId creditor, Currency currency, Stage stage) implements Comparable<Account> {
    private static final Comparator<Account> ORDER = Comparator.comparing(Account::debtor)
            .thenComparing(Account::creditor).thenComparing(account -> account.currency().code())
            .thenComparing(Account::stage);

    public Account {
        if (debtor.equals(creditor)) {
            throw new IllegalArgumentException("a shop cannot owe itself");
        }
    }

    /** One order for everybody, so that locks are always taken in it. */
    @Override
    public int compareTo(Account other) {
        return ORDER.compare(this, other);
    }
}
