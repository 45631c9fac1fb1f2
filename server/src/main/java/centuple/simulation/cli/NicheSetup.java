package centuple.simulation.cli;

import centuple.simulation.NicheSettings;
import centuple.simulation.Policy;

/** Makes the shops of the niche members of an exchange, through its API. */
final class NicheSetup {
    private final NicheSettings settings;
    private final DemoExchange exchange;

    NicheSetup(NicheSettings settings, DemoExchange exchange) {
        this.settings = settings;
        this.exchange = exchange;
    }

    OnExchange setUp(Policy policy) {
        throw new UnsupportedOperationException(settings + " " + exchange + policy);
    }
}
