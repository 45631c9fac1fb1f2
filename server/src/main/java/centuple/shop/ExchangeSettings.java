package centuple.shop;

import centuple.money.BasisPoints;

/**
 * What the operator set for the whole exchange.
 *
 * @param name as shops see it
 * @param publicUrl scheme and host, without a final slash
 * @param live false on an exchange for trials and replays
 * @param shares frozen into each version of terms when it is offered
 */
public record ExchangeSettings(String name, String publicUrl, boolean live, Terms.Shares shares) {
    /** The settings of a trial, for tests and simulations. */
    public static final ExchangeSettings TRIAL = new ExchangeSettings("Trial", "https://exchange.example", false,
            new Terms.Shares(BasisPoints.ZERO, Terms.Shares.DEFAULT.origin()));
}
