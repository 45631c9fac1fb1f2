package centuple.simulation.market;

import java.util.function.Consumer;

/** Who comes by, the same under every policy. */
@FunctionalInterface
public interface Crowd {
    /** Shows everybody who comes in an hour, one after the other. The caller is valid until the next one. */
    void come(int hour, Consumer<Caller> door);
}
