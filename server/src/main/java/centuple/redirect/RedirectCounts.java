package centuple.redirect;

import centuple.click.VisitClass;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How often each thing happened since the start of the process. Safe for all threads. */
public final class RedirectCounts {
    private final Map<VisitClass, LongAdder> visits = adders(VisitClass.class);
    private final Map<RefusalReason, LongAdder> refusals = adders(RefusalReason.class);
    private final Map<ViaOutcome, LongAdder> vias = adders(ViaOutcome.class);

    /** Redirects answered with this class of visit. */
    public long visits(VisitClass visitClass) {
        return adder(visits, visitClass).sum();
    }

    /** Requests refused for this reason. */
    public long refusals(RefusalReason reason) {
        return adder(refusals, reason).sum();
    }

    /** Redirects with this outcome of {@code via=}. */
    public long vias(ViaOutcome outcome) {
        return adder(vias, outcome).sum();
    }

    void count(VisitClass visitClass, ViaOutcome via) {
        adder(visits, visitClass).increment();
        adder(vias, via).increment();
    }

    void count(RefusalReason reason) {
        adder(refusals, reason).increment();
    }

    private static <E extends Enum<E>> Map<E, LongAdder> adders(Class<E> type) {
        Map<E, LongAdder> adders = new EnumMap<>(type);
        for (E constant : type.getEnumConstants()) {
            adders.put(constant, new LongAdder());
        }
        return adders;
    }

    @SuppressWarnings("NullAway") // every constant has one
    private static <E extends Enum<E>> LongAdder adder(Map<E, LongAdder> adders, E constant) {
        return adders.get(constant);
    }
}
