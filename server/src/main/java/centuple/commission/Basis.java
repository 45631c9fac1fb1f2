package centuple.commission;

import centuple.ledger.Proof;
import centuple.money.Currency;
import centuple.shop.ShopId;

/**
 * What a commission stands on. When an order is attributed anew, or reported in another currency, the new basis gets a
 * commission of its own and the old one's target becomes zero.
 *
 * @param giver who sent the visitor on last
 * @param termsVersion of the receiver's terms for that giver
 * @param proof what shows it
 * @param currency of the order
 */
public record Basis(ShopId giver, int termsVersion, Proof proof, Currency currency) {
}
