package centuple.shop;

import centuple.money.BasisPoints;

/** What a rule pays: a share of the base, or a sum once per order. */
public sealed interface Rate {
    /** A share of the commission base of the rule's lines. */
    record Percent(BasisPoints share) implements Rate {
    }

    /**
     * A sum once per order, spread over the rule's lines by base.
     *
     * @param amountMinor minor units of the terms' currency, not negative
     */
    record Flat(long amountMinor) implements Rate {
        public Flat {
            centuple.money.Minor.checked(amountMinor);
        }
    }
}
