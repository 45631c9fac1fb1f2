package centuple.reciprocity.store;

import centuple.money.Currency;
import centuple.reciprocity.PairFacts;
import centuple.reciprocity.Reciprocity;

import java.util.UUID;

/**
 * What the database knows of a giver and a receiver.
 *
 * @param facts for the decision
 * @param currency of all their amounts
 * @param partnership between the two
 * @param seat where the receiver stands among the giver's partners
 */
record KnownPair(PairFacts facts, Currency currency, UUID partnership, Reciprocity.Seat seat) {
    FactsReader.Way way() {
        return new FactsReader.Way(facts.pair().giver().value(), facts.pair().receiver().value(), "");
    }

    long valueMinor() {
        return facts.out().promise().valueMinor();
    }
}
